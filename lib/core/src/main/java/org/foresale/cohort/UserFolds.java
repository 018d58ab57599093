package org.foresale.cohort;

import java.util.stream.IntStream;

/**
 * Assigns each user to one of several folds by a seeded hash of the user id, so that all samples of a user are in the
 * same fold.
 *
 * <p>Predictions of a model for its own training samples are too optimistic. If a second model learns from the
 * predictions of a first one, the first is therefore fitted once for each fold, to the users of all other folds, and
 * predicts the users of that fold (stacking: Wolpert 1992).
 *
 * @param seed  random seed
 * @param count number of folds, at least 2
 */
public record UserFolds(long seed, int count) {

    /**
     * Checks the number of folds.
     *
     * @throws IllegalArgumentException if there are fewer than two folds
     */
    public UserFolds {
        if (count < 2) {
            throw new IllegalArgumentException("users are put into at least 2 folds, not " + count);
        }
    }

    /**
     * Returns the folds of samples.
     *
     * @param samples the samples
     * @return the fold of each sample's user, 0 to {@link #count} - 1
     */
    public int[] of(Samples samples) {
        int[] folds = new int[samples.size()];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = (int) (count * SeededHash.uniform(seed, "fold", samples.userId(i)));
        }
        return folds;
    }

    /**
     * Returns the samples of one fold.
     *
     * @param samples the samples
     * @param fold    the fold, 0 to {@link #count} - 1
     * @return the samples of its users, in the original order
     * @throws IllegalArgumentException if there is no such fold
     */
    public Samples samples(Samples samples, int fold) {
        if (fold < 0 || fold >= count) {
            throw new IllegalArgumentException("there is no fold " + fold + " of " + count + ": count from 0");
        }
        int[] folds = of(samples);
        return samples.only(IntStream.range(0, folds.length).filter(i -> folds[i] == fold).mapToObj(samples::get)
                .toList());
    }
}

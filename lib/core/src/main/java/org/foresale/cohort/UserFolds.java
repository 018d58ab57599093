package org.foresale.cohort;

import java.util.stream.IntStream;

/**
 * Puts each user into one of several folds by a seeded hash of the user id, so that all samples of a user share a fold.
 *
 * <p>What a model says of its own training samples is too good. Where a second model learns from what a first one says,
 * the first is fitted once for each fold, to the users of all others, and asked for those of the fold (stacking:
 * Wolpert 1992).
 *
 * @param seed  the seed
 * @param count number of folds, at least 2
 */
public record UserFolds(long seed, int count) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if there are fewer than two folds
     */
    public UserFolds {
        if (count < 2) {
            throw new IllegalArgumentException("users are put into at least 2 folds, not " + count);
        }
    }

    /**
     * Puts the users of samples into their folds.
     *
     * @param samples the samples
     * @return for each sample the fold of its user, 0 to {@link #count} - 1
     */
    public int[] of(Samples samples) {
        int[] folds = new int[samples.size()];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = (int) (count * SeededHash.uniform(seed, "fold", samples.userId(i)));
        }
        return folds;
    }

    /**
     * Takes the samples of one fold.
     *
     * @param samples the samples
     * @param fold    which fold, 0 to {@link #count} - 1
     * @return those of its users, in their order
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

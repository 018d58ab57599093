package org.foresale.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;
import org.foresale.internal.regression.RidgeRegression;
import org.foresale.internal.regression.SparseRows;
import org.foresale.internal.regression.WeightTable;

/**
 * How well the second- and third-level classes that a user bought go with a purchase of each category, by a ridge
 * regression on how lately the user bought them. How many buy a category is no part of it.
 *
 * <p>It is fitted to one sample a user, the latest: earlier ones of the same user tell nearly the same again.
 *
 * @param classes what the weights are of
 * @param weights for each class one weight a category
 */
record CategoryAffinities(BoughtClasses classes, WeightTable weights) {

    private static final String CLASSES = "classes.json";
    private static final String WEIGHTS = "affinities.bin";
    /** Beyond any fit, and small enough for sums to stay finite. */
    private static final float LARGEST = 1e6f;
    /** A few hundred buyers tell little of each of thousands of classes. */
    private static final double PENALTY = 2000;
    /** Days within which a class that was bought fades to a third. */
    private static final double SCALE = 120;

    /** The affinities for samples of other users than the given ones. */
    static CategoryAffinities fit(CategorySamples train) {
        CategorySamples latest = latest(train);
        return fit(BoughtClasses.fit(train.histories()), latest, IntStream.range(0, latest.size()).toArray());
    }

    /**
     * Returns affinities for the very samples that they are fitted to, which do not know their labels.
     *
     * @param classes those that the samples hold
     * @return for each fold of the users those that are fitted to all other folds
     */
    static List<CategoryAffinities> crossFitted(BoughtClasses classes, CategorySamples train, UserFolds folds) {
        CategorySamples latest = latest(train);
        int[] foldOf = folds.of(latest.histories());
        return IntStream.range(0, folds.count()).mapToObj(fold -> fit(classes, latest,
                IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != fold).toArray())).toList();
    }

    private static CategorySamples latest(CategorySamples samples) {
        int[] users = samples.users();
        int[] latest = new int[Arrays.stream(users).max().orElse(-1) + 1];
        Arrays.fill(latest, -1);
        for (int i = 0; i < users.length; i++) {
            if (latest[users[i]] < 0 || samples.cut(latest[users[i]]) < samples.cut(i)) {
                latest[users[i]] = i;
            }
        }
        return samples.rows(Arrays.stream(latest).filter(i -> i >= 0).toArray());
    }

    private static CategoryAffinities fit(BoughtClasses classes, CategorySamples samples, int[] some) {
        return new CategoryAffinities(classes, RidgeRegression.fit(bought(classes, samples.histories()).rows(some),
                Arrays.stream(some).mapToObj(samples::buys).toList(), samples.categories().size(), PENALTY));
    }

    /** What samples bought, as affinities look at it. */
    static SparseRows bought(BoughtClasses classes, Samples samples) {
        return classes.lately(samples, 0, samples.size(), SCALE);
    }

    /** The affinities of a row of what samples {@link #bought} to all categories. */
    double[] of(SparseRows bought, int row) {
        return weights.of(bought, row);
    }

    /** Reads what {@link #addTo} has written; nothing in it is believed before it is checked. */
    static CategoryAffinities read(PredictorParts parts, int categories) {
        BoughtClasses classes = parts.json(CLASSES, BoughtClasses.class);
        float[] numbers = parts.floats(WEIGHTS, WeightTable.size(classes.columns(), categories), LARGEST);
        return new CategoryAffinities(classes,
                PartsReader.of(WEIGHTS, () -> WeightTable.of(classes.columns(), categories, numbers)));
    }

    /** Adds the classes, and the weights as little-endian floats. */
    PredictorParts addTo(PredictorParts parts) {
        return parts.withJson(CLASSES, classes).withFloats(WEIGHTS, weights.numbers());
    }
}

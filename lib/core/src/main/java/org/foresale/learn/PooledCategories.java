package org.foresale.learn;

import java.util.Random;
import java.util.concurrent.CancellationException;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.internal.trees.BoostedTrees;

/**
 * One XGBoost for all categories: what makes a purchase of a category likely is learnt of pairs of a sample and a
 * category, of all categories at once, and what is special about one comes in by the affinities to it.
 *
 * @param trees     how the trees are fitted
 * @param maxPairs to how many pairs they are fitted at most, and by how many of validation they are stopped
 */
record PooledCategories(BoostedTreesLearner trees, int maxPairs) implements CategoryLearner {

    /** Twice as many take twice as long, for a loss that is lower by a few ten-thousandths. */
    private static final int MAX_PAIRS = 300_000;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there are no trees, or if the pairs are fewer than 2
     */
    PooledCategories {
        if (trees == null) {
            throw new IllegalArgumentException("the trees are null: give settings such as"
                    + " BoostedTreesLearner.withDefaults()");
        }
        if (maxPairs < 2) {
            throw new IllegalArgumentException("trees are fitted to at least 2 pairs, not " + maxPairs);
        }
    }

    static PooledCategories of(BoostedTreesLearner trees) {
        return new PooledCategories(trees, MAX_PAIRS);
    }

    /** Deeper trees with larger leaves than those of one target, as there are many more rows. */
    static PooledCategories withDefaults() {
        return of(BoostedTreesLearner.withDefaults().withDepth(6).withLearningRate(.1).withMinChildWeight(100)
                .withShares(.8, .5).withPatience(20));
    }

    @Override
    public String name() {
        return trees.name() + ", pooled over categories";
    }

    @Override
    public PooledCategories withSeed(long seed) {
        return new PooledCategories(trees.withSeed(seed), maxPairs);
    }

    /**
     * Fits the affinities, then the trees to drawn pairs.
     *
     * @throws IllegalArgumentException also if the drawn pairs of one of the two are all bought or all not
     * @throws CancellationException    if the thread is interrupted
     * @throws IllegalStateException    if XGBoost refuses the features, as where more money is spent than a float holds
     */
    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        train.requireBothLabels("training").requireValidation(validation);
        CategoryPairs pairs = CategoryPairs.fit(train);
        Random random = new Random(trees.seed());
        CategoryPairs.Drawn some = pairs.crossFitted(train).draw(train, maxPairs, random);
        CategoryPairs.Drawn others = pairs.draw(validation, maxPairs, random);
        return new Fitted(pairs, trees.grow(some.rows(), some.labels(), others.rows(), others.labels()));
    }

    /** Trees of all categories, with what is special about each. */
    record Fitted(CategoryPairs pairs, BoostedTrees trees) implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "boosted trees pooled over categories";

        private static final String TREES = "trees.json";

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            byte[] trees = parts.bytes(TREES);
            return new Fitted(CategoryPairs.read(parts),
                    PartsReader.of(TREES, () -> BoostedTrees.fromJson(trees, PairFeatures.columns())));
        }

        @Override
        public Categories categories() {
            return pairs.categories();
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            double[][] scores = new double[samples.size()][];
            pairs.each(samples, (rows, i) -> scores[i] = trees.predict(rows));
            return scores;
        }

        @Override
        public PredictorParts parts() {
            return pairs.addTo(PredictorParts.of(KIND)).with(TREES, trees.toJson());
        }
    }
}

package org.foresale.learn;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.UserFolds;
import org.foresale.internal.trees.BoostedTrees;

/**
 * One XGBoost for all categories: what makes a purchase of a category likely is learnt of pairs of a sample and a
 * category, of all categories at once, and what is special about one comes in by the affinities to it.
 *
 * @param trees     how the trees are fitted
 * @param maxPairs to how many pairs they are fitted at most, and by how many of validation they are stopped
 */
record PooledCategories(BoostedTreesLearner trees, int maxPairs) implements CategoryLearner {

    /** More make it slower and hardly better. */
    private static final int MAX_PAIRS = 600_000;
    private static final UserFolds FOLDS = new UserFolds(1, 3);

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
        train.requireBothLabels("training").requireSameCategories(validation);
        if (validation.size() == 0) {
            throw new IllegalArgumentException("there is no sample for validation: take a log of more users");
        }
        CategoryFacts facts = CategoryFacts.fit(train);
        CategoryAffinities affinities = CategoryAffinities.fit(train);
        List<CategoryAffinities> crossFitted = CategoryAffinities.crossFitted(train, FOLDS);
        int[] foldOf = FOLDS.of(train.histories());
        Random random = new Random(trees.seed());
        Pairs some = draw(train, facts, affinities.classes(), i -> crossFitted.get(foldOf[i]), random);
        Pairs others = draw(validation, facts, affinities.classes(), i -> affinities, random);
        return new Fitted(facts, affinities, trees.grow(some.rows, some.labels, others.rows, others.labels));
    }

    /** Draws pairs, each as likely as any other, so that buyers keep their share. */
    private Pairs draw(CategorySamples samples, CategoryFacts facts, BoughtClasses classes,
            IntFunction<CategoryAffinities> affinities, Random random) {
        int categories = samples.categories().size();
        long all = (long) samples.size() * categories;
        Pairs pairs = new Pairs((int) Math.min(all, maxPairs), all, random);
        PairFeatures.each(samples, facts, classes, affinities, (rows, i) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("fitting was interrupted at sample " + (i + 1) + " of "
                        + samples.size());
            }
            pairs.drawFrom(rows, samples.buys(i), categories);
        });
        return pairs;
    }

    /** Rows of pairs below each other, with room for those that are still to be drawn. */
    private static final class Pairs {

        private final float[] rows;
        private final boolean[] labels;
        private final Random random;
        private final AtomicLong toCome;
        private final AtomicInteger drawn = new AtomicInteger();

        Pairs(int size, long all, Random random) {
            rows = new float[Math.multiplyExact(size, PairFeatures.columns())];
            labels = new boolean[size];
            toCome = new AtomicLong(all);
            this.random = random;
        }

        /** Each pair is drawn as likely as draws are still missing among the pairs still to come. */
        void drawFrom(float[] rowsOfSample, BitSet buys, int categories) {
            int columns = PairFeatures.columns();
            for (int category = 0; category < categories; category++) {
                if (random.nextDouble() * toCome.getAndDecrement() < labels.length - drawn.get()) {
                    int place = drawn.getAndIncrement();
                    System.arraycopy(rowsOfSample, category * columns, rows, place * columns, columns);
                    labels[place] = buys.get(category);
                }
            }
        }
    }

    /** Trees of all categories, with what is special about each. */
    record Fitted(CategoryFacts facts, CategoryAffinities affinities, BoostedTrees trees)
            implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "boosted trees pooled over categories";

        private static final String FACTS = "categories.json";
        private static final String TREES = "trees.json";

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            CategoryFacts facts = parts.json(FACTS, CategoryFacts.class);
            byte[] trees = parts.bytes(TREES);
            return new Fitted(facts, CategoryAffinities.read(parts, facts.categories().size()),
                    PartsReader.of(TREES, () -> BoostedTrees.fromJson(trees, PairFeatures.columns())));
        }

        @Override
        public Categories categories() {
            return facts.categories();
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            samples.requireCategories(categories());
            double[][] scores = new double[samples.size()][];
            PairFeatures.each(samples, facts, affinities.classes(), i -> affinities,
                    (rows, i) -> scores[i] = trees.predict(rows));
            return scores;
        }

        @Override
        public PredictorParts parts() {
            return affinities.addTo(PredictorParts.of(KIND).withJson(FACTS, facts)).with(TREES, trees.toJson());
        }
    }
}

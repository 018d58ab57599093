package org.foresale.learn;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.UserFolds;
import org.foresale.log.ForesaleException;

/**
 * Computes features of pairs of a sample and a category. The features have the same meaning for every category, so that
 * one model can be fitted to the pairs of all categories. They describe how the user shops, what the user did in the
 * category and in its departments, how popular the category is, and its affinity to what the user bought.
 */
public final class CategoryPairs {

    private static final UserFolds FOLDS = new UserFolds(1, 3);
    private static final String FACTS = "facts.json";

    private final CategoryFacts facts;
    /** One for all users, or one for each fold of them. */
    private final List<CategoryAffinities> affinities;

    private CategoryPairs(CategoryFacts facts, List<CategoryAffinities> affinities) {
        this.facts = facts;
        this.affinities = affinities;
    }

    /**
     * Holds the features and labels of pairs that were drawn.
     *
     * @param rows   the features in row-major order
     * @param labels for each row, whether the user buys the category
     */
    public record Drawn(float[] rows, boolean[] labels) {

        @Override
        public String toString() {
            return labels.length + " pairs";
        }
    }

    /**
     * Fits the part of the features that depends on training data, for samples of other users.
     *
     * @param train the training samples
     * @return the fitted features
     */
    public static CategoryPairs fit(CategorySamples train) {
        return new CategoryPairs(CategoryFacts.fit(train), List.of(CategoryAffinities.fit(train)));
    }

    /**
     * Fits the features for the training samples themselves: the affinity of a category to what a user bought is fitted
     * out of fold, to other users, so that the label of a sample does not leak into its features.
     *
     * @param train the samples that these features were fitted to
     * @return the features for these samples
     * @throws IllegalArgumentException if they are of other categories
     */
    public CategoryPairs crossFitted(CategorySamples train) {
        train.requireCategories(categories());
        return new CategoryPairs(facts,
                CategoryAffinities.crossFitted(affinities.get(0).classes(), train, FOLDS));
    }

    /**
     * Reads the features written by {@link #addTo}.
     *
     * @param parts the parts; not trusted
     * @return the fitted features
     * @throws ForesaleException if a part is missing, or does not fit the others
     */
    public static CategoryPairs read(PredictorParts parts) {
        CategoryFacts facts = parts.json(FACTS, CategoryFacts.class);
        return new CategoryPairs(facts, List.of(CategoryAffinities.read(parts, facts.categories().size())));
    }

    /**
     * Adds the fitted part of the features to the parts of a predictor.
     *
     * @param parts the parts so far
     * @return the extended parts
     * @throws IllegalStateException if these features are cross-fitted, which are for training only
     */
    public PredictorParts addTo(PredictorParts parts) {
        if (affinities.size() > 1) {
            throw new IllegalStateException("pairs that are cross-fitted to " + affinities.size()
                    + " folds of users are for training: write those of CategoryPairs.fit");
        }
        return affinities.get(0).addTo(parts.withJson(FACTS, facts));
    }

    /**
     * Returns the names of the features. The first {@link #columnsOfUser} of them have the same value for all
     * categories of a sample.
     *
     * @return a name for each column of a row
     */
    public static List<String> names() {
        return PairFeatures.names();
    }

    /**
     * Returns the number of leading features that have the same value for all categories of a sample. They are those of
     * {@link ShoppingFeatures}, NaN where undefined; all other features are finite.
     *
     * @return the number
     */
    public static int columnsOfUser() {
        return PairFeatures.columnsOfUser();
    }

    /**
     * Returns the categories of the pairs.
     *
     * @return the categories
     */
    public Categories categories() {
        return facts.categories();
    }

    /**
     * Computes the features of samples, one sample at a time.
     *
     * @param samples the samples, of the same categories
     * @param taker   receives the features of a sample with every category, in row-major order, and the index of the
     *                sample
     * @throws IllegalArgumentException if the samples are of other categories
     */
    public void each(CategorySamples samples, ObjIntConsumer<float[]> taker) {
        samples.requireCategories(categories());
        PairFeatures.each(samples, facts, affinities.get(0).classes(), affinitiesOf(samples), taker);
    }

    private IntFunction<CategoryAffinities> affinitiesOf(CategorySamples samples) {
        if (affinities.size() == 1) {
            return i -> affinities.get(0);
        }
        int[] foldOf = FOLDS.of(samples.histories());
        return i -> affinities.get(foldOf[i]);
    }

    /**
     * Draws pairs uniformly at random, so that the share of buyers is preserved.
     *
     * @param samples the samples
     * @param most    maximum number of pairs, above 0
     * @param random  source of randomness
     * @return the pairs; all of them if there are not more than the maximum
     * @throws IllegalArgumentException if the samples are of other categories, or if the maximum is below 1
     * @throws CancellationException    if the thread is interrupted
     */
    public Drawn draw(CategorySamples samples, int most, Random random) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 pair is drawn, not " + most);
        }
        int size = categories().size();
        long all = (long) samples.size() * size;
        Pairs pairs = new Pairs((int) Math.min(all, most), all, random);
        each(samples, (rows, i) -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("fitting was interrupted at sample " + (i + 1) + " of "
                        + samples.size());
            }
            pairs.drawFrom(rows, samples.buys(i), size);
        });
        return new Drawn(pairs.rows, pairs.labels);
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

    @Override
    public String toString() {
        return "Features of the pairs of a user and one of " + categories().size() + " categories";
    }
}

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
 * Turns pairs of a sample and a category into features that mean the same whatever the category is, so that one model
 * can learn from the pairs of all categories: how the user shops, what the user did in the category and in its
 * departments, how many buy it, and how well it goes with what the user bought.
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
     * Rows of drawn pairs.
     *
     * @param rows   the features, row after row
     * @param labels for each row, whether the user buys the category
     */
    public record Drawn(float[] rows, boolean[] labels) {

        @Override
        public String toString() {
            return labels.length + " pairs";
        }
    }

    /**
     * Fits what the features know of the categories, for samples of other users.
     *
     * @param train the samples to learn from
     * @return what makes the features
     */
    public static CategoryPairs fit(CategorySamples train) {
        return new CategoryPairs(CategoryFacts.fit(train), List.of(CategoryAffinities.fit(train)));
    }

    /**
     * Fits the same for the training samples themselves: how well a category goes with what a user bought is fitted to
     * users of other folds, who do not know what the user goes on to buy.
     *
     * @param train the samples that this was fitted to
     * @return what makes the features of these samples
     * @throws IllegalArgumentException if they are of other categories
     */
    public CategoryPairs crossFitted(CategorySamples train) {
        train.requireCategories(categories());
        return new CategoryPairs(facts,
                CategoryAffinities.crossFitted(affinities.get(0).classes(), train, FOLDS));
    }

    /**
     * Puts together what {@link #addTo} has written.
     *
     * @param parts the parts; not trusted
     * @return what makes the features
     * @throws ForesaleException if a part is missing, or does not fit the others
     */
    public static CategoryPairs read(PredictorParts parts) {
        CategoryFacts facts = parts.json(FACTS, CategoryFacts.class);
        return new CategoryPairs(facts, List.of(CategoryAffinities.read(parts, facts.categories().size())));
    }

    /**
     * Adds what the features know of the categories to the parts of a predictor.
     *
     * @param parts the parts so far
     * @return these and more
     * @throws IllegalStateException if this is cross-fitted: that is for training only
     */
    public PredictorParts addTo(PredictorParts parts) {
        if (affinities.size() > 1) {
            throw new IllegalStateException("pairs that are cross-fitted to " + affinities.size()
                    + " folds of users are for training: write those of CategoryPairs.fit");
        }
        return affinities.get(0).addTo(parts.withJson(FACTS, facts));
    }

    /**
     * Names the features: first those that are the same for all categories of a sample, {@link #columnsOfUser} of them.
     *
     * @return a name for each column of a row
     */
    public static List<String> names() {
        return PairFeatures.names();
    }

    /**
     * Tells how many of the features come first that are the same for all categories of a sample. They are as {@link
     * ShoppingFeatures} has them, NaN where there is nothing to count from; all others are finite.
     *
     * @return the number
     */
    public static int columnsOfUser() {
        return PairFeatures.columnsOfUser();
    }

    /**
     * Returns the categories that the pairs are of.
     *
     * @return the categories
     */
    public Categories categories() {
        return facts.categories();
    }

    /**
     * Makes the rows of samples, one sample after the other.
     *
     * @param samples the samples, of the same categories
     * @param taker   is handed the features of a sample with every category, row after row, and which sample it is
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
     * Draws pairs, each as likely as any other, so that buyers keep their share.
     *
     * @param samples the samples
     * @param most    how many pairs at most, above 0
     * @param random  draws
     * @return the pairs: all where there are not more
     * @throws IllegalArgumentException if the samples are of other categories, or if no pair is asked for
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

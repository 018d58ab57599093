package org.foresale.learn;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.internal.regression.SparseRows;

/**
 * Rows of features for pairs of a sample and a category. They mean the same whatever the category is, so that pairs of
 * all categories can stand below each other: how the user shops, what the user did in the category and in its
 * departments, how many buy it, and how well it goes with what the user bought.
 */
final class PairFeatures {

    /** Which of {@link ShoppingFeatures} are of no target. */
    private static final int[] SHOPPING = IntStream.range(0, ShoppingFeatures.names().size())
            .filter(k -> !ShoppingFeatures.names().get(k).contains("target")).toArray();
    private static final String AFFINITY = "affinity of the classes bought to the category";
    private static final List<String> NAMES = Stream.of(
            IntStream.of(SHOPPING).mapToObj(ShoppingFeatures.names()::get).toList(), CategoryHabits.OF_CATEGORY,
            CategoryFacts.NAMES, List.of(AFFINITY)).flatMap(List::stream).toList();
    /** So many samples are looked at together: each takes a row of all the classes that were bought. */
    private static final int SAMPLES_AT_ONCE = 1000;

    private final Samples histories;
    private final CategoryHabits habits;
    private final SparseRows bought;
    private final double[][] facts;

    private PairFeatures(CategorySamples samples, CategoryFacts facts, BoughtClasses classes) {
        histories = samples.histories();
        habits = CategoryHabits.of(samples);
        bought = CategoryAffinities.bought(classes, histories);
        this.facts = IntStream.range(0, samples.categories().size()).mapToObj(facts::of).toArray(double[][]::new);
    }

    /** Names the features. */
    static List<String> names() {
        return NAMES;
    }

    /** How many come first that are the same for all categories. */
    static int columnsOfUser() {
        return SHOPPING.length;
    }

    static int columns() {
        return NAMES.size();
    }

    /**
     * Makes the rows of all samples, one after the other.
     *
     * @param affinities which to ask for a sample: in training, those fitted to users of other folds
     * @param taker      is handed the rows of a sample with all categories, category by category
     */
    static void each(CategorySamples samples, CategoryFacts facts, BoughtClasses classes,
            IntFunction<CategoryAffinities> affinities, ObjIntConsumer<float[]> taker) {
        for (int from = 0; from < samples.size(); from += SAMPLES_AT_ONCE) {
            int to = Math.min(from + SAMPLES_AT_ONCE, samples.size());
            PairFeatures some = new PairFeatures(samples.rows(IntStream.range(from, to).toArray()), facts, classes);
            for (int i = from; i < to; i++) {
                taker.accept(some.of(i - from, affinities.apply(i)), i);
            }
        }
    }

    private float[] of(int i, CategoryAffinities affinities) {
        double[] shopping = ShoppingFeatures.of(histories, i);
        float[] ofUser = new float[SHOPPING.length];
        for (int k = 0; k < ofUser.length; k++) {
            ofUser[k] = (float) shopping[SHOPPING[k]];
        }
        float[] habitual = habits.of(i);
        double[] said = affinities.of(bought, i);
        int each = CategoryHabits.OF_CATEGORY.size();
        float[] rows = new float[facts.length * columns()];
        int at = 0;
        for (int category = 0; category < facts.length; category++) {
            System.arraycopy(ofUser, 0, rows, at, ofUser.length);
            at += ofUser.length;
            System.arraycopy(habitual, CategoryHabits.OF_USER.size() + category * each, rows, at, each);
            at += each;
            for (double fact : facts[category]) {
                rows[at++] = (float) fact;
            }
            rows[at++] = (float) said[category];
        }
        return rows;
    }
}

package org.foresale.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.Learner;
import org.foresale.learn.PredictorParts;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What it costs to know every category: one model for all of them, beside one model for each.
 *
 * <p>The model for all is fitted and asked once. Of the models for each, some are fitted, of categories of equal
 * distance among all; what more of them cost is their mean, times their number. All of it is timed on one thread, one
 * after the other.
 *
 * @param categories how many categories there are
 * @param users      how many users are scored
 * @param one        what the model for all costs
 * @param each       what a model of one category costs in the mean
 */
public record CategoryCosts(int categories, int users, Cost one, Cost each) {

    /**
     * A cost.
     *
     * @param fitSeconds   seconds to fit
     * @param scoreSeconds seconds to score all users
     * @param megabytes    size of what is saved, 10^6 bytes
     */
    public record Cost(double fitSeconds, double scoreSeconds, double megabytes) {

        private Cost over(int models) {
            return new Cost(fitSeconds / models, scoreSeconds / models, megabytes / models);
        }
    }

    /**
     * Measures the costs.
     *
     * @param cohort   the samples
     * @param one      fits the model for all categories
     * @param each     fits the model of a category
     * @param measured how many of these are fitted, at least 2
     * @param users    how many users are scored, at least 1; test users come as often as needed
     * @return the costs
     * @throws IllegalArgumentException if a number is too small, or if a learner refuses the samples
     */
    public static CategoryCosts of(CategoryCohort cohort, CategoryLearner one, Learner each, int measured, int users) {
        if (measured < 2 || users < 1) {
            throw new IllegalArgumentException("costs are those of at least 2 categories and 1 user, not " + measured
                    + " and " + users);
        }
        Categories all = cohort.categories();
        int count = Math.min(measured, all.size());
        Categories some = new Categories(all.level(), IntStream.range(0, count)
                .mapToObj(i -> all.paths().get((int) ((i + .5) * all.size() / count))).toList());
        int[] rows = IntStream.range(0, users).map(i -> i % cohort.test().size()).toArray();
        CategorySamples asked = cohort.test().rows(rows);
        return new CategoryCosts(all.size(), users, cost(one, cohort.train(), cohort.validation(), asked),
                cost(CategoryLearner.oneEach(each), cohort.train().only(some), cohort.validation().only(some),
                        asked.only(some)).over(count));
    }

    private static Cost cost(CategoryLearner learner, CategorySamples train, CategorySamples validation,
            CategorySamples asked) {
        long start = System.nanoTime();
        CategoryPredictor predictor = learner.fit(train, validation);
        long fitted = System.nanoTime();
        predictor.predict(asked);
        long scored = System.nanoTime();
        PredictorParts parts = predictor.parts();
        double bytes = parts.names().stream().mapToDouble(name -> parts.bytes(name).length).sum();
        return new Cost((fitted - start) / 1e9, (scored - fitted) / 1e9, bytes / 1e6);
    }

    /**
     * Tells how many times as long the models of all categories take to fit as the one for all.
     *
     * @return the ratio
     */
    public double fitRatio() {
        return each.fitSeconds() * categories / one.fitSeconds();
    }

    /**
     * Compares the costs as the number of categories grows.
     *
     * @param numbers numbers of categories
     * @return one row a number: seconds to fit, seconds to score all users and megabytes, of the one model for all and,
     *     by calculation, of as many models
     */
    public Table table(int... numbers) {
        Table table = Table.create("costs, " + String.format(Locale.ROOT, "%,d", users) + " users scored",
                IntColumn.create("categories", numbers));
        add(table, "seconds to fit", one.fitSeconds(), each.fitSeconds(), numbers);
        add(table, "seconds to score", one.scoreSeconds(), each.scoreSeconds(), numbers);
        add(table, "megabytes", one.megabytes(), each.megabytes(), numbers);
        return table;
    }

    private static void add(Table table, String what, double ofOne, double ofEach, int... numbers) {
        table.addColumns(StringColumn.create(what + ", one for all", Arrays.stream(numbers)
                .mapToObj(n -> String.format(Locale.ROOT, "%.1f", ofOne)).toList()),
                StringColumn.create(what + ", one each", Arrays.stream(numbers)
                        .mapToObj(n -> String.format(Locale.ROOT, "%.1f", n * ofEach)).toList()));
    }
}

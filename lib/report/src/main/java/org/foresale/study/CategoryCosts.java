package org.foresale.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.PredictorParts;
import org.foresale.log.internal.Names;
import org.foresale.log.internal.Ratios;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares the cost of predicting all categories by a single model with that of one model per category.
 *
 * <p>A single model for all categories is fitted once, and may be used afterwards ({@link TimedFit}). Of the models for
 * one category each, only some are fitted, for categories at equal intervals in the list of all; the cost of any number
 * of them is the mean cost times that number. Everything is timed on one thread, one model after another.
 *
 * @param categories number of categories
 * @param users      number of users that are scored
 * @param forAll     costs of the models for all categories, by the names of their learners
 * @param eachName   name of the learner of one category
 * @param each       mean cost of a model for one category
 */
public record CategoryCosts(int categories, int users, Map<String, Cost> forAll, String eachName, Cost each) {

    /**
     * Copies the costs.
     */
    public CategoryCosts {
        forAll = Collections.unmodifiableMap(new LinkedHashMap<>(forAll));
    }

    /**
     * Holds the costs of a model.
     *
     * @param fitSeconds   time to fit it, in seconds
     * @param scoreSeconds time to score all users, in seconds
     * @param megabytes    size of the saved model, in units of 10^6 bytes
     */
    public record Cost(double fitSeconds, double scoreSeconds, double megabytes) {

        private Cost times(double models) {
            return new Cost(fitSeconds * models, scoreSeconds * models, megabytes * models);
        }
    }

    /**
     * Measures the costs.
     *
     * @param cohort   the samples
     * @param forAll   models for all categories, each fitted to these samples
     * @param each     learner of the models for one category
     * @param measured number of these models that are fitted, at least 2
     * @param users    number of users that are scored, at least 1; test users are repeated as often as needed
     * @return the costs
     * @throws IllegalArgumentException if a number is too small, if two learners have the same name, or if one rejects
     *     the samples
     */
    public static CategoryCosts of(CategoryCohort cohort, List<TimedFit<?>> forAll, Learner each, int measured,
            int users) {
        if (measured < 2 || users < 1) {
            throw new IllegalArgumentException("costs need at least 2 measured categories and 1 user, not " + measured
                    + " and " + users);
        }
        Study.requireDistinct("learners", forAll.stream().map(TimedFit::name).toList());
        Categories all = cohort.categories();
        int count = Math.min(measured, all.size());
        Categories some = new Categories(all.level(), IntStream.range(0, count)
                .mapToObj(i -> all.paths().get((int) ((i + .5) * all.size() / count))).toList());
        int[] rows = IntStream.range(0, users).map(i -> i % cohort.test().size()).toArray();
        CategorySamples asked = cohort.test().rows(rows);
        Map<String, Cost> ofAll = new LinkedHashMap<>();
        forAll.forEach(one -> ofAll.put(one.name(), cost(one, asked)));
        CategoryLearner ofEach = CategoryLearner.oneEach(each);
        TimedFit<?> ofSome = TimedFit.of(ofEach.name(),
                () -> ofEach.fit(cohort.train().only(some), cohort.validation().only(some)));
        return new CategoryCosts(all.size(), users, ofAll, each.name(),
                cost(ofSome, asked.only(some)).times(1. / count));
    }

    private static Cost cost(TimedFit<?> fit, CategorySamples asked) {
        long start = System.nanoTime();
        fit.predictor().predict(asked);
        double seconds = (System.nanoTime() - start) / 1e9;
        PredictorParts parts = fit.predictor().parts();
        double bytes = parts.names().stream().mapToDouble(name -> parts.bytes(name).length).sum();
        return new Cost(fit.seconds(), seconds, bytes / 1e6);
    }

    /**
     * Computes how many times as long it takes to fit one model per category as a single model for all.
     *
     * @param one name of the learner of the single model
     * @return the ratio
     * @throws IllegalArgumentException if it was not measured
     */
    public double fitRatio(String one) {
        if (!forAll.containsKey(one)) {
            throw new IllegalArgumentException("the costs of \"" + one + "\" were not measured, but those of "
                    + forAll.keySet());
        }
        return each.fitSeconds() * categories / forAll.get(one).fitSeconds();
    }

    /**
     * Tells in a sentence how long models of all categories take to fit beside one for all.
     *
     * @param one name of the learner of the one for all
     * @return for example "For all 237 categories, one “XGBoost” for each takes 26.1 times as long to fit as “LSTM”."
     * @throws IllegalArgumentException if it was not measured
     */
    public String verdict(String one) {
        return String.format(Locale.ROOT, "For all %d categories, one %s for each takes %s times as long to fit as %s.",
                categories, Names.quoted(eachName), Ratios.of(fitRatio(one)), Names.quoted(one));
    }

    /**
     * Compares the costs for several numbers of categories.
     *
     * @param numbers numbers of categories
     * @return one row for each model for all categories, then one per number for as many models for one category, by
     *     calculation: model, categories, seconds to fit, seconds to score all users, and megabytes, rounded to one
     *     decimal
     * @throws IllegalArgumentException if a number is below 1
     */
    public Table table(int... numbers) {
        if (IntStream.of(numbers).anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("costs need 1 category or more, not "
                    + Arrays.toString(numbers));
        }
        StringColumn model = StringColumn.create("model");
        IntColumn count = IntColumn.create("categories");
        List<Cost> costs = new ArrayList<>();
        forAll.forEach((name, cost) -> {
            model.append(name + ", one for all");
            count.append(categories);
            costs.add(cost);
        });
        for (int number : numbers) {
            model.append(eachName + ", one each");
            count.append(number);
            costs.add(each.times(number));
        }
        return Table.create("costs, " + String.format(Locale.ROOT, "%,d", users) + " users scored", model, count,
                column("seconds to fit", costs, Cost::fitSeconds),
                column("seconds to score", costs, Cost::scoreSeconds), column("megabytes", costs, Cost::megabytes));
    }

    private static DoubleColumn column(String name, List<Cost> costs, ToDoubleFunction<Cost> what) {
        return DoubleColumn.create(name, costs.stream()
                .mapToDouble(cost -> Math.round(10 * what.applyAsDouble(cost)) / 10.).toArray());
    }
}

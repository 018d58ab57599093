package org.foresale.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.evaluate.CategoryBoard.Figure;
import org.foresale.evaluate.CategoryBoard.Purchases;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tables of a board that have one row a category. */
final class CategoryTables {

    private final String name;
    private final CategoryPairs samples;
    private final int rounds;

    CategoryTables(String name, CategoryPairs samples, int rounds) {
        this.name = name;
        this.samples = samples;
        this.rounds = rounds;
    }

    Table notMeasured(Purchases purchases) {
        int[] missing = mostBought(IntStream.range(0, samples.categories().size())
                .filter(category -> !samples.isMeasured(category, purchases)).toArray(), purchases);
        return table(name + ", " + purchases + ", not measured", missing, purchases)
                .addColumns(IntColumn.create("non-buyers",
                        IntStream.of(missing).map(category -> samples.others(category, purchases)).toArray()));
    }

    Table perCategory(String learner, List<CategoryFit> seeds, Figure figure, Purchases purchases) {
        Map<Integer, Resamples> figures = overSeeds(seeds, figure, purchases, Bootstrap.FIRST);
        int[] categories = mostBought(samples.measured(purchases), purchases);
        return withIntervals(table(figure + " of " + learner + ", " + purchases, categories, purchases),
                figure.toString(), IntStream.of(categories).mapToObj(figures::get).toList());
    }

    Table perCategoryDifference(String first, List<CategoryFit> ofFirst, String second, List<CategoryFit> ofSecond,
            Figure figure, Purchases purchases) {
        Difference.requireSeeds(first, ofFirst.size(), second, ofSecond.size());
        Map<Integer, Resamples> firsts = overSeeds(ofFirst, figure, purchases, Bootstrap.FIRST);
        Map<Integer, Resamples> seconds = overSeeds(ofSecond, figure, purchases, Bootstrap.SECOND);
        int[] categories = mostBought(samples.measured(purchases), purchases);
        List<Resamples> differences = IntStream.of(categories)
                .mapToObj(category -> firsts.get(category).less(seconds.get(category))).toList();
        int[] users = IntStream.of(categories)
                .map(category -> samples.usersOfRarerLabel(new int[] {category}, purchases)).toArray();
        // Of a difference without an interval nothing is shown, but it is one of those that were looked at.
        double[] adjusted = Holm.adjusted(IntStream.range(0, users.length).mapToDouble(i -> differences.get(i)
                .defined().map(resamples -> resamples.pValue(users[i])).orElse(1.)).toArray());
        return withIntervals(table(figure + " of " + first + " less that of " + second + ", " + purchases, categories,
                purchases), "difference", differences)
                .addColumns(Difference.pColumn(adjusted), StringColumn.create("shown",
                        IntStream.range(0, users.length).mapToObj(i -> Difference
                                .finding(differences.get(i).estimate(), adjusted[i], users[i])).toList()));
    }

    Table calibration(String learner, List<CategoryFit> seeds) {
        int[] categories = mostBought(IntStream.range(0, samples.categories().size()).toArray(), Purchases.ALL);
        DoubleColumn means = DoubleColumn.create("mean probability");
        DoubleColumn shares = DoubleColumn.create("share of buyers");
        DoubleColumn briers = DoubleColumn.create("Brier");
        DoubleColumn skills = DoubleColumn.create("Brier skill");
        for (int category : categories) {
            double share = (double) samples.buyers(category, Purchases.ALL) / samples.size();
            double brier = mean(seeds, category, (score, label) -> (score - label) * (score - label));
            means.append(mean(seeds, category, (score, label) -> score));
            shares.append(share);
            briers.append(brier);
            skills.append(share > 0 && share < 1 ? 1 - brier / (share * (1 - share)) : Double.NaN);
        }
        return table("Calibration of " + learner, categories, Purchases.ALL).addColumns(means, shares, briers, skills);
    }

    private double mean(List<CategoryFit> seeds, int category, DoubleBinaryOperator ofScoreAndLabel) {
        return seeds.stream().mapToDouble(fit -> IntStream.range(0, samples.size())
                .mapToDouble(sample -> ofScoreAndLabel.applyAsDouble(fit.score(sample, category),
                        samples.buys(sample, category) ? 1 : 0)).average().orElseThrow()).average().orElseThrow();
    }

    /** For each category that is measured, the figure over the seeds. */
    private Map<Integer, Resamples> overSeeds(List<CategoryFit> seeds, Figure figure, Purchases purchases, int side) {
        List<List<Resamples>> bySeed = seeds.stream().map(fit -> fit.perCategory(purchases, rounds).get(figure))
                .toList();
        int[] measured = samples.measured(purchases);
        return IntStream.range(0, measured.length).boxed().collect(Collectors.toMap(i -> measured[i],
                i -> Resamples.overSeeds(bySeed.stream().map(seed -> seed.get(i)).toList(), side)));
    }

    private int[] mostBought(int[] categories, Purchases purchases) {
        return IntStream.of(categories).boxed()
                .sorted(Comparator.comparingInt(category -> -samples.buyers(category, purchases)))
                .mapToInt(Integer::intValue).toArray();
    }

    private Table table(String title, int[] categories, Purchases purchases) {
        return Table.create(title, StringColumn.create("category",
                IntStream.of(categories).mapToObj(samples.categories()::get).toList()), IntColumn.create("buyers",
                IntStream.of(categories).map(category -> samples.buyers(category, purchases)).toArray()));
    }

    private static Table withIntervals(Table table, String column, List<Resamples> figures) {
        DoubleColumn estimates = DoubleColumn.create(column);
        DoubleColumn lows = DoubleColumn.create("low");
        DoubleColumn highs = DoubleColumn.create("high");
        for (Resamples figure : figures) {
            Optional<Interval> interval = figure.defined().map(defined -> defined.interval(CategoryBoard.LEVEL));
            estimates.append(figure.estimate());
            lows.append(interval.map(Interval::low).orElse(Double.NaN));
            highs.append(interval.map(Interval::high).orElse(Double.NaN));
        }
        return table.addColumns(estimates, lows, highs);
    }
}

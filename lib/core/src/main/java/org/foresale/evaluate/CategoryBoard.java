package org.foresale.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares learners that predict every category at once, on the same samples.
 *
 * <p>The samples come in parts, such as the folds of a cross-fitted question. Scores of different parts come from
 * different models and are not compared with each other. ROC AUC is computed over pairs of a buyer and a non-buyer of
 * the same part, and average precision is the mean over the parts, weighted by their buyers, as in {@link Metrics}. A
 * category is measured if at least {@value #MIN_LABELS} samples buy it and at least as many do not, over all parts
 * together, and if at least one part has both labels. The macro average is the unweighted mean over the measured
 * categories.
 *
 * <p>Intervals are 95 % intervals over users and seeds from a {@link Bootstrap}. The users of all parts are resampled
 * together, each with all samples, and the resamples are the same for all figures and learners. The seeds of each
 * learner are drawn independently. In a resample, only the categories with both labels are measured. Average precision
 * is biased upwards in resamples, because a buyer who is drawn twice is ranked next to their own copy; this bias is
 * subtracted from the resamples category by category.
 */
public final class CategoryBoard {

    /** Number of samples of each label that a category needs to be measured. */
    public static final int MIN_LABELS = 10;

    static final double LEVEL = .95;

    private static final int ROUNDS = 1000;
    private static final List<Integer> LISTS = List.of(5, 10, 20);

    /** Selects which pairs of a sample and a category are evaluated. */
    public enum Purchases {
        /** All pairs. */
        ALL("all"),
        /** Pairs whose user had bought the category before. */
        AGAIN("buys again"),
        /** Pairs whose user had never bought the category before. */
        FIRST("first purchase");

        private final String text;

        Purchases(String text) {
            this.text = text;
        }

        boolean includes(boolean boughtBefore) {
            return this == ALL || boughtBefore == (this == AGAIN);
        }

        /**
         * Returns the label.
         *
         * @return for example "buys again"
         */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Measures how well a category's buyers are ranked above its non-buyers. */
    public enum Figure {
        /** Probability that a buyer scores above a non-buyer of the same part, ties counted half. */
        ROC_AUC("ROC AUC"),
        /** Average precision; samples with equal scores are treated as one step. */
        PR_AUC("PR AUC");

        private final String text;

        Figure(String text) {
            this.text = text;
        }

        /**
         * Returns the label.
         *
         * @return for example "ROC AUC"
         */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Measures how well the categories are ranked for a sample: by score, and at equal scores by place. The mean is
     * taken over the samples that buy something.
     */
    public enum Top {
        /** Whether at least one of the n highest categories is bought. */
        HIT_RATE("hit rate"),
        /** Share of the bought categories that are among the n highest. */
        RECALL("recall"),
        /**
         * Normalized discounted cumulative gain (Järvelin and Kekäläinen 2002): the sum of 1 / log2(rank + 1) over the
         * bought categories among the n highest, rank 1 being the highest, divided by the largest possible sum.
         */
        NDCG("NDCG");

        private final String text;

        Top(String text) {
            this.text = text;
        }

        /**
         * Returns the label.
         *
         * @return for example "hit rate"
         */
        @Override
        public String toString() {
            return text;
        }
    }

    private final String name;
    private final CategoryPairs samples;
    private final Map<String, List<CategoryFit>> learners;
    private final int rounds;

    private CategoryBoard(String name, CategoryPairs samples, Map<String, List<CategoryFit>> learners, int rounds) {
        this.name = name;
        this.samples = samples;
        this.learners = learners;
        this.rounds = rounds;
    }

    /**
     * Returns an empty board, to which learners are added by {@link #with}.
     *
     * @param name  the name of what is measured
     * @param parts the labels of each part; a number stands for the same user in all parts
     * @return the board, with intervals from 1,000 resamples
     * @throws IllegalArgumentException if there is no part, if their categories differ, or if there are fewer than two
     *     users
     */
    public static CategoryBoard of(String name, List<CategoryLabels> parts) {
        return new CategoryBoard(name, CategoryPairs.of(parts), Map.of(), ROUNDS);
    }

    /**
     * Returns a copy of the board with one more learner, or with one more seed of a learner that is on the board.
     *
     * @param learner name of the learner
     * @param scores  for each part, the scores of each sample for all categories, each between 0 and 1
     * @return the new board
     * @throws IllegalArgumentException if the scores do not fit the samples, or if one is not between 0 and 1
     */
    public CategoryBoard with(String learner, List<double[][]> scores) {
        Map<String, List<CategoryFit>> more = new LinkedHashMap<>(learners);
        List<CategoryFit> seeds = new ArrayList<>(learners.getOrDefault(learner, List.of()));
        seeds.add(CategoryFit.of(learner, samples, scores));
        more.put(learner, List.copyOf(seeds));
        return new CategoryBoard(name, samples, more, rounds);
    }

    /**
     * Returns a copy of the board with another number of resamples.
     *
     * @param newRounds number of resamples, at least 1
     * @return the new board
     * @throws IllegalArgumentException if it is below 1
     */
    public CategoryBoard withRounds(int newRounds) {
        if (newRounds < 1) {
            throw new IllegalArgumentException("a board needs at least 1 round, not " + newRounds);
        }
        return new CategoryBoard(name, samples, learners, newRounds);
    }

    /**
     * Returns a copy of the board restricted to some of its categories.
     *
     * @param categories their names
     * @return the same learners and their scores for these categories, in the order of this board
     * @throws IllegalArgumentException if no category is given, or if one is not on the board
     */
    public CategoryBoard only(List<String> categories) {
        Set<String> kept = new HashSet<>(categories);
        int[] places = IntStream.range(0, samples.categories().size())
                .filter(place -> kept.contains(samples.categories().get(place))).toArray();
        if (places.length == 0 || places.length < kept.size()) {
            throw new IllegalArgumentException("of the categories " + Arguments.listed(categories) + " only "
                    + places.length + " are on the board");
        }
        CategoryPairs fewer = samples.only(places);
        Map<String, List<CategoryFit>> fits = new LinkedHashMap<>();
        learners.forEach((learner, seeds) ->
                fits.put(learner, seeds.stream().map(fit -> fit.only(fewer, places)).toList()));
        return new CategoryBoard(name, fewer, fits, rounds);
    }

    /**
     * Returns the names of the learners.
     *
     * @return the names, in the order in which the learners were added
     */
    public List<String> learners() {
        return List.copyOf(learners.keySet());
    }

    /**
     * Returns the names of the categories that are measured.
     *
     * @param purchases which pairs are evaluated
     * @return the names, in the order of the labels
     */
    public List<String> categories(Purchases purchases) {
        return IntStream.of(samples.measured(purchases)).mapToObj(samples.categories()::get).toList();
    }

    /**
     * Returns the categories that are not measured.
     *
     * @param purchases which pairs are evaluated
     * @return one row per category: the number of samples that buy it and the number of those that do not
     */
    public Table notMeasured(Purchases purchases) {
        return tables().notMeasured(purchases);
    }

    /**
     * Returns the macro average of a figure of a learner over the categories.
     *
     * @param learner   name of the learner
     * @param figure    the figure
     * @param purchases which pairs are evaluated
     * @return the mean over the measured categories and the seeds, with its 95 % interval over users and seeds
     * @throws IllegalArgumentException if the learner is not on the board, if no category is measured, or if in more
     *     than a tenth of the resamples no category has both labels
     */
    public Interval macro(String learner, Figure figure, Purchases purchases) {
        requireMeasured(purchases);
        List<Resamples> bySeed = bySeed(learner, fit -> fit.macro(figure, purchases, rounds));
        return defined(Resamples.overSeeds(bySeed, Bootstrap.FIRST), purchases).interval(LEVEL);
    }

    /**
     * Compares two learners by the macro average of a figure over the categories.
     *
     * @param first     name of the learner
     * @param second    name of the learner it is compared with
     * @param figure    the figure
     * @param purchases which pairs are evaluated
     * @return the difference, first minus second, for each seed, with its interval over users and seeds; a learner with
     *     a single seed is compared with each seed of the other. Its users are those of the label that has fewer in the
     *     measured categories
     * @throws IllegalArgumentException as {@link #macro} does, or if both have several seeds, but different numbers of
     *     them
     */
    public Difference difference(String first, String second, Figure figure, Purchases purchases) {
        return difference(first, second, figure, purchases, rounds);
    }

    private Difference difference(String first, String second, Figure figure, Purchases purchases, int drawn) {
        int[] measured = requireMeasured(purchases);
        return difference(first, second, macroName(figure, purchases), fit -> fit.macro(figure, purchases, drawn),
                purchases, samples.usersOfRarerLabel(measured, purchases));
    }

    private Difference difference(String first, String second, String figure, Function<CategoryFit, Resamples> of,
            Purchases purchases, int users) {
        List<Resamples> ofFirst = bySeed(first, of);
        List<Resamples> ofSecond = bySeed(second, of);
        Spread bySeed = Spread.of(Difference.bySeed(
                first, ofFirst.stream().mapToDouble(Resamples::estimate).toArray(),
                second, ofSecond.stream().mapToDouble(Resamples::estimate).toArray()));
        Resamples difference = defined(Resamples.overSeeds(ofFirst, Bootstrap.FIRST)
                .less(Resamples.overSeeds(ofSecond, Bootstrap.SECOND)), purchases);
        return new Difference(first, second, figure, bySeed, difference.interval(LEVEL), difference.pValue(), users);
    }

    /**
     * Returns the macro average of a figure for all learners.
     *
     * @param figure the figure
     * @return one row per learner, one column for each of {@link Purchases}: the mean over the measured categories and
     *     the seeds, with its 95 % interval over users and seeds; empty where no category is measured
     * @throws IllegalArgumentException as {@link #macro} does, except where no category is measured
     */
    public Table macroTable(Figure figure) {
        Table table = Table.create(name + ", macro " + figure + ", 95 %",
                StringColumn.create("learner", learners.keySet()));
        for (Purchases purchases : Purchases.values()) {
            boolean isMeasured = !categories(purchases).isEmpty();
            table.addColumns(StringColumn.create(purchases.toString(), learners.keySet().stream()
                    .map(learner -> isMeasured ? macro(learner, figure, purchases).toString() : "").toList()));
        }
        return table;
    }

    /**
     * Compares all learners with one of them.
     *
     * @param against   name of the learner that all others are compared with
     * @param figure    the figure
     * @param purchases which pairs are evaluated
     * @return one row per learner: the macro difference with its 95 % interval over users and seeds, the difference by
     *     seed, the p-value adjusted for all rows ({@link Holm}), and the finding. If the number of comparisons
     *     requires it, more resamples are drawn than the board has
     * @throws IllegalArgumentException as {@link #difference} does
     */
    public Table differences(String against, Figure figure, Purchases purchases) {
        seeds(against);
        List<Map.Entry<String, String>> pairs = learners.keySet().stream().filter(learner -> !learner.equals(against))
                .map(learner -> Map.entry(learner, against)).toList();
        return Difference.table(differencesOf(pairs, figure, purchases), macroName(figure, purchases)
                + " less that of " + against, "less " + against + ", 95 %");
    }

    /**
     * Compares pairs of learners.
     *
     * @param pairs     for each comparison, the learner and the one it is compared with
     * @param figure    the figure
     * @param purchases which pairs of a sample and a category are evaluated
     * @return one row per pair, named "first less second", with the columns of {@link #differences(String, Figure,
     *     Purchases)}
     * @throws IllegalArgumentException if there is no pair, if a pair is given twice or compares a learner with itself,
     *     or as {@link #difference} does
     */
    public Table differences(List<Map.Entry<String, String>> pairs, Figure figure, Purchases purchases) {
        Difference.requirePairs(pairs);
        return Difference.tableOfPairs(differencesOf(pairs, figure, purchases), macroName(figure, purchases));
    }

    /**
     * Compares two learners in all pairs, and apart in those of categories that the user bought before and never did.
     *
     * @param first  name of the learner
     * @param second name of the learner it is measured against
     * @param figure the figure
     * @return a difference for each of {@link Purchases}
     * @throws IllegalArgumentException as {@link #difference} does
     */
    public List<Difference> differencesByPurchases(String first, String second, Figure figure) {
        return Arrays.stream(Purchases.values()).map(purchases -> difference(first, second, figure, purchases))
                .toList();
    }

    /**
     * Compares two learners in groups of categories with about as many buyers each.
     *
     * @param first     name of the learner
     * @param second    name of the learner it is measured against
     * @param figure    the figure
     * @param purchases which pairs are looked at
     * @param groups    how many groups, at least 1; as far as possible, they have as many categories each
     * @return the groups, the one with the fewest buyers first: such as "11 to 52 buyers" with the difference there.
     *     Categories with the same number of buyers are in the same group; if there are many of them, there are fewer
     *     groups
     * @throws IllegalArgumentException if there are fewer categories than groups, or as {@link #difference} does
     */
    public List<Map.Entry<String, Difference>> differencesByBuyers(String first, String second, Figure figure,
            Purchases purchases, int groups) {
        Table byBuyers = perCategory(first, figure, purchases).sortOn("buyers");
        if (groups < 1 || groups > byBuyers.rowCount()) {
            throw new IllegalArgumentException(groups + " groups cannot be made of " + byBuyers.rowCount()
                    + " categories");
        }
        return BuyerGroups.of(byBuyers.intColumn("buyers").asIntArray(), groups).stream()
                .map(range -> byBuyers.inRange(range.from(), range.to())).map(group -> Map.entry(
                BuyerGroups.label((int) group.intColumn("buyers").min(), (int) group.intColumn("buyers").max()),
                only(group.stringColumn("category").asList()).difference(first, second, figure, purchases))).toList();
    }

    private List<Difference> differencesOf(List<Map.Entry<String, String>> pairs, Figure figure, Purchases purchases) {
        int drawn = Math.max(rounds, Contrasts.rounds(pairs.size()));
        return pairs.stream().map(pair -> difference(pair.getKey(), pair.getValue(), figure, purchases, drawn))
                .toList();
    }

    private String macroName(Figure figure, Purchases purchases) {
        return "macro " + figure + " over " + categories(purchases).size() + " categories, " + purchases;
    }

    /**
     * Returns a figure of a learner in each category.
     *
     * @param learner   name of the learner
     * @param figure    the figure
     * @param purchases which pairs are evaluated
     * @return one row per measured category, sorted by the number of buyers, largest first: how many samples buy it,
     *     the mean of the figure over the seeds, and the bounds of its 95 % interval over users and seeds; the bounds
     *     are missing if more than a tenth of the resamples lack a label
     * @throws IllegalArgumentException if the learner is not on the board
     */
    public Table perCategory(String learner, Figure figure, Purchases purchases) {
        return tables().perCategory(learner, seeds(learner), figure, purchases);
    }

    /**
     * Compares two learners in each category.
     *
     * @param first     name of the learner
     * @param second    name of the learner it is compared with
     * @param figure    the figure
     * @param purchases which pairs are evaluated
     * @return one row per measured category, sorted by the number of buyers, largest first: how many samples buy it;
     *     the difference of the figure; the bounds of its 95 % interval over users and seeds, missing as in {@link
     *     #perCategory}; the p-value of Student's t test with the standard error of the resamples and n - 1 degrees of
     *     freedom for n users of the rarer label, adjusted for all rows ({@link Holm}); and the finding
     * @throws IllegalArgumentException if a learner is not on the board, or if both have several seeds, but different
     *     numbers of them
     */
    public Table perCategoryDifference(String first, String second, Figure figure, Purchases purchases) {
        return tables().perCategoryDifference(first, seeds(first), second, seeds(second), figure, purchases);
    }

    /**
     * Returns how well a learner ranks the categories, averaged over the samples.
     *
     * @param learner   name of the learner
     * @param top       the figure
     * @param n         number of categories to recommend, at least 1
     * @param purchases which categories of a sample are ranked
     * @return the mean over the seeds and over the samples that buy one of these categories, with its 95 % interval
     *     over users and seeds
     * @throws IllegalArgumentException if the learner is not on the board, if n is below 1, or if nothing is bought in
     *     the original samples or in more than a tenth of the resamples
     */
    public Interval top(String learner, Top top, int n, Purchases purchases) {
        return top(learner, List.of(new TopRanks.At(top, n)), purchases).get(0);
    }

    private List<Interval> top(String learner, List<TopRanks.At> figures, Purchases purchases) {
        List<List<Resamples>> bySeed = seeds(learner).stream()
                .map(fit -> fit.top(purchases).means(figures, rounds)).toList();
        return IntStream.range(0, figures.size()).mapToObj(figure -> defined(Resamples.overSeeds(
                bySeed.stream().map(seed -> seed.get(figure)).toList(), Bootstrap.FIRST), purchases).interval(LEVEL))
                .toList();
    }

    /**
     * Compares how well two learners rank the categories.
     *
     * @param first     name of the learner
     * @param second    name of the learner it is compared with
     * @param top       the figure
     * @param n         number of categories to recommend, at least 1
     * @param purchases which categories of a sample are ranked
     * @return the difference, first minus second, for each seed, with its interval over users and seeds; a learner with
     *     a single seed is compared with each seed of the other. Its users are those who buy one of these categories
     * @throws IllegalArgumentException as {@link #top} does, or if both have several seeds, but different numbers of
     *     them
     */
    public Difference topDifference(String first, String second, Top top, int n, Purchases purchases) {
        TopRanks.At figure = new TopRanks.At(top, n);
        return difference(first, second, figure + ", " + purchases,
                fit -> fit.top(purchases).means(List.of(figure), rounds).get(0), purchases,
                seeds(first).get(0).top(purchases).users());
    }

    /**
     * Returns how well all learners rank the categories.
     *
     * @param purchases which categories of a sample are ranked
     * @return one row per learner for lists of 5 categories, then for lists of 10 and of 20: hit rate, recall and NDCG,
     *     each computed by {@link #top}
     * @throws IllegalArgumentException as {@link #top} does
     */
    public Table topTable(Purchases purchases) {
        List<TopRanks.At> figures = LISTS.stream()
                .flatMap(n -> Arrays.stream(Top.values()).map(top -> new TopRanks.At(top, n))).toList();
        Table table = Table.create(name + ", " + purchases + ", 95 %", StringColumn.create("learner"),
                IntColumn.create("categories in the list"));
        for (Top top : Top.values()) {
            table.addColumns(StringColumn.create(top.toString()));
        }
        List<List<Interval>> intervals = learners.keySet().stream()
                .map(learner -> top(learner, figures, purchases)).toList();
        for (int first = 0; first < figures.size(); first += Top.values().length) {
            int learner = 0;
            for (String each : learners.keySet()) {
                table.stringColumn(0).append(each);
                table.intColumn(1).append(figures.get(first).n());
                for (int top = 0; top < Top.values().length; top++) {
                    table.stringColumn(2 + top).append(intervals.get(learner).get(first + top).toString());
                }
                learner++;
            }
        }
        return table;
    }

    /**
     * Returns how well the scores of a learner are calibrated.
     *
     * @param learner name of the learner
     * @return one row per category, sorted by the number of buyers, largest first: how many samples buy it, mean
     *     probability, base rate, Brier score, and Brier skill score, which is 1 minus the Brier score over that of the
     *     constant base rate, missing if all samples have the same label; all are means over the seeds
     * @throws IllegalArgumentException if the learner is not on the board
     */
    public Table calibration(String learner) {
        return tables().calibration(learner, seeds(learner));
    }

    private CategoryTables tables() {
        return new CategoryTables(name, samples, rounds);
    }

    private List<Resamples> bySeed(String learner, Function<CategoryFit, Resamples> of) {
        return seeds(learner).stream().map(of).toList();
    }

    private Resamples defined(Resamples resamples, Purchases purchases) {
        return resamples.defined().orElseThrow(() -> new IllegalArgumentException("of \"" + purchases + "\" on \""
                + name + "\" there is nothing to measure in the samples or in more than a tenth of the resamples:"
                + " test on more users"));
    }

    private int[] requireMeasured(Purchases purchases) {
        int[] measured = samples.measured(purchases);
        if (measured.length == 0) {
            throw new IllegalArgumentException("no category of \"" + name + "\" has " + MIN_LABELS
                    + " samples of each label among \"" + purchases + "\": test on more users");
        }
        return measured;
    }

    private List<CategoryFit> seeds(String learner) {
        if (!learners.containsKey(learner)) {
            throw new IllegalArgumentException("\"" + learner + "\" is not on the board, which has "
                    + learners.keySet());
        }
        return learners.get(learner);
    }

    @Override
    public String toString() {
        return name + ": scores of " + String.join(", ", learners.keySet());
    }
}

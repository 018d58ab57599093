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
 * Learners side by side on the same samples, measured in every category at once.
 *
 * <p>The samples come in parts, such as the folds of a cross-fitted question. Scores of different parts are of
 * different models and are not compared: ROC AUC is of pairs of a buyer and another of the same part, and average
 * precision is the mean of the parts weighted by their buyers, as {@link Metrics} has both. A category is measured if
 * it has at least {@value #MIN_LABELS} samples that buy it and as many that do not, over all parts together, and a part
 * with both; the macro average is the plain mean over these.
 *
 * <p>Intervals are of 95 % over users and seeds, as {@link Bootstrap} draws them: the users of all parts together,
 * whoever is drawn with all samples, the same for all figures and learners; and the seeds of each learner apart. A
 * resample is measured in the categories that have both labels in it. Average precision is higher in resamples than in
 * the samples, because a buyer who is drawn twice stands beside themselves; so its resamples are moved, category by
 * category, by as much as their mean is higher.
 */
public final class CategoryBoard {

    /** How many samples of each label a category needs to be measured. */
    public static final int MIN_LABELS = 10;

    static final double LEVEL = .95;

    private static final int ROUNDS = 1000;
    private static final List<Integer> LISTS = List.of(5, 10, 20);

    /** Which pairs of a sample and a category are looked at. */
    public enum Purchases {
        /** All of them. */
        ALL("all"),
        /** Those whose user bought the category before. */
        AGAIN("buys again"),
        /** Those whose user never did. */
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

    /** How well a category's buyers are ranked above others. */
    public enum Figure {
        /** How probably a buyer scores above another of the same part, ties counted half. */
        ROC_AUC("ROC AUC"),
        /** Average precision, samples of the same score taken together. */
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
     * How well the categories are ranked for a sample: by score, at the same score by place. The mean is over the
     * samples that buy something.
     */
    public enum Top {
        /** Whether one of the n highest is bought. */
        HIT_RATE("hit rate"),
        /** Which share of what is bought is among the n highest. */
        RECALL("recall"),
        /**
         * Normalized discounted cumulative gain (Järvelin and Kekäläinen 2002): the sum of 1 / log2(rank + 1) over what
         * is bought among the n highest, rank 1 being the highest, over the most that it can be.
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
     * Returns a board without a learner.
     *
     * @param name  what is measured
     * @param parts the labels of each part; the same number stands for the same user in all of them
     * @return the board, with intervals of 1,000 resamples
     * @throws IllegalArgumentException if there is no part, if their categories differ, or if there are not two users
     */
    public static CategoryBoard of(String name, List<CategoryLabels> parts) {
        return new CategoryBoard(name, CategoryPairs.of(parts), Map.of(), ROUNDS);
    }

    /**
     * Returns the board with one more learner, or one more seed of a learner that is on the board.
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
     * Returns the board with another number of resamples.
     *
     * @param newRounds how many, at least 1
     * @return the new board
     * @throws IllegalArgumentException if there is none
     */
    public CategoryBoard withRounds(int newRounds) {
        if (newRounds < 1) {
            throw new IllegalArgumentException("a board needs at least 1 round, not " + newRounds);
        }
        return new CategoryBoard(name, samples, learners, newRounds);
    }

    /**
     * Returns the board with some of its categories.
     *
     * @param categories their names
     * @return the same learners, with what they score these; the categories are in the order of this board
     * @throws IllegalArgumentException if there is none, or if one is not on the board
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
     * Names the learners.
     *
     * @return the names, in the order in which they came
     */
    public List<String> learners() {
        return List.copyOf(learners.keySet());
    }

    /**
     * Names the categories that are measured.
     *
     * @param purchases which pairs are looked at
     * @return the names, in the order of the labels
     */
    public List<String> categories(Purchases purchases) {
        return IntStream.of(samples.measured(purchases)).mapToObj(samples.categories()::get).toList();
    }

    /**
     * Returns the categories that are not measured.
     *
     * @param purchases which pairs are looked at
     * @return one row a category: how many samples buy it, and how many others there are
     */
    public Table notMeasured(Purchases purchases) {
        return tables().notMeasured(purchases);
    }

    /**
     * Averages a figure of a learner over the categories.
     *
     * @param learner   name of the learner
     * @param figure    the figure
     * @param purchases which pairs are looked at
     * @return the mean over the measured categories and the seeds, with its interval of 95 % over users and seeds
     * @throws IllegalArgumentException if the learner is not on the board, if no category is measured, or if in more
     *     than a tenth of the resamples no category has both labels
     */
    public Interval macro(String learner, Figure figure, Purchases purchases) {
        requireMeasured(purchases);
        List<Resamples> bySeed = bySeed(learner, fit -> fit.macro(figure, purchases, rounds));
        return defined(Resamples.overSeeds(bySeed, Bootstrap.FIRST), purchases).interval(LEVEL);
    }

    /**
     * Tells what a learner reaches less what another does, averaged over the categories.
     *
     * @param first     name of the learner
     * @param second    name of the learner it is measured against
     * @param figure    the figure
     * @param purchases which pairs are looked at
     * @return the difference seed by seed, a single seed beside each of the other's, and its interval over users
     *     and seeds; its users are those of the label that has fewer in the measured categories
     * @throws IllegalArgumentException as {@link #macro} does, or if both have several seeds, but not as many
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
     * Returns a figure of all learners, averaged over the categories.
     *
     * @param figure the figure
     * @return one row a learner, one column for each of {@link Purchases}: the mean over the measured categories and
     *     the seeds with its interval of 95 % over users and seeds; empty where no category is measured
     * @throws IllegalArgumentException as {@link #macro} does for other reasons
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
     * @param against   name of the learner that the others are compared with
     * @param figure    the figure
     * @param purchases which pairs are looked at
     * @return one row a learner: the macro difference with its interval of 95 % over users and seeds, the same by seed,
     *     the p-value adjusted for all rows ({@link Holm}), and what is shown; of more resamples than the board has if
     *     so many comparisons need them
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
     * @param pairs     of each the learner and the one it is compared with
     * @param figure    the figure
     * @param purchases which pairs of a sample and a category are looked at
     * @return one row a pair, "first less second", as {@link #differences(String, Figure, Purchases)} has it
     * @throws IllegalArgumentException if there is no pair, if one comes twice or is of one learner, or as
     *     {@link #difference} does
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
     * @return the groups, the one with the fewest buyers first: such as "11 to 52 buyers" with the difference there
     * @throws IllegalArgumentException if there are fewer categories than groups, or as {@link #difference} does
     */
    public List<Map.Entry<String, Difference>> differencesByBuyers(String first, String second, Figure figure,
            Purchases purchases, int groups) {
        Table byBuyers = perCategory(first, figure, purchases).sortOn("buyers");
        if (groups < 1 || groups > byBuyers.rowCount()) {
            throw new IllegalArgumentException(groups + " groups cannot be made of " + byBuyers.rowCount()
                    + " categories");
        }
        return IntStream.range(0, groups).mapToObj(i -> byBuyers.inRange(i * byBuyers.rowCount() / groups,
                (i + 1) * byBuyers.rowCount() / groups)).map(group -> Map.entry(
                (int) group.intColumn("buyers").min() + " to " + (int) group.intColumn("buyers").max() + " buyers",
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
     * @param purchases which pairs are looked at
     * @return one row a measured category, the most bought first: how many samples buy it, the mean of the figure over
     *     the seeds, and the ends of its interval of 95 % over users and seeds; these are missing if more than a tenth
     *     of the resamples lack a label
     * @throws IllegalArgumentException if the learner is not on the board
     */
    public Table perCategory(String learner, Figure figure, Purchases purchases) {
        return tables().perCategory(learner, seeds(learner), figure, purchases);
    }

    /**
     * Compares two learners in each category.
     *
     * @param first     name of the learner
     * @param second    name of the learner it is measured against
     * @param figure    the figure
     * @param purchases which pairs are looked at
     * @return one row a measured category, the most bought first: how many samples buy it, the difference of the
     *     figure, the ends of its interval of 95 % over users and seeds, missing as in {@link #perCategory}; the
     *     p-value of Student's t with the standard error of the resamples and one degree of freedom less than there are
     *     users of the rarer label, adjusted for all rows ({@link Holm}); and what is shown by it
     * @throws IllegalArgumentException if a learner is not on the board, or if both have several seeds, but not as many
     */
    public Table perCategoryDifference(String first, String second, Figure figure, Purchases purchases) {
        return tables().perCategoryDifference(first, seeds(first), second, seeds(second), figure, purchases);
    }

    /**
     * Averages how well the categories are ranked for the samples.
     *
     * @param learner   name of the learner
     * @param top       the figure
     * @param n         how many categories are recommended, at least 1
     * @param purchases which categories of a sample are ranked
     * @return the mean over the samples that buy one of these categories and over the seeds, with its interval of 95 %
     *     over users and seeds
     * @throws IllegalArgumentException if the learner is not on the board, if n is below 1, or if nothing is bought in
     *     the samples or in more than a tenth of the resamples
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
     * Tells how much better a learner ranks the categories for the samples than another.
     *
     * @param first     name of the learner
     * @param second    name of the learner it is measured against
     * @param top       the figure
     * @param n         how many categories are recommended, at least 1
     * @param purchases which categories of a sample are ranked
     * @return the difference seed by seed, a single seed beside each of the other's, and its interval over users
     *     and seeds; its users are those who buy one of these categories
     * @throws IllegalArgumentException as {@link #top} does, or if both have several seeds, but not as many
     */
    public Difference topDifference(String first, String second, Top top, int n, Purchases purchases) {
        TopRanks.At figure = new TopRanks.At(top, n);
        return difference(first, second, figure + ", " + purchases,
                fit -> fit.top(purchases).means(List.of(figure), rounds).get(0), purchases,
                seeds(first).get(0).top(purchases).users());
    }

    /**
     * Returns how well all learners rank the categories for the samples.
     *
     * @param purchases which categories of a sample are ranked
     * @return one row a learner, first for lists of 5 categories, then for lists of 10 and of 20: hit rate, recall and
     *     NDCG, each as {@link #top} has it
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
     * Returns how far the scores of a learner are probabilities.
     *
     * @param learner name of the learner
     * @return one row a category, the most bought first: how many samples buy it, mean probability, share of buyers,
     *     Brier score, and its skill: by how much of the score of the constant share it is lower, missing if all
     *     samples have one label; means over the seeds
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

package org.foresale.evaluate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares learners over several questions, each with its own scoreboard, and averages over the questions.
 *
 * <p>A user may be on several boards. The intervals of averages come from resamples of the users of all boards
 * together, so that the samples of a user in different questions are not treated as independent.
 */
public final class Scoreboards {

    private static final double LEVEL = .95;

    private final List<Scoreboard> boards;
    private final Bootstrap bootstrap;

    private Scoreboards(List<Scoreboard> boards) {
        this.boards = boards;
        this.bootstrap = Bootstrap.ofBoards(boards.stream().map(Scoreboard::users).toList());
    }

    /**
     * Returns a collection of boards.
     *
     * @param boards the boards, one per question; a number stands for the same user on all boards
     * @return the collection
     * @throws IllegalArgumentException if there is none
     */
    public static Scoreboards of(List<Scoreboard> boards) {
        if (boards.isEmpty()) {
            throw new IllegalArgumentException("there is no board");
        }
        return new Scoreboards(List.copyOf(boards));
    }

    /**
     * Returns a figure of all learners on all boards.
     *
     * @param figure name of the figure, such as "ROC AUC"
     * @param metric the figure, such as {@link Metrics#rocAuc()}
     * @return one row per learner, one column per board: the mean over the seeds and its 95 % interval over users and
     *     seeds; empty where a learner is not on a board
     * @throws IllegalArgumentException if two boards have the same name
     */
    public Table table(String figure, ToDoubleFunction<Metrics> metric) {
        Set<String> learners = onAny();
        Table table = Table.create(figure, StringColumn.create("learner", learners));
        for (Scoreboard board : boards) {
            table.addColumns(StringColumn.create(board.name(), learners.stream().map(learner ->
                    board.learners().contains(learner) ? board.interval(learner, metric).toString() : "").toList()));
        }
        return table;
    }

    private Set<String> onAny() {
        Set<String> learners = new LinkedHashSet<>();
        boards.forEach(board -> learners.addAll(board.learners()));
        return learners;
    }

    /**
     * Returns the names of the learners that are on every board.
     *
     * @return the names, in the order of the first board; always positive is the first
     */
    public List<String> learners() {
        return boards.get(0).learners().stream()
                .filter(learner -> boards.stream().allMatch(board -> board.learners().contains(learner))).toList();
    }

    /**
     * Averages a figure of a learner over the boards and its seeds.
     *
     * @param learner name of the learner
     * @param metric  the figure, such as {@link Metrics#rocAuc()}
     * @return the average with its 95 % interval over users and seeds; the users of all boards are resampled together,
     *     the seeds on each board independently
     * @throws IllegalArgumentException if the learner is not on every board, or if no resample with both labels on
     *     every board can be drawn
     */
    public Interval interval(String learner, ToDoubleFunction<Metrics> metric) {
        return intervals(learner, List.of(metric)).get(0);
    }

    /**
     * Averages several figures of a learner over the boards and its seeds, all from the same resamples.
     *
     * @param learner name of the learner
     * @param metrics the figures, such as {@link Metrics#rocAuc()}
     * @return for each figure, the average that {@link #interval} returns
     * @throws IllegalArgumentException as {@link #interval} does
     */
    public List<Interval> intervals(String learner, List<ToDoubleFunction<Metrics>> metrics) {
        return bootstrap
                .meansOnBoards(seeds(learner), metrics);
    }

    /**
     * Compares two learners by a figure, averaged over the boards.
     *
     * @param first  name of the learner
     * @param second name of the learner it is compared with
     * @param figure name of the figure, such as "ROC AUC"
     * @param metric the figure, such as {@link Metrics#rocAuc()}
     * @return the average difference, first minus second, by seed and with its interval over the users of all boards
     *     and the seeds on each
     * @throws IllegalArgumentException if a learner is not on every board, if both have several seeds, but different
     *     numbers of them, or if no resample with both labels on every board can be drawn
     */
    public Difference difference(String first, String second, String figure, ToDoubleFunction<Metrics> metric) {
        return difference(bootstrap, first, second, figure, metric);
    }

    private Difference difference(Bootstrap drawn, String first, String second, String figure,
            ToDoubleFunction<Metrics> metric) {
        Resamples resamples = drawn.differenceOnBoards(seeds(first), seeds(second), metric);
        return new Difference(first, second, figure + " over " + boards.size() + " questions",
                bySeed(first, second, metric), resamples.interval(LEVEL), resamples.pValue(),
                Scoreboard.usersOfRarerLabel(boards));
    }

    /**
     * Compares all learners that are on every board with one of them.
     *
     * @param against name of the learner that all others are compared with
     * @param figure  name of the metric
     * @param metric  the metric
     * @return one row per learner: the mean difference over the boards with its 95 % interval over the users of all
     *     boards and the seeds, the differences by seed, the p-value adjusted by Holm's method, and the finding
     * @throws IllegalArgumentException as {@link #difference} does
     */
    public Table differences(String against, String figure, ToDoubleFunction<Metrics> metric) {
        seeds(against);
        List<Map.Entry<String, String>> pairs = Scoreboard.judged(learners()).stream()
                .filter(learner -> !learner.equals(against)).map(learner -> Map.entry(learner, against)).toList();
        return Difference.table(differencesOf(pairs, figure, metric), figure + " less that of " + against + over(),
                "less " + against + ", 95 %");
    }

    /**
     * Compares all learners with one of them, on each board and averaged over the boards that have both, for a forest
     * plot.
     *
     * @param against name of the learner that all others are compared with
     * @param figure  name of the metric
     * @param metric  the metric
     * @return one row per learner and board, then one per learner over all boards: question, learner, the difference of
     *     the figure (the column is named "figure less that of against"), and its 95 % interval (low and high), not
     *     adjusted for multiple comparisons
     * @throws IllegalArgumentException as {@link #difference} does
     */
    public Table contrasts(String against, String figure, ToDoubleFunction<Metrics> metric) {
        Table table = Table.create(figure + " less that of " + against, StringColumn.create("question"),
                StringColumn.create("learner"), DoubleColumn.create(figure + " less that of " + against),
                DoubleColumn.create("low"), DoubleColumn.create("high"));
        List<String> others = Scoreboard.judged(learners()).stream().filter(learner -> !learner.equals(against))
                .toList();
        for (Scoreboard board : boards) {
            others.forEach(learner -> append(table, board.name(), board.difference(learner, against, figure, metric)));
        }
        others.forEach(learner -> append(table, "all questions", difference(learner, against, figure, metric)));
        return table;
    }

    private static void append(Table table, String question, Difference difference) {
        table.stringColumn(0).append(question);
        table.stringColumn(1).append(difference.first());
        table.doubleColumn(2).append(difference.interval().estimate());
        table.doubleColumn(3).append(difference.interval().low());
        table.doubleColumn(4).append(difference.interval().high());
    }

    /**
     * Compares pairs of learners that are on every board.
     *
     * @param pairs  for each comparison, the learner and the one it is compared with
     * @param figure name of the metric
     * @param metric the metric
     * @return one row per pair, named "first less second", with the columns of {@link #differences(String, String,
     *     ToDoubleFunction)}; the p-values are adjusted for all pairs
     * @throws IllegalArgumentException if there is no pair, if a pair is given twice or compares a learner with itself,
     *     or as {@link #difference} does
     */
    public Table differences(List<Map.Entry<String, String>> pairs, String figure, ToDoubleFunction<Metrics> metric) {
        Difference.requirePairs(pairs);
        return Difference.tableOfPairs(differencesOf(pairs, figure, metric), figure + over());
    }

    /** Of as many resamples as so many comparisons need. */
    private List<Difference> differencesOf(List<Map.Entry<String, String>> pairs, String figure,
            ToDoubleFunction<Metrics> metric) {
        Bootstrap drawn = bootstrap.withRounds(Contrasts.rounds(pairs.size()));
        return pairs.stream().map(pair -> difference(drawn, pair.getKey(), pair.getValue(), figure, metric)).toList();
    }

    private String over() {
        return ", over " + boards.size() + " questions";
    }

    private List<List<Scored>> seeds(String learner) {
        return boards.stream().map(board -> board.seeds(learner)).toList();
    }

    private Spread bySeed(String first, String second, ToDoubleFunction<Metrics> metric) {
        double[] sum = boards.get(0).bySeed(first, second, metric);
        for (Scoreboard board : boards.subList(1, boards.size())) {
            double[] more = board.bySeed(first, second, metric);
            if (more.length != sum.length) {
                throw new IllegalArgumentException(first + " and " + second + " have " + sum.length + " seeds on "
                        + boards.get(0).name() + ", but " + more.length + " on " + board.name());
            }
            Arrays.setAll(sum, seed -> sum[seed] + more[seed]);
        }
        return Spread.of(Arrays.stream(sum).map(value -> value / boards.size()).toArray());
    }

    @Override
    public String toString() {
        return boards.size() + " scoreboards: " + boards;
    }
}

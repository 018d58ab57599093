package org.foresale.evaluate;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares learners on the same samples, each fitted with one or more seeds.
 *
 * <p>The first row is always a baseline that predicts every sample positive, as a reference for F1. Standard deviations
 * are over the seeds of a learner; intervals are over users and seeds, computed by {@link Bootstrap}.
 */
public final class Scoreboard {

    /** Name of the first row of every board: the baseline that predicts every sample positive. */
    public static final String ALWAYS_POSITIVE = "always positive";

    private static final double LEVEL = .95;

    private final String name;
    private final boolean[] labels;
    private final int[] parts;
    private final int[] users;
    private final Bootstrap bootstrap;
    private final Map<String, List<Scored>> rows;

    private final Optional<String> samples;

    private Scoreboard(String name, Optional<String> samples, boolean[] labels, int[] parts, int[] users,
            Map<String, List<Scored>> rows) {
        this.samples = samples;
        this.name = name;
        this.labels = labels;
        this.parts = parts;
        this.users = users;
        this.bootstrap = Bootstrap.of(users);
        this.rows = rows;
    }

    /**
     * Returns a board with only the always-positive baseline, where each sample belongs to a different user.
     *
     * @param name   the name of what is measured
     * @param labels the labels of the samples
     * @return a board with the always-positive row
     * @throws IllegalArgumentException if a label is missing
     */
    public static Scoreboard of(String name, boolean[] labels) {
        return of(name, labels, new int[labels.length]);
    }

    /**
     * Returns a board with only the always-positive baseline, for samples in parts, such as the folds of a cross-fitted
     * question. Each part is predicted by its own models, whose scores are not compared with those of other parts. Each
     * sample belongs to a different user.
     *
     * @param name   the name of what is measured
     * @param labels the labels of the samples
     * @param parts  the part of each sample, numbered from 0
     * @return a board with the always-positive row
     * @throws IllegalArgumentException if a label is missing from a part, or if the parts are not numbered from 0
     */
    public static Scoreboard of(String name, boolean[] labels, int[] parts) {
        double[] ones = new double[labels.length];
        Arrays.fill(ones, 1);
        requireBothLabels(Scores.of(labels, ones, parts));
        int[] ownUsers = IntStream.range(0, labels.length).toArray();
        return new Scoreboard(name, Optional.empty(), labels.clone(), parts.clone(), ownUsers, Map.of())
                .with(ALWAYS_POSITIVE, List.of(ones));
    }

    private static void requireBothLabels(Scores scores) {
        int[] samples = new int[scores.parts()];
        int[] positives = new int[scores.parts()];
        for (int i = 0; i < scores.size(); i++) {
            samples[scores.part(i)]++;
            positives[scores.part(i)] += scores.label(i) ? 1 : 0;
        }
        for (int part = 0; part < samples.length; part++) {
            if (positives[part] == 0 || positives[part] == samples[part]) {
                throw new IllegalArgumentException("a board needs both labels, but " + positives[part] + " of "
                        + samples[part] + " samples" + (samples.length > 1 ? " of part " + part : "")
                        + " are positive: test on more users, or on a target that "
                        + (positives[part] == 0 ? "is bought more often" : "fewer users buy"));
            }
        }
    }

    /**
     * Returns a copy of the board for samples that share users.
     *
     * @param newUsers the user of each sample; any distinct number per user will do
     * @return the new board
     * @throws IllegalArgumentException if their number differs from that of the samples, or if there are fewer than two
     *     users
     */
    public Scoreboard withUsers(int[] newUsers) {
        if (newUsers.length != labels.length) {
            throw new IllegalArgumentException(newUsers.length + " users for " + labels.length + " samples");
        }
        return new Scoreboard(name, samples, labels, parts, newUsers.clone(), rows);
    }

    /**
     * Returns a copy of the board that is bound to its samples: scores of other samples are rejected.
     *
     * @param key identifies these samples, like {@link Scores#samples}
     * @return the new board
     * @throws IllegalArgumentException if the key is blank
     * @throws IllegalStateException    if a learner is on the board already
     */
    public Scoreboard ofSamples(String key) {
        Arguments.text("key of the samples", key);
        if (rows.size() > 1) {
            throw new IllegalStateException("\"" + name + "\" has " + (rows.size() - 1)
                    + " learners on it: say of which samples it is before there is one");
        }
        return new Scoreboard(name, Optional.of(key), labels, parts, users, rows);
    }

    /**
     * Returns a copy of the board with one more learner, at a threshold of {@value Metrics#HALF}. The first scores that
     * carry a key of their samples bind the board to these samples.
     *
     * @param learner its name; a learner with this name that is on the board is replaced
     * @param seeds   the scores of each seed
     * @return the new board
     * @throws IllegalArgumentException if there is no seed, if the scores are of other samples than those of this
     *     board, or if the name is that of the always-positive row and a score is not 1
     */
    public Scoreboard with(String learner, Scores... seeds) {
        Optional<String> key = samples;
        for (Scores scores : seeds) {
            boolean isOther = key.isPresent() && scores.samples().isPresent() && !key.equals(scores.samples());
            if (isOther || !scores.hasLabelsOf(labels, parts)) {
                throw new IllegalArgumentException("the scores of " + learner + " are of other samples than those of \""
                        + name + "\": score the samples of this board");
            }
            key = key.or(scores::samples);
        }
        Scoreboard board = new Scoreboard(name, key, labels, parts, users, rows);
        return board.with(learner, Arrays.stream(seeds).map(Scores::all).toList());
    }

    /**
     * Returns a copy of the board with one more learner, at a threshold of {@value Metrics#HALF}.
     *
     * @param learner     its name; a learner with this name that is on the board is replaced
     * @param scores      for each seed, the scores of all samples in their order, each between 0 and 1
     * @return the new board
     * @throws IllegalArgumentException if there is no seed, if the scores do not fit the samples, or if the name is
     *     that of the always-positive row and a score is not 1
     */
    public Scoreboard with(String learner, List<double[]> scores) {
        return with(learner, scores, Collections.nCopies(scores.size(), Metrics.HALF));
    }

    /**
     * Returns a copy of the board with one more learner, with its own thresholds, the same for all parts.
     *
     * @param learner     its name; a learner with this name that is on the board is replaced
     * @param scores      for each seed, the scores of all samples in their order, each between 0 and 1
     * @param thresholds  for each seed, the threshold that was chosen on other samples, as by {@link Threshold}
     * @return the new board
     * @throws IllegalArgumentException if there is no seed, if the numbers of seeds differ, if the scores do not fit
     *     the samples, if a threshold is not between 0 and 1, or if the name is that of the always-positive row and a
     *     score is not 1
     */
    public Scoreboard with(String learner, List<double[]> scores, List<Double> thresholds) {
        int count = partCount();
        return with(learner, scores, thresholds.stream()
                .map(threshold -> DoubleStream.generate(() -> threshold).limit(count).toArray())
                .toArray(double[][]::new));
    }

    /**
     * Returns a copy of the board with one more learner, with its own thresholds for each part of the samples.
     *
     * @param learner     its name; a learner with this name that is on the board is replaced
     * @param scores      for each seed, the scores of all samples in their order, each between 0 and 1
     * @param thresholds  for each seed, a threshold for each part that was chosen on other samples, as by
     *                    {@link Threshold}
     * @return the new board
     * @throws IllegalArgumentException if there is no seed, if the numbers of seeds or parts differ, if the scores do
     *     not fit the samples, if a threshold is not between 0 and 1, or if the name is that of the always-positive row
     *     and a score is not 1
     */
    public Scoreboard with(String learner, List<double[]> scores, double[][] thresholds) {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("no scores of " + learner);
        }
        if (scores.size() != thresholds.length) {
            throw new IllegalArgumentException(learner + " has scores of " + scores.size() + " seeds, but "
                    + thresholds.length + " thresholds");
        }
        if (learner.equals(ALWAYS_POSITIVE)
                && scores.stream().flatMapToDouble(DoubleStream::of).anyMatch(one -> one != 1)) {
            throw new IllegalArgumentException("the row \"" + learner + "\" is for predicting every sample positive:"
                    + " give the learner another name");
        }
        List<Scored> seeds = IntStream.range(0, scores.size())
                .mapToObj(seed -> new Scored(Scores.of(labels, scores.get(seed), parts),
                        DoubleStream.of(thresholds[seed]).boxed().toList())).toList();
        Map<String, List<Scored>> more = new LinkedHashMap<>(rows);
        more.put(learner, seeds);
        return new Scoreboard(name, samples, labels, parts, users, more);
    }

    /**
     * Returns the mean and standard deviation of a figure over the seeds of a learner.
     *
     * @param learner its name
     * @param metric  the figure, such as {@link Metrics#rocAuc()}
     * @return mean, standard deviation and number of seeds
     * @throws IllegalArgumentException if the learner is not on the board
     */
    public Spread spread(String learner, ToDoubleFunction<Metrics> metric) {
        return Spread.of(figures(learner, metric));
    }

    /**
     * Returns a figure of a learner with its interval over users and seeds.
     *
     * @param learner its name
     * @param metric  the figure, such as {@link Metrics#rocAuc()}
     * @return the mean over the seeds, with its 95 % interval
     * @throws IllegalArgumentException if the learner is not on the board
     */
    public Interval interval(String learner, ToDoubleFunction<Metrics> metric) {
        return bootstrap.interval(seeds(learner), metric);
    }

    /**
     * Returns several figures of a learner with their intervals, from the same resamples.
     *
     * @param learner name of the learner
     * @param metrics the figures, such as {@link Metrics#rocAuc()}
     * @return for each figure the mean over the seeds, with its 95 % interval
     * @throws IllegalArgumentException if the learner is not on the board
     */
    public List<Interval> intervals(String learner, List<ToDoubleFunction<Metrics>> metrics) {
        return bootstrap.intervals(seeds(learner), metrics);
    }

    /**
     * Compares two learners by a figure.
     *
     * @param first  name of the learner
     * @param second name of the learner it is compared with
     * @param figure name of the figure, such as "ROC AUC"
     * @param metric the figure, such as {@link Metrics#rocAuc()}
     * @return the difference, first minus second, for each seed, with its interval over users and seeds; a learner with
     *     a single seed is compared with each seed of the other
     * @throws IllegalArgumentException if a learner is not on the board, or if both have several seeds, but different
     *     numbers of them
     */
    public Difference difference(String first, String second, String figure, ToDoubleFunction<Metrics> metric) {
        return difference(bootstrap, first, second, figure, metric);
    }

    private Difference difference(Bootstrap drawn, String first, String second, String figure,
            ToDoubleFunction<Metrics> metric) {
        Resamples resamples = drawn.differenceOnBoards(List.of(seeds(first)), List.of(seeds(second)), metric);
        return new Difference(first, second, figure, Spread.of(bySeed(first, second, metric)),
                resamples.interval(LEVEL), resamples.pValue(), usersOfRarerLabel(List.of(this)));
    }

    /** How many users there are of the label that has fewer, on all boards together. */
    static int usersOfRarerLabel(List<Scoreboard> boards) {
        return (int) Math.min(usersOf(boards, true), usersOf(boards, false));
    }

    private static long usersOf(List<Scoreboard> boards, boolean label) {
        return boards.stream().flatMapToInt(board -> IntStream.range(0, board.labels.length)
                .filter(i -> board.labels[i] == label).map(i -> board.users[i])).distinct().count();
    }

    /** What a learner reaches less what another does, seed by seed. */
    double[] bySeed(String first, String second, ToDoubleFunction<Metrics> metric) {
        return Difference.bySeed(first, figures(first, metric), second, figures(second, metric));
    }

    /**
     * Returns the board as a table.
     *
     * @return one row per learner: its number of seeds; ROC AUC, F1, precision and recall at the thresholds, each as
     *     mean ± standard deviation over the seeds; and ROC AUC with its interval over users and seeds
     */
    public Table table() {
        Table table = learners(name + " (" + samples() + ")");
        table.addColumns(IntColumn.create("seeds", rows.values().stream().mapToInt(List::size).toArray()));
        column(table, "ROC AUC", Metrics::rocAuc);
        StringColumn intervals = StringColumn.create("ROC AUC, 95 %");
        rows.keySet().forEach(learner -> intervals.append(interval(learner, Metrics::rocAuc).range()));
        table.addColumns(intervals);
        column(table, "F1", Metrics::f1);
        column(table, "precision", Metrics::precision);
        column(table, "recall", Metrics::recall);
        return table;
    }

    /**
     * Returns the figures that are not in {@link #table()}, as a table.
     *
     * @return one row per learner: threshold (the mean over the parts), accuracy at it, PR AUC, log loss, Brier score
     *     and calibration error, each as mean ± standard deviation over the seeds
     */
    public Table details() {
        Table table = learners(name + " (details)");
        column(table, "threshold", Metrics::threshold);
        column(table, "accuracy", Metrics::accuracy);
        column(table, "PR AUC", Metrics::prAuc);
        column(table, "log loss", Metrics::logLoss);
        column(table, "Brier", Metrics::brier);
        column(table, "calibration error", Metrics::calibrationError);
        return table;
    }

    /**
     * Returns the board as it would be at another base rate, with the same true and false positive rates.
     *
     * @param share the base rate, such as 0.5
     * @return one row per learner: precision, recall and F1 at the thresholds, each as the mean over the seeds with the
     *     95 % interval over users and seeds
     * @throws IllegalArgumentException if the base rate is not between 0 and 1
     */
    public Table tableAt(double share) {
        Table table = learners(name + " as if " + Math.round(100 * share) + " % were buyers (" + samples() + ")");
        intervals(table, "precision, 95 %", metrics -> metrics.precisionAt(share));
        intervals(table, "recall, 95 %", Metrics::recall);
        intervals(table, "F1, 95 %", metrics -> metrics.f1At(share));
        return table;
    }

    private String samples() {
        return labels.length + " test samples" + (partCount() > 1 ? " in " + partCount() + " parts" : "");
    }

    private int partCount() {
        return IntStream.of(parts).max().orElseThrow() + 1;
    }

    private void intervals(Table table, String title, ToDoubleFunction<Metrics> metric) {
        StringColumn column = StringColumn.create(title);
        rows.keySet().forEach(learner -> column.append(interval(learner, metric).toString()));
        table.addColumns(column);
    }

    /**
     * Compares all learners with one of them.
     *
     * @param against name of the learner that all others are compared with
     * @param figure  name of the figure, such as "ROC AUC"
     * @param metric  the figure, such as {@link Metrics#rocAuc()}
     * @return one row per learner except always positive: its figure minus that of the learner it is compared with,
     *     with the interval over users and seeds; the difference by seed, as mean ± standard deviation; the p-value,
     *     adjusted for all rows ({@link Holm}); and the finding: higher, lower, no difference or too few to tell
     * @throws IllegalArgumentException as {@link #difference} does
     */
    public Table differences(String against, String figure, ToDoubleFunction<Metrics> metric) {
        seeds(against);
        List<String> others = judged(learners()).stream().filter(learner -> !learner.equals(against)).toList();
        Bootstrap drawn = bootstrap.withRounds(Contrasts.rounds(others.size()));
        List<Difference> differences = others.stream()
                .map(learner -> difference(drawn, learner, against, figure, metric)).toList();
        return Difference.table(differences, figure + " less that of " + against, "less " + against + ", 95 %");
    }

    private Table learners(String title) {
        return Table.create(title, StringColumn.create("learner", rows.keySet()));
    }

    private void column(Table table, String title, ToDoubleFunction<Metrics> metric) {
        StringColumn column = StringColumn.create(title);
        rows.keySet().forEach(learner -> column.append(spread(learner, metric).range()));
        table.addColumns(column);
    }

    private double[] figures(String learner, ToDoubleFunction<Metrics> metric) {
        return seeds(learner).stream().map(Scored::metrics).mapToDouble(metric).toArray();
    }

    /** What is measured. */
    String name() {
        return name;
    }

    /** The user of each sample. */
    int[] users() {
        return users.clone();
    }

    /**
     * Returns the names of the learners.
     *
     * @return the names, in the order in which the learners were added; always positive is the first
     */
    public List<String> learners() {
        return List.copyOf(rows.keySet());
    }

    /**
     * Returns the names without that of the always-positive baseline, which is no learner to be judged.
     *
     * @param learners names of learners, such as those of {@link #learners()}
     * @return the names in their order, without {@value #ALWAYS_POSITIVE}
     */
    public static List<String> judged(Collection<String> learners) {
        return learners.stream().filter(learner -> !learner.equals(ALWAYS_POSITIVE)).toList();
    }

    List<Scored> seeds(String learner) {
        if (!rows.containsKey(learner)) {
            throw new IllegalArgumentException("\"" + learner + "\" is not on the board, which has " + rows.keySet());
        }
        return rows.get(learner);
    }

    @Override
    public String toString() {
        return name + ": scores of " + String.join(", ", rows.keySet());
    }
}

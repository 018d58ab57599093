package org.foresale.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The boards of several questions: all learners on all of them, and what holds on average over the questions.
 *
 * <p>A user may stand on several boards. Intervals of averages come from resamples of the users of all boards together,
 * so that what a user does in one question is not taken for news in another.
 */
public final class Scoreboards {

    private static final int ROUNDS = 1000;
    private static final double LEVEL = .95;
    private static final int TRIES = 100;

    private final List<Scoreboard> boards;

    private Scoreboards(List<Scoreboard> boards) {
        this.boards = boards;
    }

    /**
     * Boards side by side.
     *
     * @param boards the boards, one a question; the same number stands for the same user on all of them
     * @return the boards
     * @throws IllegalArgumentException if there is none
     */
    public static Scoreboards of(List<Scoreboard> boards) {
        if (boards.isEmpty()) {
            throw new IllegalArgumentException("there is no board");
        }
        return new Scoreboards(List.copyOf(boards));
    }

    /**
     * A figure of all learners on all boards.
     *
     * @param figure name of the figure, such as "ROC AUC"
     * @param metric the figure, such as {@link Metrics#rocAuc()}
     * @return one row a board, one column a learner: mean over the seeds and the interval of 95 % over the users; empty
     *     where a learner is not on a board
     */
    public Table table(String figure, ToDoubleFunction<Metrics> metric) {
        Table table = Table.create(figure, StringColumn.create("question", boards.stream().map(Scoreboard::name)
                .toList()));
        for (String learner : learners()) {
            StringColumn column = StringColumn.create(learner);
            for (Scoreboard board : boards) {
                column.append(board.learners().contains(learner) ? board.interval(learner, metric).toString() : "");
            }
            table.addColumns(column);
        }
        return table;
    }

    private Set<String> learners() {
        Set<String> learners = new LinkedHashSet<>();
        boards.forEach(board -> learners.addAll(board.learners()));
        return learners;
    }

    /**
     * What a learner reaches less what another does, averaged over the boards.
     *
     * @param first  name of the learner
     * @param second name of the learner it is measured against
     * @param figure name of the figure, such as "ROC AUC"
     * @param metric the figure, such as {@link Metrics#rocAuc()}
     * @return the average difference, by seed and with its interval over the users of all boards
     * @throws IllegalArgumentException if a learner is not on every board, if both have several seeds, but not as many,
     *     or if resamples without both labels are all that is drawn
     */
    public Difference difference(String first, String second, String figure, ToDoubleFunction<Metrics> metric) {
        Spread bySeed = bySeed(first, second, metric);
        List<Board> drawable = new ArrayList<>();
        int[] people = boards.stream().flatMapToInt(board -> Arrays.stream(board.users())).distinct().sorted()
                .toArray();
        for (Scoreboard board : boards) {
            int[] users = Arrays.stream(board.users()).map(user -> Arrays.binarySearch(people, user)).toArray();
            drawable.add(new Board(users, Ordered.of(board.seeds(first)), Ordered.of(board.seeds(second))));
        }
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int[][] counts = draw(random, people.length, drawable);
            for (int b = 0; b < counts.length; b++) {
                values[round] += (mean(drawable.get(b).first(), counts[b], metric)
                        - mean(drawable.get(b).second(), counts[b], metric)) / counts.length;
            }
        }
        return new Difference(first, second, figure + " over " + boards.size() + " questions", bySeed,
                Interval.percentile(bySeed.mean(), values, LEVEL));
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

    /**
     * A board that users are drawn for.
     *
     * @param users the user of each sample, numbered over all boards
     */
    private record Board(int[] users, List<Ordered> first, List<Ordered> second) {
    }

    /**
     * Scores in order, which is that of any resample.
     *
     * @param ascending the samples from the lowest prediction to the highest
     */
    private record Ordered(Scored scored, int[] ascending) {

        static List<Ordered> of(List<Scored> seeds) {
            return seeds.stream().map(scored -> new Ordered(scored, scored.scores().ascending())).toList();
        }

        double figure(int[] counts, ToDoubleFunction<Metrics> metric) {
            return metric.applyAsDouble(Metrics.of(scored.scores().drawn(ascending, counts), scored.threshold()));
        }
    }

    private static double mean(List<Ordered> seeds, int[] counts, ToDoubleFunction<Metrics> metric) {
        return seeds.stream().mapToDouble(ordered -> ordered.figure(counts, metric)).average().orElseThrow();
    }

    /** How often each sample of each board is in one resample of all users. */
    private static int[][] draw(SplittableRandom random, int people, List<Board> boards) {
        for (int i = 0; i < TRIES; i++) {
            int[] drawn = new int[people];
            for (int draw = 0; draw < people; draw++) {
                drawn[random.nextInt(people)]++;
            }
            int[][] counts = boards.stream()
                    .map(board -> Arrays.stream(board.users()).map(user -> drawn[user]).toArray())
                            .toArray(int[][]::new);
            if (IntStream.range(0, counts.length).allMatch(b -> hasBoth(boards.get(b), counts[b]))) {
                return counts;
            }
        }
        throw new IllegalArgumentException("in " + TRIES + " draws of " + people
                + " users, a label was always absent from"
                + " a board");
    }

    private static boolean hasBoth(Board board, int[] counts) {
        Scores scores = board.first().get(0).scored().scores();
        boolean positive = false;
        boolean negative = false;
        for (int i = 0; i < counts.length; i++) {
            positive |= counts[i] > 0 && scores.label(i);
            negative |= counts[i] > 0 && !scores.label(i);
        }
        return positive && negative;
    }
}

package org.foresale.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far a figure may be off because other users could have come: intervals from resamples of the users.
 *
 * <p>A resample draws as many users as there are, with replacement, and takes all samples of a drawn user along, as
 * often as the user is drawn; so samples of one user are never taken for independent (a cluster bootstrap: Field and
 * Welsh 2007). The interval is that of the percentiles (Efron and Tibshirani 1993, An Introduction to the Bootstrap,
 * chapter 13). For {@link Metrics}, a resample that lacks a label is drawn anew. All draws follow from the seed, so
 * figures of the same samples are taken from the same resamples and can be compared.
 */
public final class Bootstrap {

    private static final int TRIES = 100;
    /** An interval of fewer resamples would tell of those only where the figure is defined. */
    private static final double LEAST_DEFINED = .9;

    /** For each board, the user of each of its samples, numbered from 0 over all boards. */
    private final List<int[]> users;
    private final int people;
    private final int rounds;
    private final double level;
    private final long seed;

    private Bootstrap(List<int[]> users, int people, int rounds, double level, long seed) {
        this.users = users;
        this.people = people;
        this.rounds = rounds;
        this.level = level;
        this.seed = seed;
    }

    /**
     * 1,000 resamples, intervals of 95 %, seed 1.
     *
     * @param users the user of each sample, as any number that tells users apart
     * @return the bootstrap
     * @throws IllegalArgumentException if there are not two users
     */
    public static Bootstrap of(int[] users) {
        return ofBoards(List.of(users));
    }

    /** Users of several boards, which are drawn together: whoever is on several counts as often on each. */
    static Bootstrap ofBoards(List<int[]> users) {
        int[] distinct = users.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
        if (distinct.length < 2) {
            throw new IllegalArgumentException("there is nothing to resample: " + distinct.length + " users");
        }
        List<int[]> numbered = users.stream()
                .map(board -> Arrays.stream(board).map(user -> Arrays.binarySearch(distinct, user)).toArray()).toList();
        return new Bootstrap(numbered, distinct.length, 1000, .95, 1);
    }

    /**
     * The same with another number of resamples.
     *
     * @param newRounds how many, at least 1
     * @return the new bootstrap
     * @throws IllegalArgumentException if there is none
     */
    public Bootstrap withRounds(int newRounds) {
        if (newRounds < 1) {
            throw new IllegalArgumentException("a bootstrap needs at least 1 round, not " + newRounds);
        }
        return new Bootstrap(users, people, newRounds, level, seed);
    }

    /**
     * The same with another level.
     *
     * @param newLevel how often intervals are to hold the true value, above 0 and below 1, such as 0.95
     * @return the new bootstrap
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public Bootstrap withLevel(double newLevel) {
        if (!(newLevel > 0 && newLevel < 1)) {
            throw new IllegalArgumentException("the level is " + newLevel + ", not between 0 and 1");
        }
        return new Bootstrap(users, people, rounds, newLevel, seed);
    }

    /**
     * The same with other draws.
     *
     * @param newSeed seed of the draws
     * @return the new bootstrap
     */
    public Bootstrap withSeed(long newSeed) {
        return new Bootstrap(users, people, rounds, level, newSeed);
    }

    /**
     * The interval of a figure, averaged over the seeds of a learner.
     *
     * @param seeds  for each seed, the scores of the same samples
     * @param figure which figure, such as {@link Metrics#rocAuc()}
     * @return the figure of the samples themselves, with its interval over the users
     * @throws IllegalArgumentException if there is no seed, if the scores are not of the samples whose users were
     *     given, if their labels differ, if resamples without both labels are all that is drawn, or if the figure is
     *     NaN in many of them
     */
    public Interval interval(List<Scored> seeds, ToDoubleFunction<Metrics> figure) {
        requireSamples(List.of(seeds));
        return Interval.percentile(mean(seeds, figure), resampled(List.of(seeds), figure), level);
    }

    /**
     * The intervals of figures that are not {@link Metrics}, all taken from the same resamples.
     *
     * @param figures from how often each sample is drawn to the figures, always as many; NaN where one is not defined
     * @return for each figure that of the samples, each drawn once, with its interval over the users; empty where the
     *     samples have none, or more than a tenth of the resamples
     */
    public List<Optional<Interval>> intervals(Function<int[], double[]> figures) {
        int[] once = new int[users.get(0).length];
        Arrays.fill(once, 1);
        double[] estimates = figures.apply(once);
        double[][] resampled = new double[estimates.length][rounds];
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            double[] drawn = figures.apply(counts(drawPeople(random)).get(0));
            for (int i = 0; i < drawn.length; i++) {
                resampled[i][round] = drawn[i];
            }
        }
        return IntStream.range(0, estimates.length).mapToObj(i -> defined(estimates[i], resampled[i])).toList();
    }

    /**
     * The interval of the mean of a number over samples, such as of a yes or no as 1 or 0. Differences of two numbers
     * of a sample give the interval of the paired difference.
     *
     * @param users  the user of each sample, as any number that tells users apart
     * @param values the number of each sample
     * @return the mean with its interval as {@link #of(int[])} has it; empty if there are not two users
     * @throws IllegalArgumentException if there are not as many values as samples, or if one is not finite
     */
    public static Optional<Interval> mean(int[] users, double[] values) {
        if (values.length != users.length) {
            throw new IllegalArgumentException(values.length + " values for " + users.length + " samples");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a value is " + value + ", so there is no mean");
            }
        }
        return Arrays.stream(users).distinct().limit(2).count() < 2 ? Optional.empty()
                : of(users).intervals(counts -> new double[] {mean(values, counts)}).get(0);
    }

    private static double mean(double[] values, int[] counts) {
        double sum = 0;
        long size = 0;
        for (int i = 0; i < values.length; i++) {
            sum += counts[i] * values[i];
            size += counts[i];
        }
        return sum / size;
    }

    private Optional<Interval> defined(double estimate, double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        return Double.isFinite(estimate) && finite.length >= LEAST_DEFINED * rounds
                ? Optional.of(Interval.percentile(estimate, finite, level)) : Optional.empty();
    }

    /**
     * The interval of the difference between two learners, both measured on the same resamples.
     *
     * @param first  for each seed of the first learner, the scores of the samples
     * @param second for each seed of the second learner, the scores of the same samples; their number may be another
     * @param figure which figure, such as {@link Metrics#rocAuc()}
     * @return the figure of the first less that of the second, each averaged over its seeds, with its interval over the
     *     users
     * @throws IllegalArgumentException as {@link #interval} does, or if the labels of both differ
     */
    public Interval difference(List<Scored> first, List<Scored> second, ToDoubleFunction<Metrics> figure) {
        return differenceOnBoards(List.of(first), List.of(second), figure);
    }

    /** The same, averaged over several boards; for each of them the seeds of both learners. */
    Interval differenceOnBoards(List<List<Scored>> first, List<List<Scored>> second,
            ToDoubleFunction<Metrics> figure) {
        requireSamples(first);
        requireSamples(second);
        double difference = 0;
        for (int board = 0; board < first.size(); board++) {
            requireSameLabels(first.get(board).get(0).scores(), second.get(board).get(0).scores());
            difference += (mean(first.get(board), figure) - mean(second.get(board), figure)) / first.size();
        }
        double[] differences = resampled(first, figure);
        double[] others = resampled(second, figure);
        Arrays.setAll(differences, round -> differences[round] - others[round]);
        return Interval.percentile(difference, differences, level);
    }

    private static double mean(List<Scored> seeds, ToDoubleFunction<Metrics> figure) {
        return seeds.stream().mapToDouble(scored -> figure.applyAsDouble(scored.metrics())).average().orElseThrow();
    }

    /**
     * The mean over boards and seeds for each resample; predictions are sorted once, as they are in the same order in
     * all resamples.
     */
    private double[] resampled(List<List<Scored>> boards, ToDoubleFunction<Metrics> figure) {
        List<List<Tally>> tallies = boards.stream().map(seeds -> seeds.stream().map(Tally::of).toList()).toList();
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            List<int[]> counts = draw(random, boards);
            for (int board = 0; board < boards.size(); board++) {
                List<Scored> seeds = boards.get(board);
                for (int i = 0; i < seeds.size(); i++) {
                    figures[round] += figure.applyAsDouble(tallies.get(board).get(i).metrics(counts.get(board)))
                            / seeds.size() / boards.size();
                }
            }
        }
        return figures;
    }

    /** How often each sample of each board is in a resample. */
    private List<int[]> draw(SplittableRandom random, List<List<Scored>> boards) {
        for (int i = 0; i < TRIES; i++) {
            List<int[]> counts = counts(drawPeople(random));
            if (IntStream.range(0, counts.size())
                    .allMatch(board -> boards.get(board).get(0).scores().hasBothLabels(counts.get(board)))) {
                return counts;
            }
        }
        Scores scores = boards.get(0).get(0).scores();
        throw new IllegalArgumentException("in " + TRIES + " draws of " + people + " users, with " + scores.positives()
                + " of " + scores.size() + " samples positive, a label was always absent"
                + (boards.size() > 1 ? " from one of " + boards.size() + " boards" : ""));
    }

    private int[] drawPeople(SplittableRandom random) {
        int[] drawn = new int[people];
        for (int draw = 0; draw < people; draw++) {
            drawn[random.nextInt(people)]++;
        }
        return drawn;
    }

    private List<int[]> counts(int[] drawn) {
        return users.stream().map(board -> Arrays.stream(board).map(user -> drawn[user]).toArray()).toList();
    }

    private void requireSamples(List<List<Scored>> boards) {
        for (int board = 0; board < boards.size(); board++) {
            requireSamples(boards.get(board), users.get(board).length);
        }
    }

    private static void requireSamples(List<Scored> seeds, int samples) {
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("no scores");
        }
        for (Scored scored : seeds) {
            if (scored.scores().size() != samples) {
                throw new IllegalArgumentException("scores of " + scored.scores().size() + " samples, but "
                        + samples + " samples have a user");
            }
            requireSameLabels(seeds.get(0).scores(), scored.scores());
        }
    }

    private static void requireSameLabels(Scores first, Scores second) {
        for (int i = 0; i < first.size(); i++) {
            if (first.label(i) != second.label(i)) {
                throw new IllegalArgumentException("the scores are not of the same samples: the label of sample " + i
                        + " is " + first.label(i) + " in one, and " + second.label(i) + " in another");
            }
        }
    }
}

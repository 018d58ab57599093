package org.foresale.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares several pairs of learners, and pools the comparisons.
 *
 * <p>The users of all boards are resampled together: a user who is on several boards is drawn equally often on each.
 * The seeds of each learner of each contrast are resampled as well, see {@link Bootstrap}. The pooled difference is the
 * unweighted mean of the contrasts. Its interval applies to these questions and learners; it does not generalise to
 * others.
 *
 * <p>The number of resamples is {@value #ROUNDS_A_CONTRAST} per contrast, but at least {@value #MIN_ROUNDS}. Of m
 * p-values, {@link Holm} requires the smallest to be at most 0.05 / m; with this number of resamples it is, as long as
 * no more than 5 of them lie on the other side of 0.
 */
public final class Contrasts {

    private static final int ROUNDS_A_CONTRAST = 240;
    private static final int MIN_ROUNDS = 1000;
    private static final double LEVEL = .95;

    private final List<Contrast> contrasts;
    private final int rounds;

    private Contrasts(List<Contrast> contrasts, int rounds) {
        this.contrasts = contrasts;
        this.rounds = rounds;
    }

    /**
     * Returns a set of contrasts.
     *
     * @param contrasts the contrasts; a number stands for the same user on all of their boards
     * @return the set of contrasts
     * @throws IllegalArgumentException if there is none
     */
    public static Contrasts of(List<Contrast> contrasts) {
        if (contrasts.isEmpty()) {
            throw new IllegalArgumentException("there is no contrast");
        }
        return new Contrasts(List.copyOf(contrasts), rounds(contrasts.size()));
    }

    /** How many resamples so many comparisons need. */
    static int rounds(int contrasts) {
        return Math.max(MIN_ROUNDS, ROUNDS_A_CONTRAST * contrasts);
    }

    /**
     * Returns a copy of these contrasts as part of a larger set of comparisons.
     *
     * @param all number of contrasts in the larger set, these included
     * @return the new contrasts, which draw as many resamples as the larger set needs
     * @throws IllegalArgumentException if it is smaller than the number of these contrasts
     */
    public Contrasts among(int all) {
        if (all < contrasts.size()) {
            throw new IllegalArgumentException(contrasts.size() + " contrasts cannot be part of " + all);
        }
        return new Contrasts(contrasts, rounds(all));
    }

    /**
     * Measures all contrasts.
     *
     * @param figure name of the figure, such as "ROC AUC"
     * @param metric the figure, such as {@link Metrics#rocAuc()}
     * @return the difference of each contrast and their mean, all computed from the same resamples
     * @throws IllegalArgumentException as {@link Scoreboard#difference} does, or if no resample with both labels on
     *     every board can be drawn
     */
    public Pooled measure(String figure, ToDoubleFunction<Metrics> metric) {
        List<Scoreboard> boards = contrasts.stream().flatMap(contrast -> contrast.boards().stream()).toList();
        Bootstrap bootstrap = Bootstrap.ofBoards(boards.stream().map(Scoreboard::users).toList()).withRounds(rounds);
        Bootstrap.Draws draws = bootstrap.draws(boards.stream()
                .map(board -> board.seeds(Scoreboard.ALWAYS_POSITIVE).get(0).scores()).toList());
        List<Integer> firsts = new ArrayList<>();
        int first = 0;
        for (Contrast contrast : contrasts) {
            firsts.add(first);
            first += contrast.boards().size();
        }
        List<Resamples> resamples = IntStream.range(0, contrasts.size()).parallel().mapToObj(i -> {
            Contrast contrast = contrasts.get(i);
            return bootstrap.difference(draws, new Fits(firsts.get(i), contrast.seeds(contrast.first())),
                    new Fits(firsts.get(i), contrast.seeds(contrast.second())), metric);
        }).toList();
        Resamples pooled = Resamples.mean(resamples);
        return new Pooled(IntStream.range(0, contrasts.size())
                .mapToObj(i -> difference(contrasts.get(i), figure, metric, resamples.get(i))).toList(),
                pooled.interval(LEVEL), pooled.pValue());
    }

    private static Difference difference(Contrast contrast, String figure, ToDoubleFunction<Metrics> metric,
            Resamples resamples) {
        return new Difference(contrast.first(), contrast.second(), figure, contrast.bySeed(metric),
                resamples.interval(LEVEL), resamples.pValue(), Scoreboard.usersOfRarerLabel(contrast.boards()));
    }

    /**
     * Holds several differences and their pooled mean.
     *
     * @param single the differences, one per contrast; their p-values are not adjusted
     * @param pooled their mean, with its 95 % interval over users and seeds
     * @param pValue two-sided bootstrap p-value of the hypothesis that the mean is 0
     */
    public record Pooled(List<Difference> single, Interval pooled, double pValue) {

        /**
         * Copies the differences and checks the p-value.
         *
         * @throws IllegalArgumentException if the p-value is outside its range
         */
        public Pooled {
            single = List.copyOf(single);
            Holm.requireProbability(pValue);
        }
    }

    /**
     * Names two learners to compare on one board or on the mean over several boards.
     *
     * @param boards the boards; the seeds of a learner are the same fitted models on all of them, tested on different
     *               samples
     * @param first  name of the learner
     * @param second name of the learner it is compared with
     */
    public record Contrast(List<Scoreboard> boards, String first, String second) {

        /**
         * Checks that each learner has the same number of seeds on all boards.
         *
         * @throws IllegalArgumentException if there is no board, if a learner is not on every board, or if its numbers
         *     of seeds differ
         */
        public Contrast {
            boards = List.copyOf(boards);
            if (boards.isEmpty()) {
                throw new IllegalArgumentException("there is no board to compare " + first + " and " + second + " on");
            }
            for (String learner : List.of(first, second)) {
                int seeds = boards.get(0).seeds(learner).size();
                for (Scoreboard board : boards) {
                    if (board.seeds(learner).size() != seeds) {
                        throw new IllegalArgumentException(learner + " has " + seeds + " seeds on "
                                + boards.get(0).name() + ", but " + board.seeds(learner).size() + " on "
                                + board.name());
                    }
                }
            }
        }

        /** For each board, the scores of each seed. */
        List<List<Scored>> seeds(String learner) {
            return boards.stream().map(board -> board.seeds(learner)).toList();
        }

        /** The difference seed by seed, averaged over the boards. */
        Spread bySeed(ToDoubleFunction<Metrics> metric) {
            double[] sum = boards.get(0).bySeed(first, second, metric);
            for (Scoreboard board : boards.subList(1, boards.size())) {
                double[] more = board.bySeed(first, second, metric);
                Arrays.setAll(sum, seed -> sum[seed] + more[seed]);
            }
            return Spread.of(Arrays.stream(sum).map(value -> value / boards.size()).toArray());
        }
    }

    @Override
    public String toString() {
        return contrasts.size() + " contrasts, " + rounds + " resamples";
    }
}

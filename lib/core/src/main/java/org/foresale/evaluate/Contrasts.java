package org.foresale.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Comparisons of several pairs of learners, and what they come to together.
 *
 * <p>The users of all boards are resampled together, so that whoever is on several boards counts as often on each, and
 * the seeds of each learner of each contrast are, as {@link Bootstrap} draws them. The pooled difference is the mean of
 * the contrasts, each of which weighs the same; its interval is for these questions and learners, not for others.
 *
 * <p>There are {@value #ROUNDS_A_CONTRAST} resamples for each contrast, but at least {@value #MIN_ROUNDS}: of m
 * p-values {@link Holm} asks the smallest to be at most 0.05 / m, which then holds as long as no more than 5 resamples
 * are on the other side of 0.
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
     * Contrasts side by side.
     *
     * @param contrasts the contrasts; the same number stands for the same user on all of their boards
     * @return the contrasts
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
     * Returns a copy of these contrasts as part of more, with which their p-values are adjusted.
     *
     * @param all how many contrasts there are, these among them
     * @return the new contrasts, which draw as many resamples as all of them need
     * @throws IllegalArgumentException if there are fewer than these
     */
    public Contrasts among(int all) {
        if (all < contrasts.size()) {
            throw new IllegalArgumentException(contrasts.size() + " contrasts are not among " + all);
        }
        return new Contrasts(contrasts, rounds(all));
    }

    /**
     * Measures all contrasts.
     *
     * @param figure name of the figure, such as "ROC AUC"
     * @param metric the figure, such as {@link Metrics#rocAuc()}
     * @return the difference of each contrast and their mean, all of the same resamples
     * @throws IllegalArgumentException as {@link Scoreboard#difference} does, or if resamples without both labels on
     *     every board are all that is drawn
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
     * Several differences and what they come to together.
     *
     * @param single the differences, one a contrast; of their p-values none is adjusted
     * @param pooled their mean, with its interval of 95 % over the users and seeds
     * @param pValue how surely the mean is none, two-sided
     */
    public record Pooled(List<Difference> single, Interval pooled, double pValue) {

        /**
         * Copies the differences.
         *
         * @throws IllegalArgumentException if the p-value is not in that range
         */
        public Pooled {
            single = List.copyOf(single);
            Holm.requireProbability(pValue);
        }
    }

    /**
     * Two learners that are compared on one board or on the average of several.
     *
     * @param boards the boards; on all of them, the seeds of a learner are the same fits, tested on other samples
     * @param first  name of the learner
     * @param second name of the learner it is measured against
     */
    public record Contrast(List<Scoreboard> boards, String first, String second) {

        /**
         * Checks that each learner has as many seeds on all boards.
         *
         * @throws IllegalArgumentException if there is no board, if a learner is not on every board, or if its seeds
         *     are not as many
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

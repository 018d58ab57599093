package org.foresale.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
     * @param boards the boards; on all of them, the seeds of a learner are the same fits, tested on other samples
     * @param first  name of the learner
     * @param second name of the learner it is measured against
     * @throws IllegalArgumentException if there is no board, if a learner is not on every board, or if its seeds are
     *     not as many
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
                    throw new IllegalArgumentException(learner + " has " + seeds + " seeds on " + boards.get(0).name()
                            + ", but " + board.seeds(learner).size() + " on " + board.name());
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

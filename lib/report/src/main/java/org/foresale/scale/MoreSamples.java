package org.foresale.scale;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.learn.Learner;

/** Measures how much more training samples improve a model. */
public final class MoreSamples {

    private MoreSamples() {
    }

    /**
     * Trains on the samples of each size, and tests all models on the test samples of the largest. Users are split by
     * their ids, in the same way for each size, so none of these test users was used for training or validation at any
     * size.
     *
     * @param curve   the sizes
     * @param learner the learner
     * @return a board with a line for each size, named by its number of training samples
     * @throws IllegalArgumentException if the test samples of the largest size lack a label or are of one user, or if
     *     the learner rejects the samples of a size
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, and the learner stops because of
     *     that
     */
    public static Scoreboard board(ScaleCurve curve, Learner learner) {
        Samples test = curve.trials().get(curve.trials().size() - 1).cohort().test();
        Scoreboard board = Scoreboard.of(learner.name() + ", by number of training samples", test.labels())
                .withUsers(test.users());
        for (ScaleTrial trial : curve.trials()) {
            Cohort cohort = trial.cohort();
            board = board.with(String.format(Locale.ROOT, "%,d samples", cohort.train().size()),
                    List.of(learner.fit(cohort).predict(test)));
        }
        return board;
    }

    /**
     * Tells what more samples gain.
     *
     * @param board a board that {@link #board} has made
     * @return the differences in ROC AUC, of each size from the one before
     */
    public static List<Difference> gains(Scoreboard board) {
        List<String> sizes = Scoreboard.judged(board.learners());
        return IntStream.range(1, sizes.size()).mapToObj(i -> board.difference(sizes.get(i), sizes.get(i - 1),
                "ROC AUC", Metrics::rocAuc)).toList();
    }
}

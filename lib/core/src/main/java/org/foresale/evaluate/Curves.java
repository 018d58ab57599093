package org.foresale.evaluate;

import java.util.Collections;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Curves over all thresholds, as tables to be drawn; those of several learners can be put below each other. */
public final class Curves {

    private static final int MAX_GAINS = 100;

    private Curves() {
    }

    /**
     * Returns the ROC curve: what share of the negatives one has to accept to find a share of the positives (Fawcett
     * 2006).
     *
     * @param learner name of the learner, for the column that tells curves apart
     * @param scores  its scores
     * @return one row a threshold, from (0, 0) to (1, 1): false positive rate, true positive rate, learner
     * @throws IllegalArgumentException if a label is absent
     */
    public static Table roc(String learner, Scores scores) {
        RankedScores ranking = RankedScores.of(scores);
        if (ranking.positives() == 0 || ranking.negatives() == 0) {
            throw new IllegalArgumentException("a ROC curve needs both labels, but " + ranking.positives() + " of "
                    + scores.size() + " samples are positive: give samples of buyers and of non-buyers");
        }
        DoubleColumn falsePositives = DoubleColumn.create("false positive rate", new double[] {0});
        DoubleColumn truePositives = DoubleColumn.create("true positive rate", new double[] {0});
        for (int step = 0; step < ranking.steps(); step++) {
            int found = ranking.found(step);
            falsePositives.append((double) (ranking.predicted(step) - found) / ranking.negatives());
            truePositives.append((double) found / ranking.positives());
        }
        return Table.create("ROC", falsePositives, truePositives, names(learner, falsePositives.size()));
    }

    /**
     * Returns the curve of precision over recall: how pure the samples predicted positive are when a share of the
     * positives is to be found.
     *
     * @param learner name of the learner, for the column that tells curves apart
     * @param scores  its scores
     * @return one row a threshold, from the highest on, after a first point of recall 0 and precision 1: recall,
     *     precision, learner
     * @throws IllegalArgumentException if there is no positive sample
     */
    public static Table precisionRecall(String learner, Scores scores) {
        RankedScores ranking = withPositive("precision and recall", scores);
        DoubleColumn recall = DoubleColumn.create("recall", new double[] {0});
        DoubleColumn precision = DoubleColumn.create("precision", new double[] {1});
        for (int step = 0; step < ranking.steps(); step++) {
            recall.append((double) ranking.found(step) / ranking.positives());
            precision.append((double) ranking.found(step) / ranking.predicted(step));
        }
        return Table.create("precision and recall", recall, precision, names(learner, recall.size()));
    }

    /**
     * Returns the gains of writing to the users of the highest scores first.
     *
     * @param learner name of the learner, for the column that tells curves apart
     * @param scores  its scores
     * @return one row a hundredth of the samples, or a sample if they are fewer: share addressed; buyers found, the
     *     share of all positives among those, where equal scores stand in no order and each has its part; lift,
     *     the one by the other, which is 1 for a random choice; learner
     * @throws IllegalArgumentException if there is no positive sample
     */
    public static Table gains(String learner, Scores scores) {
        RankedScores ranking = withPositive("gains", scores);
        DoubleColumn addressed = DoubleColumn.create("share addressed");
        DoubleColumn found = DoubleColumn.create("buyers found");
        DoubleColumn lift = DoubleColumn.create("lift");
        int rows = Math.min(MAX_GAINS, scores.size());
        int step = 0;
        for (int row = 1; row <= rows; row++) {
            int samples = (int) Math.round((double) row * scores.size() / rows);
            while (ranking.predicted(step) < samples) {
                step++;
            }
            double part = (double) (samples - ranking.predicted(step - 1))
                    / (ranking.predicted(step) - ranking.predicted(step - 1));
            double buyers = ranking.found(step - 1) + part * (ranking.found(step) - ranking.found(step - 1));
            addressed.append((double) samples / scores.size());
            found.append(buyers / ranking.positives());
            lift.append(buyers / ranking.positives() * scores.size() / samples);
        }
        return Table.create("gains", addressed, found, lift, names(learner, rows));
    }

    /**
     * Tells how scores compare with what came true, a reliability diagram (DeGroot and Fienberg 1983), over the
     * ten bins of {@link Metrics#calibrationError()}.
     *
     * @param learner name of the learner, for the column that tells curves apart
     * @param scores  its scores
     * @return one row a bin that holds samples, from the lowest on: mean prediction, share of buyers, samples, the
     *     share's interval of 95 % as if each sample were of another user (low and high), learner
     */
    public static Table calibration(String learner, Scores scores) {
        List<Bin> bins = Bin.of(scores);
        List<Interval> shares = bins.stream().map(bin -> Interval.ofShare(bin.shareOfBuyers(), bin.samples())).toList();
        return Table.create("calibration",
                DoubleColumn.create("mean prediction", bins.stream().mapToDouble(Bin::meanScore).toArray()),
                DoubleColumn.create("share of buyers", bins.stream().mapToDouble(Bin::shareOfBuyers).toArray()),
                IntColumn.create("samples", bins.stream().mapToInt(Bin::samples).toArray()),
                DoubleColumn.create("low", shares.stream().mapToDouble(Interval::low).toArray()),
                DoubleColumn.create("high", shares.stream().mapToDouble(Interval::high).toArray()),
                names(learner, bins.size()));
    }

    private static RankedScores withPositive(String what, Scores scores) {
        RankedScores ranking = RankedScores.of(scores);
        if (ranking.positives() == 0) {
            throw new IllegalArgumentException(what + " need a positive sample, but there is none among "
                    + scores.size());
        }
        return ranking;
    }

    private static StringColumn names(String learner, int rows) {
        return StringColumn.create("learner", Collections.nCopies(rows, learner));
    }
}

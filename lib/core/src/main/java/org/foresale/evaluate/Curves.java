package org.foresale.evaluate;

import java.util.Collections;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Computes evaluation curves as tables for plotting. Tables of several learners can be appended to each other. */
public final class Curves {

    private static final int MAX_GAINS = 100;

    private Curves() {
    }

    /**
     * Returns the ROC curve: the false positive rate and the true positive rate at every threshold (Fawcett 2006).
     *
     * @param learner name of the learner, for the column that distinguishes the curves
     * @param scores  its scores
     * @return one row per threshold, from (0, 0) to (1, 1): false positive rate, true positive rate, learner
     * @throws IllegalArgumentException if a label is missing
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
     * Returns the precision-recall curve: precision and recall at every threshold.
     *
     * @param learner name of the learner, for the column that distinguishes the curves
     * @param scores  its scores
     * @return one row per threshold, from the highest down, after a first point with recall 0 and precision 1: recall,
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
     * Returns the cumulative gains of contacting the users with the highest scores first.
     *
     * @param learner name of the learner, for the column that distinguishes the curves
     * @param scores  its scores
     * @return one row per hundredth of the samples, or per sample if there are fewer than 100: share addressed; buyers
     *     found, which is the share of all positives among those addressed, with positives spread evenly over samples
     *     of equal score; lift, which is buyers found divided by share addressed, 1 for a random choice; learner
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
     * Returns a reliability diagram, also called a calibration curve (DeGroot and Fienberg 1983): predicted
     * probabilities and observed shares of buyers over the ten bins of {@link Metrics#calibrationError()}.
     *
     * @param learner name of the learner, for the column that distinguishes the curves
     * @param scores  its scores
     * @return one row per bin that is not empty, from the lowest up: mean prediction, share of buyers, samples, the
     *     95 % interval of the share as if all samples were from different users (low and high), learner
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

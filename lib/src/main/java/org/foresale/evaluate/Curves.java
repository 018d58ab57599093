package org.foresale.evaluate;

import java.util.Collections;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Curves over all thresholds. */
public final class Curves {

    private Curves() {
    }

    /**
     * The ROC curve: what share of the negatives one has to accept to find a share of the positives.
     *
     * @param learner name of the learner, for the column that tells curves apart
     * @param scores  its scores
     * @return one row a threshold, from (0, 0) to (1, 1): false positive rate, true positive rate, learner
     * @throws IllegalArgumentException if a label is absent
     */
    public static Table roc(String learner, Scores scores) {
        int positives = scores.positives();
        int negatives = scores.size() - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException("a ROC curve needs both labels, but " + positives + " of "
                    + scores.size() + " samples are positive");
        }
        int[] order = scores.ascending();
        DoubleColumn falsePositives = DoubleColumn.create("false positive rate", new double[] {0});
        DoubleColumn truePositives = DoubleColumn.create("true positive rate", new double[] {0});
        int found = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            found += scores.label(order[i]) ? 1 : 0;
            boolean tied = i > 0 && scores.chance(order[i - 1]) == scores.chance(order[i]);
            if (!tied) {
                falsePositives.append((double) (order.length - i - found) / negatives);
                truePositives.append((double) found / positives);
            }
        }
        return Table.create("ROC", falsePositives, truePositives,
                StringColumn.create("learner", Collections.nCopies(falsePositives.size(), learner)));
    }
}

package org.foresale.evaluate;

import java.util.Arrays;

/**
 * Scores from the highest down, one step a distinct score: samples of equal scores are taken
 * together.
 */
final class RankedScores {

    private final double[] values;
    private final int[] predicted;
    private final int[] found;

    private RankedScores(double[] values, int[] predicted, int[] found) {
        this.values = values;
        this.predicted = predicted;
        this.found = found;
    }

    /** The ranking of scores that are on one scale: those of one model. */
    static RankedScores of(Scores scores) {
        int[] order = scores.requireOnePart().ascending();
        double[] values = new double[order.length];
        int[] predicted = new int[order.length];
        int[] found = new int[order.length];
        int steps = 0;
        int positives = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            positives += scores.label(order[i]) ? 1 : 0;
            double value = scores.score(order[i]);
            if (i == 0 || scores.score(order[i - 1]) != value) {
                values[steps] = value;
                predicted[steps] = order.length - i;
                found[steps] = positives;
                steps++;
            }
        }
        return new RankedScores(Arrays.copyOf(values, steps), Arrays.copyOf(predicted, steps),
                Arrays.copyOf(found, steps));
    }

    int steps() {
        return values.length;
    }

    /** How many samples have the score of a step or a higher one; 0 before the first step. */
    int predicted(int step) {
        return step < 0 ? 0 : predicted[step];
    }

    /** How many of those samples are positive; 0 before the first step. */
    int found(int step) {
        return step < 0 ? 0 : found[step];
    }

    int positives() {
        return found(steps() - 1);
    }

    int negatives() {
        return predicted(steps() - 1) - positives();
    }

    /** The threshold midway between the score of a step and the next lower one; 0 after the last step. */
    double threshold(int step) {
        if (step == steps() - 1) {
            return 0;
        }
        double middle = (values[step] + values[step + 1]) / 2;
        // Between neighbouring numbers there is none.
        return middle > values[step + 1] ? middle : values[step];
    }
}

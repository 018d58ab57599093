package org.foresale.insight.profile;

import it.unimi.dsi.fastutil.doubles.DoubleArrays;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.foresale.evaluate.Scored;
import org.foresale.evaluate.Scores;

/**
 * Scores of samples in groups.
 *
 * @param scored    the scores with their threshold
 * @param ascending the samples from the lowest probability to the highest
 * @param groups    how many groups there are
 */
record GroupScores(Scored scored, int[] ascending, int groups) {

    static GroupScores of(Scored scored, int groups) {
        int[] order = IntStream.range(0, scored.scores().size()).toArray();
        double[] probabilities = Arrays.stream(order).mapToDouble(scored.scores()::score).toArray();
        DoubleArrays.radixSortIndirect(order, probabilities, true);
        return new GroupScores(scored, order, groups);
    }

    /** The samples of a group, as they are counted from the lowest probability to the highest. */
    private record Counts(double[] samples, double[] positives, double[] predicted, double[] found,
            double[] probabilities, double[] ordered) {

        Counts(int groups) {
            this(new double[groups], new double[groups], new double[groups], new double[groups], new double[groups],
                    new double[groups]);
        }

        double[] figures(int group) {
            double all = samples[group];
            double buyers = positives[group];
            return Arrays.stream(GroupFigure.values()).mapToDouble(figure -> switch (figure) {
                case BASE_RATE -> buyers / all;
                case PREDICTED -> predicted[group] / all;
                case PRECISION -> found[group] / predicted[group];
                case RECALL -> found[group] / buyers;
                case FALSE_POSITIVES -> (predicted[group] - found[group]) / (all - buyers);
                case ROC_AUC -> ordered[group] / (buyers * (all - buyers));
                case MEAN_PROBABILITY -> probabilities[group] / all;
                case CALIBRATION -> (probabilities[group] - buyers) / all;
            }).toArray();
        }
    }

    /**
     * Returns the figures of each group.
     *
     * @param group of each sample its group
     * @param times how often each sample counts
     * @return for each group the figures in the order of {@link GroupFigure}; NaN where one is not defined
     */
    double[][] figures(int[] group, int[] times) {
        Scores scores = scored.scores();
        Counts counts = new Counts(groups);
        int from = 0;
        while (from < ascending.length) {
            double probability = scores.score(ascending[from]);
            double[] negativesBelow = new double[groups];
            Arrays.setAll(negativesBelow, i -> counts.samples[i] - counts.positives[i]);
            double[] tiedPositives = new double[groups];
            int to = from;
            for (; to < ascending.length && scores.score(ascending[to]) == probability; to++) {
                int sample = ascending[to];
                int own = group[sample];
                int positive = scores.label(sample) ? times[sample] : 0;
                tiedPositives[own] += positive;
                counts.samples[own] += times[sample];
                counts.positives[own] += positive;
                counts.probabilities[own] += times[sample] * probability;
                counts.predicted[own] += probability >= scored.threshold() ? times[sample] : 0;
                counts.found[own] += probability >= scored.threshold() ? positive : 0;
            }
            for (int i = 0; i < groups; i++) {
                // Pairs of a positive above a negative; of equal probabilities half of them.
                double negativesUpTo = counts.samples[i] - counts.positives[i];
                counts.ordered[i] += tiedPositives[i] * (negativesBelow[i] + negativesUpTo) / 2;
            }
            from = to;
        }
        return IntStream.range(0, groups).mapToObj(counts::figures).toArray(double[][]::new);
    }
}

package org.foresale.evaluate;

/**
 * What scores are worth at a threshold.
 *
 * @param samples   number of samples
 * @param positives number of positive samples
 * @param threshold a sample counts as predicted positive from this prediction on
 * @param precision share of positives among those predicted positive; 0 if none is
 * @param recall    share of the positives that are predicted positive; NaN if there is none
 * @param f1        harmonic mean of precision and recall: 2TP / (2TP + FP + FN)
 * @param rocAuc    area under the ROC curve: the chance that a positive sample scores above a negative one, ties
 *                  counted half; NaN if a label is absent
 */
public record Metrics(int samples, int positives, double threshold, double precision, double recall, double f1,
        double rocAuc) {

    /** The threshold where buyers and others are equally many. */
    public static final double HALF = 0.5;

    /**
     * The metrics at a threshold of {@value #HALF}.
     *
     * @param scores the scores
     * @return the metrics
     */
    public static Metrics of(Scores scores) {
        return of(scores, HALF);
    }

    /**
     * The metrics at a threshold.
     *
     * @param scores    the scores
     * @param threshold a sample counts as predicted positive from this prediction on
     * @return the metrics
     * @throws IllegalArgumentException if the threshold is not between 0 and 1
     */
    public static Metrics of(Scores scores, double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold is " + threshold + ", not between 0 and 1");
        }
        int truePositives = 0;
        int predicted = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (scores.chance(i) >= threshold) {
                predicted++;
                truePositives += scores.label(i) ? 1 : 0;
            }
        }
        int positives = scores.positives();
        return new Metrics(scores.size(), positives, threshold,
                predicted == 0 ? 0 : (double) truePositives / predicted,
                (double) truePositives / positives,
                2.0 * truePositives / (predicted + positives),
                rocAuc(scores));
    }

    /**
     * The area under the ROC curve from the ranks of the positives (Mann and Whitney 1947):
     * (sum of ranks - P(P+1)/2) / (P N), tied predictions sharing their mean rank.
     */
    private static double rocAuc(Scores scores) {
        int[] order = scores.ascending();
        double rankSum = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int positives = 0;
            while (to < order.length && scores.chance(order[to]) == scores.chance(order[from])) {
                positives += scores.label(order[to]) ? 1 : 0;
                to++;
            }
            rankSum += positives * ((from + 1 + to) / 2.0);
            from = to;
        }
        double positives = scores.positives();
        double negatives = scores.size() - positives;
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}

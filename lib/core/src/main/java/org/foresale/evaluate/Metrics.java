package org.foresale.evaluate;

/**
 * Holds evaluation metrics of scores, at a threshold and over all thresholds.
 *
 * <p>If the scores come in {@linkplain Scores#of(boolean[], double[], int[]) parts}, each from its own model, the areas
 * under the curves compare only samples of the same part, because the scores of two models are not on the same scale
 * (Airola, Pahikkala, Waegeman, De Baets and Salakoski 2011). Precision, recall and F1 are computed from the counts of
 * all parts together; averaging the F1 of the parts would be biased (Forman and Scholz 2010).
 *
 * @param samples          number of samples
 * @param positives        number of positive samples
 * @param threshold        a sample is predicted positive if its score is at least this; the mean over the parts, if
 *                         each has its own
 * @param accuracy         share of samples that are predicted correctly
 * @param precision        share of positives among those predicted positive; 0 if none is
 * @param recall           share of the positives that are predicted positive; NaN if there is none
 * @param f1               harmonic mean of precision and recall (van Rijsbergen 1979): 2TP / (2TP + FP + FN); NaN if
 *                         there is no positive sample and none is predicted positive
 * @param rocAuc           area under the ROC curve: the probability that a positive sample scores above a negative one
 *                         of its part, ties counted half (Hanley and McNeil 1982); NaN if no part has both labels
 * @param prAuc            area under the precision-recall curve, computed as average precision: the sum over the
 *                         distinct scores, from the highest down, of precision times the gain in recall, because linear
 *                         interpolation between the points would be too optimistic (Davis and Goadrich 2006); for
 *                         several parts, the mean weighted by their positive samples; NaN if there are none. Random
 *                         scores reach the share of positives
 * @param logLoss          mean of -ln(probability predicted for the true label) (Good 1952), in nats, with
 *                         probabilities clipped to stay 2⁻⁵² away from 0 and 1; lower is better
 * @param brier            mean of (probability - label)², the label as 1 or 0 (Brier 1950); lower is better
 * @param calibrationError expected calibration error (Naeini, Cooper and Hauskrecht 2015): over ten bins of scores
 *                         of equal width, (0, 0.1], (0.1, 0.2] and so on with 0 in the first, the mean of |share of
 *                         positives - mean score|, weighted by the number of samples; lower is better
 */
public record Metrics(int samples, int positives, double threshold, double accuracy, double precision, double recall,
        double f1, double rocAuc, double prAuc, double logLoss, double brier, double calibrationError) {

    /** The default threshold, for samples with equal numbers of buyers and non-buyers. */
    public static final double HALF = 0.5;

    private static final double ROUNDING = 1e-9;

    /**
     * Checks the ranges of the figures.
     *
     * @throws IllegalArgumentException if there are more positives than samples, if the threshold is not between 0 and
     *     1, or if a figure lies outside its range
     */
    public Metrics {
        requireThreshold(threshold);
        if (positives < 0 || positives > samples) {
            throw new IllegalArgumentException(positives + " of " + samples + " samples are positive");
        }
        for (double share : new double[] {accuracy, precision, recall, f1, rocAuc, prAuc, brier, calibrationError}) {
            if (share < 0 || share > 1 + ROUNDING) {
                throw new IllegalArgumentException("a figure between 0 and 1 is " + share);
            }
        }
        if (logLoss < 0) {
            throw new IllegalArgumentException("the log loss is " + logLoss + ", but at least 0");
        }
    }

    /**
     * Returns the metrics at a threshold of {@value #HALF}.
     *
     * @param scores the scores
     * @return the metrics
     */
    public static Metrics of(Scores scores) {
        return of(scores, HALF);
    }

    /**
     * Returns the metrics at a threshold.
     *
     * @param scores    the scores
     * @param threshold a sample is predicted positive if its score is at least this
     * @return the metrics
     * @throws IllegalArgumentException if the threshold is not between 0 and 1
     */
    public static Metrics of(Scores scores, double threshold) {
        return new Scored(scores, threshold).metrics();
    }

    /**
     * Computes the precision at another base rate by Bayes' rule, with the same true and false positive rates: tpr s /
     * (tpr s + fpr (1 - s)). The precision for a balanced 1:1 test can thus be estimated from all negative samples of a
     * population, instead of only those that a random 1:1 draw happens to include.
     *
     * @param share the base rate s, 0 to 1
     * @return the precision; 0 if no positive is found, NaN if a label is missing
     * @throws IllegalArgumentException if the base rate is not between 0 and 1
     */
    public double precisionAt(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of positives is " + share + ", not between 0 and 1");
        }
        double falsePositives = precision == 0 ? (1 - accuracy) * samples - positives
                : recall * positives * (1 - precision) / precision;
        double found = recall * share;
        double wrong = falsePositives / (samples - positives) * (1 - share);
        return found == 0 ? 0 * wrong : found / (found + wrong);
    }

    /**
     * Computes F1 at another base rate: the harmonic mean of {@link #precisionAt} and recall.
     *
     * @param share the base rate, 0 to 1
     * @return F1; 0 if no positive is found, NaN if a label is missing
     * @throws IllegalArgumentException if the base rate is not between 0 and 1
     */
    public double f1At(double share) {
        double precise = precisionAt(share);
        return precise + recall == 0 ? 0 : 2 * precise * recall / (precise + recall);
    }

    static void requireThreshold(double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold is " + threshold + ", not between 0 and 1");
        }
    }
}

package org.foresale.evaluate;

/**
 * What scores are worth, at a threshold and over all thresholds.
 *
 * <p>Where the scores come in {@linkplain Scores#of(boolean[], double[], int[]) parts}, each from a model of its own,
 * the areas under the curves compare samples of the same part only, as the scores of two models are not on one scale
 * (Airola, Pahikkala, Waegeman, De Baets and Salakoski 2011). Counts are those of all parts together, and precision,
 * recall and F1 follow from these: a mean of the parts' F1 would be biased (Forman and Scholz 2010).
 *
 * @param samples          number of samples
 * @param positives        number of positive samples
 * @param threshold        a sample counts as predicted positive from this score on; the mean over the parts, if
 *                         each has its own
 * @param accuracy         share of samples that are predicted rightly
 * @param precision        share of positives among those predicted positive; 0 if none is
 * @param recall           share of the positives that are predicted positive; NaN if there is none
 * @param f1               harmonic mean of precision and recall (van Rijsbergen 1979): 2TP / (2TP + FP + FN); NaN if
 *                         there is no positive sample and none is predicted positive
 * @param rocAuc           area under the ROC curve: how probably a positive sample scores above a negative one of its
 *                         part, ties counted half (Hanley and McNeil 1982); NaN if no part has both labels
 * @param prAuc            area under the curve of precision over recall as average precision: the sum over the distinct
 *                         scores, from the highest down, of precision times the recall gained, since straight
 *                         lines between the points would promise too much (Davis and Goadrich 2006); of parts, the mean
 *                         weighted by their positive samples; NaN without any. Chance reaches the share of positives
 * @param logLoss          mean of -ln(probability given to what came true) (Good 1952), in nats, probabilities no
 *                         nearer to 0 and 1 than 2⁻⁵²; lower is better
 * @param brier            mean of (probability - label)², the label as 1 or 0 (Brier 1950); lower is better
 * @param calibrationError expected calibration error (Naeini, Cooper and Hauskrecht 2015): over ten bins of scores
 *                         of equal width, (0, 0.1], (0.1, 0.2] and so on with 0 in the first, the mean of |share of
 *                         positives - mean score|, weighted by the number of samples; lower is better
 */
public record Metrics(int samples, int positives, double threshold, double accuracy, double precision, double recall,
        double f1, double rocAuc, double prAuc, double logLoss, double brier, double calibrationError) {

    /** The threshold where buyers and others are equally many. */
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
     * @param threshold a sample counts as predicted positive from this score on
     * @return the metrics
     * @throws IllegalArgumentException if the threshold is not between 0 and 1
     */
    public static Metrics of(Scores scores, double threshold) {
        return new Scored(scores, threshold).metrics();
    }

    /**
     * Returns the precision if another share of the samples were positive, buyers and others being found as often as
     * here, by Bayes' rule: tpr s / (tpr s + fpr (1 - s)). With it, all negative samples of a population tell of a
     * world where half are buyers, and not only those that a draw of 1:1 samples happens to take.
     *
     * @param share share s of positives, 0 to 1
     * @return the precision; 0 if no positive is found, NaN if a label is absent
     * @throws IllegalArgumentException if the share is not between 0 and 1
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
     * Computes F1 as if another share of the samples were positive: the harmonic mean of {@link #precisionAt} and
     * recall.
     *
     * @param share share of positives, 0 to 1
     * @return F1; 0 if no positive is found, NaN if a label is absent
     * @throws IllegalArgumentException if the share is not between 0 and 1
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

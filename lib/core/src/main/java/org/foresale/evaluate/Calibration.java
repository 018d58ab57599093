package org.foresale.evaluate;

import org.foresale.internal.regression.LogisticRegression;

/**
 * Turns scores that only rank into probabilities by Platt scaling (Platt 1999): probability = sigmoid(slope · log-odds
 * of the score + intercept). The order of the samples is preserved, except for rounding.
 *
 * <p>Scores are clipped to stay {@value #NEAREST} away from 0 and 1, so that their log-odds are finite.
 *
 * @param slope     factor of the log-odds; below 1 for an overconfident learner
 * @param intercept term added to the scaled log-odds
 */
public record Calibration(double slope, double intercept) {

    /** Leaves scores as they are. */
    public static final Calibration NONE = new Calibration(1, 0);

    /** Scores are clipped to this distance from 0 and 1. */
    public static final double NEAREST = 1e-6;

    /** So small that it decides nothing, but gives a finite slope where a threshold parts the labels without error. */
    private static final double PENALTY = .01;

    /** Turns no ranking, and makes all probabilities nearly the share of positives. */
    private static final double SMALLEST_SLOPE = 1e-3;

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if the slope is not above 0, or if a parameter is not finite
     */
    public Calibration {
        if (!(slope > 0 && slope < Double.POSITIVE_INFINITY) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("a slope of " + slope + " and an intercept of " + intercept
                    + ": the slope must be above 0, and both must be finite");
        }
    }

    /**
     * Returns a calibration fitted to samples by logistic regression of the label on the log-odds.
     *
     * <p>If the scores rank no better than at random, so that the slope would not be above 0.001, it is set to 0.001:
     * all probabilities are then close to the base rate, in the order of the scores. If all scores are equal, the slope
     * cannot be estimated; it is 1, and the probability is the base rate.
     *
     * @param validation scores of samples that are used neither for training nor for testing
     * @return the calibration
     * @throws IllegalArgumentException if a label is missing, or if the scores are in several parts, each from its own
     *     model
     */
    public static Calibration fit(Scores validation) {
        int size = validation.requireOnePart().size();
        boolean[] labels = new boolean[size];
        double[][] logOdds = new double[size][1];
        double sum = 0;
        boolean equal = true;
        for (int i = 0; i < size; i++) {
            labels[i] = validation.label(i);
            logOdds[i][0] = logOdds(nearest(validation.score(i)));
            sum += logOdds[i][0];
            equal &= logOdds[i][0] == logOdds[0][0];
        }
        LogisticRegression fitted = LogisticRegression.fit(logOdds, labels, PENALTY);
        double slope = fitted.weights()[0];
        if (!equal && slope > SMALLEST_SLOPE) {
            return new Calibration(slope, fitted.intercept());
        }
        double set = equal ? 1 : SMALLEST_SLOPE;
        return new Calibration(set, logOdds((double) validation.positives() / size) - set * sum / size);
    }

    /**
     * Returns the calibrated probability of a score.
     *
     * @param score a score between 0 and 1
     * @return its probability, which never decreases as the score increases
     * @throws IllegalArgumentException if the score is not between 0 and 1
     */
    public double of(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("the score is " + score + ", not between 0 and 1");
        }
        return equals(NONE) ? score : 1 / (1 + Math.exp(-(slope * logOdds(nearest(score)) + intercept)));
    }

    /**
     * Returns this calibration adjusted to another base rate. The log-odds are shifted by the difference between the
     * log-odds of the two base rates, which is Bayes' rule if nothing but the base rate differs (King and Zeng 2001;
     * Saerens, Latinne and Decaestecker 2002).
     *
     * @param from the base rate among the samples that this calibration was fitted to
     * @param to   the base rate among the users to be predicted
     * @return the adjusted calibration
     * @throws IllegalArgumentException if a base rate is not above 0 and below 1
     */
    public Calibration withRate(double from, double to) {
        requireShare(from);
        requireShare(to);
        return new Calibration(slope, intercept + logOdds(to) - logOdds(from));
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share of buyers of " + share + ", not above 0 and below 1");
        }
    }

    private static double nearest(double score) {
        return Math.min(1 - NEAREST, Math.max(NEAREST, score));
    }

    private static double logOdds(double score) {
        return Math.log(score) - Math.log1p(-score);
    }
}

package org.foresale.evaluate;

import org.foresale.internal.regression.LogisticRegression;

/**
 * Makes probabilities of scores that only rank: probability = sigmoid(slope · log-odds of the score + intercept), known
 * as Platt scaling (Platt 1999). The order of the samples stays, but for rounding.
 *
 * <p>Scores nearer to 0 or 1 than {@value #NEAREST} are taken as that near, so that their log-odds are finite.
 *
 * @param slope     what the log-odds are multiplied by; below 1 for a learner that is too sure of itself
 * @param intercept what is then added to them
 */
public record Calibration(double slope, double intercept) {

    /** Leaves scores as they are. */
    public static final Calibration NONE = new Calibration(1, 0);

    /** How near to 0 or 1 a score is taken to be at most. */
    public static final double NEAREST = 1e-6;

    /** So small that it decides nothing, but gives a finite slope where a threshold parts the labels without error. */
    private static final double PENALTY = .01;

    /** Turns no ranking, and makes all probabilities nearly the share of positives. */
    private static final double SMALLEST_SLOPE = 1e-3;

    /**
     * A calibration.
     *
     * @throws IllegalArgumentException if the slope is not above 0, or if a number is not finite
     */
    public Calibration {
        if (!(slope > 0 && slope < Double.POSITIVE_INFINITY) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("a slope of " + slope + " and an intercept of " + intercept
                    + " calibrate nothing");
        }
    }

    /**
     * Returns the calibration fitted to samples: a logistic regression of the label on the log-odds.
     *
     * <p>Scores that rank no better than chance, so that the slope would not be above 0.001, get a slope of 0.001:
     * all probabilities become nearly the share of positives, in the order of the scores. Scores that are all
     * equal tell no slope; it is 1, and the probability is the share of positives.
     *
     * @param validation scores of samples that are neither learnt from nor tested on
     * @return the calibration
     * @throws IllegalArgumentException if a label is absent, or if the scores are in parts, each by a model of its own
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
     * Returns the probability that goes with a score.
     *
     * @param score a score between 0 and 1
     * @return its probability; never smaller for a larger score
     * @throws IllegalArgumentException if the score is not between 0 and 1
     */
    public double of(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("the score is " + score + ", not between 0 and 1");
        }
        return equals(NONE) ? score : 1 / (1 + Math.exp(-(slope * logOdds(nearest(score)) + intercept)));
    }

    /**
     * Returns the calibration for users of whom another share buys: the log-odds move by as much as those of the shares
     * do, which is Bayes' rule where only the share differs (King and Zeng 2001; Saerens, Latinne and Decaestecker
     * 2002).
     *
     * @param from the share of buyers among the samples that this calibration was fitted to
     * @param to   the share of buyers among the users that probabilities are wanted of
     * @return the new calibration
     * @throws IllegalArgumentException if a share is not above 0 and below 1
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

package org.foresale.learn;

import org.foresale.evaluate.CategoryLabels;
import org.foresale.internal.regression.LogisticRegression;

/**
 * How much each of two models of every category counts: probability = sigmoid(intercept + first · log-odds of the first
 * + second · log-odds of the second), with three numbers for all categories, which validation users tell (stacking:
 * Wolpert 1992).
 *
 * @param first     what the log-odds of the first are multiplied by
 * @param second    what those of the second are multiplied by
 * @param intercept what is added to both
 */
public record Stacking(double first, double second, double intercept) {

    /** So small that it decides nothing, but gives an answer where both models say the same. */
    private static final double PENALTY = .01;
    private static final int MAX_PAIRS = 400_000;
    private static final double LARGEST = 1e3;
    /** Of certainty there are no log-odds, so certainties that disagree have those of the surest number below it. */
    private static final double NEAREST = 1e-9;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is further from 0 than 1,000
     */
    public Stacking {
        for (double number : new double[] {first, second, intercept}) {
            if (!(Math.abs(number) <= LARGEST)) {
                throw new IllegalArgumentException("a weight of two models is " + number + ", not within " + LARGEST
                        + " of 0");
            }
        }
    }

    /**
     * Fits the weights: a logistic regression of the labels of all samples and categories, or of 400,000 of them at
     * equal distances, on both log-odds.
     *
     * @param validation labels of samples that neither model was fitted to
     * @param first      log-odds of the first model, [sample][category], finite
     * @param second     log-odds of the second
     * @return the weights
     * @throws IllegalArgumentException if there are not as many log-odds as samples and categories, or if all labels
     *     are the same
     */
    public static Stacking fit(CategoryLabels validation, float[][] first, float[][] second) {
        int categories = validation.categories().size();
        requireShape(validation, first);
        requireShape(validation, second);
        long pairs = (long) first.length * categories;
        int used = (int) Math.min(pairs, MAX_PAIRS);
        double[][] rows = new double[used][];
        boolean[] labels = new boolean[used];
        for (int k = 0; k < used; k++) {
            long at = k * pairs / used;
            int sample = (int) (at / categories);
            int category = (int) (at % categories);
            rows[k] = new double[] {first[sample][category], second[sample][category]};
            labels[k] = validation.buys(sample, category);
        }
        LogisticRegression fitted = LogisticRegression.fit(rows, labels, PENALTY);
        return new Stacking(fitted.weights()[0], fitted.weights()[1], fitted.intercept());
    }

    private static void requireShape(CategoryLabels validation, float[][] logOdds) {
        int categories = validation.categories().size();
        if (logOdds.length != validation.size()) {
            throw new IllegalArgumentException("log-odds of " + logOdds.length + " samples, but there are "
                    + validation.size());
        }
        for (float[] row : logOdds) {
            if (row.length != categories) {
                throw new IllegalArgumentException("log-odds of " + row.length + " categories, but there are "
                        + categories);
            }
        }
    }

    /**
     * Fits the weights of models that say probabilities, as {@link #fit} does.
     *
     * @param validation labels of samples that neither model was fitted to
     * @param first      probabilities of the first model, [sample][category]
     * @param second     those of the second
     * @return the weights
     * @throws IllegalArgumentException as {@link #fit} does
     */
    public static Stacking ofProbabilities(CategoryLabels validation, double[][] first, double[][] second) {
        return fit(validation, logOdds(first), logOdds(second));
    }

    private static float[][] logOdds(double[][] probabilities) {
        float[][] logOdds = new float[probabilities.length][];
        for (int i = 0; i < probabilities.length; i++) {
            logOdds[i] = new float[probabilities[i].length];
            for (int category = 0; category < probabilities[i].length; category++) {
                logOdds[i][category] = (float) logOdds(probabilities[i][category]);
            }
        }
        return logOdds;
    }

    private static double logOdds(double probability) {
        double unsure = Math.max(NEAREST, Math.min(1 - NEAREST, probability));
        return Math.log(unsure / (1 - unsure));
    }

    /**
     * Returns the probability that the two models make together of what they say.
     *
     * @param firstProbability  what the first says
     * @param secondProbability what the second says
     * @return between 0 and 1
     */
    public double ofProbabilities(double firstProbability, double secondProbability) {
        return of(logOdds(firstProbability), logOdds(secondProbability));
    }

    /**
     * Returns the probability that the two models make together.
     *
     * @param firstLogOdds  what the first says
     * @param secondLogOdds what the second says
     * @return between 0 and 1
     */
    public double of(double firstLogOdds, double secondLogOdds) {
        return 1 / (1 + Math.exp(-(intercept + first * firstLogOdds + second * secondLogOdds)));
    }
}

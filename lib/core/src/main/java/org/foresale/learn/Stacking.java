package org.foresale.learn;

import org.foresale.evaluate.CategoryLabels;
import org.foresale.internal.regression.LogisticRegression;

/**
 * Combines two models of every category with fitted weights: probability = sigmoid(intercept + first · log-odds of the
 * first + second · log-odds of the second). The three parameters are the same for all categories and are fitted to
 * validation users (stacking: Wolpert 1992).
 *
 * @param first     weight of the log-odds of the first model
 * @param second    weight of the log-odds of the second model
 * @param intercept intercept of the sum
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
     * @throws IllegalArgumentException if one has an absolute value above 1,000
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
     * Fits the weights by a logistic regression of the labels on both log-odds. It uses all pairs of a sample and a
     * category, or 400,000 evenly spaced ones if there are more.
     *
     * @param validation labels of samples that neither model was fitted to
     * @param first      log-odds of the first model, [sample][category], finite
     * @param second     log-odds of the second
     * @return the weights
     * @throws IllegalArgumentException if the numbers of log-odds do not match those of samples and categories, or if
     *     all labels are the same
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
     * Fits the weights like {@link #fit}, from probabilities instead of log-odds.
     *
     * @param validation labels of samples that neither model was fitted to
     * @param first      probabilities of the first model, [sample][category]
     * @param second     probabilities of the second model
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
     * Combines the probabilities of the two models.
     *
     * @param firstProbability  probability of the first model
     * @param secondProbability probability of the second model
     * @return the combined probability, 0 to 1
     */
    public double ofProbabilities(double firstProbability, double secondProbability) {
        return of(logOdds(firstProbability), logOdds(secondProbability));
    }

    /**
     * Combines the log-odds of the two models.
     *
     * @param firstLogOdds  log-odds of the first model
     * @param secondLogOdds log-odds of the second model
     * @return the combined probability, 0 to 1
     */
    public double of(double firstLogOdds, double secondLogOdds) {
        return 1 / (1 + Math.exp(-(intercept + first * firstLogOdds + second * secondLogOdds)));
    }
}

package org.foresale.internal.regression;

import java.util.Arrays;

/**
 * Probabilities from weighted sums of features: probability = 1 / (1 + exp(-(intercept + weights · row))).
 *
 * <p>Weights and intercept minimise the sum of the log losses plus penalty / 2 times the squared length of the weights;
 * the intercept is not penalised (ridge: le Cessie and van Houwelingen 1992). They are found by Newton's method, also
 * known here as iteratively reweighted least squares (Hastie, Tibshirani and Friedman 2009, The Elements of Statistical
 * Learning, section 4.4.1). A penalty treats all weights alike, so bring the features to one scale first.
 */
public final class LogisticRegression {

    private final double[] weights;
    private final double intercept;

    private LogisticRegression(double[] weights, double intercept) {
        this.weights = weights;
        this.intercept = intercept;
    }

    /**
     * Fits weights and intercept.
     *
     * @param features one row a sample, all of the same length
     * @param labels   the labels, one a row; both occur
     * @param penalty  at least 0. At 0 there is no minimum, and the fit fails, where a weighted sum parts the labels
     *                 without error or where a feature is a mixture of others; any larger penalty has one minimum
     * @return the fitted regression
     * @throws IllegalArgumentException if there is no row, if the numbers of rows and labels differ, if rows differ in
     *     length, if a feature is not finite, if a label is absent, or if the penalty is negative or not finite
     * @throws IllegalStateException if no minimum is found
     */
    public static LogisticRegression fit(double[][] features, boolean[] labels, double penalty) {
        check(features, labels, penalty);
        double[] fitted = Newton.minimum(new Loss(features, labels, penalty));
        int last = fitted.length - 1;
        return new LogisticRegression(Arrays.copyOf(fitted, last), fitted[last]);
    }

    /**
     * Fits weights and intercept to rows of many features of which most are 0. The same minimum as that of
     * {@link #fit(double[][], boolean[], double)} is found by another way, whose time goes with the features that are
     * not 0.
     *
     * @param rows    one row a sample
     * @param labels  the labels, one a row; both occur
     * @param penalty above 0, so that there is a minimum
     * @return the fitted regression
     * @throws IllegalArgumentException if the numbers of rows and labels differ, if a label is absent, or if the
     *     penalty is not above 0 and finite
     * @throws IllegalStateException if no minimum is found
     */
    public static LogisticRegression fit(SparseRows rows, boolean[] labels, double penalty) {
        checkLabels(rows.size(), labels);
        if (!(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the penalty is " + penalty + ", not a finite number above 0");
        }
        double[] fitted = NewtonConjugate.minimum(new SparseLoss(rows, labels, penalty), labels.length);
        return new LogisticRegression(Arrays.copyOf(fitted, rows.columns()), fitted[rows.columns()]);
    }

    /**
     * Returns a regression that was fitted before.
     *
     * @param weights   the weights, one a feature
     * @param intercept the log-odds of a row of zeros
     * @return the regression
     * @throws IllegalArgumentException if a number is not finite
     */
    public static LogisticRegression of(double[] weights, double intercept) {
        requireFinite("weight", weights);
        if (!Double.isFinite(intercept)) {
            throw new IllegalArgumentException("the intercept is " + intercept + ", which is not finite");
        }
        return new LogisticRegression(weights.clone(), intercept);
    }

    /**
     * Returns the weights.
     *
     * @return a copy: what each feature adds to the log-odds, by unit of the feature
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * Returns the intercept.
     *
     * @return the log-odds of a row of zeros
     */
    public double intercept() {
        return intercept;
    }

    /**
     * Returns the probability of a row.
     *
     * @param row its features
     * @return between 0 and 1
     * @throws IllegalArgumentException if the row is not as long as those fitted to, or if a feature is not finite
     */
    public double predict(double[] row) {
        if (row.length != weights.length) {
            throw new IllegalArgumentException("a row of " + row.length + " features, but there are "
                    + weights.length + " weights");
        }
        requireFinite("feature", row);
        double logOdds = intercept;
        for (int i = 0; i < row.length; i++) {
            logOdds += weights[i] * row[i];
        }
        return Loss.probability(logOdds);
    }

    private static void check(double[][] features, boolean[] labels, double penalty) {
        if (features.length == 0 || features.length != labels.length) {
            throw new IllegalArgumentException(features.length + " rows for " + labels.length + " labels");
        }
        if (!(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the penalty is " + penalty + ", not a finite number from 0 on");
        }
        for (int i = 0; i < features.length; i++) {
            if (features[i].length != features[0].length) {
                throw new IllegalArgumentException("row " + i + " has " + features[i].length
                        + " features, but row 0 has " + features[0].length);
            }
            requireFinite("feature", features[i]);
        }
        requireBothLabels(labels);
    }

    static void checkLabels(int rows, boolean[] labels) {
        if (rows == 0 || rows != labels.length) {
            throw new IllegalArgumentException(rows + " rows for " + labels.length + " labels");
        }
        requireBothLabels(labels);
    }

    private static void requireBothLabels(boolean[] labels) {
        for (boolean label : labels) {
            if (label != labels[0]) {
                return;
            }
        }
        throw new IllegalArgumentException("all " + labels.length + " labels are " + labels[0]
                + ": give rows of both labels");
    }

    private static void requireFinite(String what, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a " + what + " is " + value + ", which is not finite, among "
                        + Arrays.toString(values));
            }
        }
    }
}

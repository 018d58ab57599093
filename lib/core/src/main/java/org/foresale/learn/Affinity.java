package org.foresale.learn;

import java.util.Arrays;
import org.foresale.internal.regression.LogisticRegression;
import org.foresale.internal.regression.NaiveBayes;
import org.foresale.internal.regression.SparseRows;

/**
 * A way to say how well the classes that a user bought go with a purchase of the target. Each is a weighted sum of
 * {@link BoughtClasses}, and 0 where nothing speaks for or against; how many of the samples are buyers is no part of
 * it.
 */
enum Affinity {
    /** The log-odds of naive Bayes on second-level classes, less those of the labels. */
    NAIVE_BAYES_SECOND("naive Bayes on second-level classes") {
        @Override
        LogisticRegression fit(BoughtClasses classes, SparseRows bought, boolean[] labels) {
            return naiveBayes(bought, labels, 0, classes.seconds().size());
        }
    },
    /** Naive Bayes on the third-level classes that were bought. */
    NAIVE_BAYES_THIRD("naive Bayes on third-level classes") {
        @Override
        LogisticRegression fit(BoughtClasses classes, SparseRows bought, boolean[] labels) {
            return naiveBayes(bought, labels, classes.seconds().size(), classes.columns());
        }
    },
    /** The log-odds of a ridge-penalised logistic regression on classes of both levels, less those of the labels. */
    LOGISTIC("logistic regression on classes") {
        @Override
        LogisticRegression fit(BoughtClasses classes, SparseRows bought, boolean[] labels) {
            LogisticRegression fitted = LogisticRegression.fit(bought, labels, PENALTY);
            return LogisticRegression.of(fitted.weights(), fitted.intercept() - logOdds(labels));
        }
    },
    /**
     * The cosine between what a user bought and what buyers buy more often than all do: class by class, the
     * share of buyers who bought it less the share of all.
     */
    COSINE("cosine with what buyers buy") {
        @Override
        LogisticRegression fit(BoughtClasses classes, SparseRows bought, boolean[] labels) {
            double[] difference = new double[bought.columns()];
            double positives = positives(labels);
            for (int row = 0; row < labels.length; row++) {
                bought.addTo(row, (labels[row] ? 1 / positives : 0) - 1. / labels.length, difference);
            }
            double length = Math.sqrt(Arrays.stream(difference).map(x -> x * x).sum());
            return LogisticRegression.of(Arrays.stream(difference).map(x -> length > 0 ? x / length : 0).toArray(), 0);
        }

        @Override
        double of(double[] weights, double intercept, SparseRows bought, int row) {
            return bought.length(row) > 0 ? bought.dot(row, weights) / bought.length(row) : 0;
        }
    };

    /** scikit-learn's C of 0.02: a few hundred buyers tell little of each of two thousand classes. */
    private static final double PENALTY = 50;

    private final String label;

    Affinity(String label) {
        this.label = label;
    }

    /** What the number is called. */
    String label() {
        return label;
    }

    /**
     * Fits the weights of this affinity.
     *
     * @param classes what the columns are
     * @param bought  which of them were bought, one row a sample
     * @param labels  the labels, one a row; both occur
     */
    abstract LogisticRegression fit(BoughtClasses classes, SparseRows bought, boolean[] labels);

    /** What this affinity says of a row. */
    double of(double[] weights, double intercept, SparseRows bought, int row) {
        return intercept + bought.dot(row, weights);
    }

    /** Naive Bayes on some of the columns; all others have a weight of 0. */
    private static LogisticRegression naiveBayes(SparseRows bought, boolean[] labels, int from, int to) {
        LogisticRegression fitted = NaiveBayes.fit(bought.columns(from, to), labels);
        double[] weights = new double[bought.columns()];
        System.arraycopy(fitted.weights(), 0, weights, from, to - from);
        return LogisticRegression.of(weights, fitted.intercept() - logOdds(labels));
    }

    private static int positives(boolean[] labels) {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        return positives;
    }

    private static double logOdds(boolean[] labels) {
        int positives = positives(labels);
        return Math.log((double) positives / (labels.length - positives));
    }
}

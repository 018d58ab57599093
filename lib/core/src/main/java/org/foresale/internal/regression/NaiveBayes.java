package org.foresale.internal.regression;

/**
 * Bernoulli naive Bayes: given the label, whether one feature is there tells nothing of any other (Manning, Raghavan
 * and Schütze 2008, Introduction to Information Retrieval, section 13.3).
 *
 * <p>Its log-odds are a weighted sum as well, so what is fitted is a {@link LogisticRegression} with other weights (Ng
 * and Jordan 2002). Each feature counts as there once more and as absent once more for each label than it is (Laplace).
 */
public final class NaiveBayes {

    private NaiveBayes() {
    }

    /**
     * Fits the shares of rows that have each feature.
     *
     * @param rows   one row a sample; a feature is there where it is not left out of the row, whatever its value
     * @param labels the labels, one a row; both occur
     * @return the weights: what it adds to the log-odds that a feature is there and not absent; the intercept holds the
     *     log-odds of the labels
     * @throws IllegalArgumentException if the numbers of rows and labels differ, or if a label is absent
     */
    public static LogisticRegression fit(SparseRows rows, boolean[] labels) {
        LogisticRegression.checkLabels(rows.size(), labels);
        double[] there = new double[rows.columns()];
        double[] thereOfPositives = new double[rows.columns()];
        int positives = 0;
        for (int row = 0; row < labels.length; row++) {
            rows.countInto(row, there);
            if (labels[row]) {
                rows.countInto(row, thereOfPositives);
                positives++;
            }
        }
        int negatives = labels.length - positives;
        double[] weights = new double[rows.columns()];
        double intercept = Math.log((double) positives / negatives);
        for (int j = 0; j < weights.length; j++) {
            double with = (thereOfPositives[j] + 1) / (positives + 2);
            double without = (there[j] - thereOfPositives[j] + 1) / (negatives + 2);
            double absent = Math.log1p(-with) - Math.log1p(-without);
            weights[j] = Math.log(with) - Math.log(without) - absent;
            intercept += absent;
        }
        return LogisticRegression.of(weights, intercept);
    }
}

package org.foresale.internal.regression;

/** What a logistic regression on sparse rows minimises: a function of the weights followed by the intercept. */
final class SparseLoss {

    private final SparseRows rows;
    private final boolean[] labels;
    private final double penalty;

    SparseLoss(SparseRows rows, boolean[] labels, double penalty) {
        this.rows = rows;
        this.labels = labels;
        this.penalty = penalty;
    }

    /** No weights, and the log-odds of the share of positives as intercept. */
    double[] start() {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        double[] start = new double[rows.columns() + 1];
        start[rows.columns()] = Math.log((double) positives / (labels.length - positives));
        return start;
    }

    double[] logOdds(double[] at) {
        double[] logOdds = new double[labels.length];
        for (int row = 0; row < logOdds.length; row++) {
            logOdds[row] = at[rows.columns()] + rows.dot(row, at);
        }
        return logOdds;
    }

    /** The sum of the log losses, plus penalty / 2 times the squared length of the weights. */
    double at(double[] at, double[] logOdds) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            sum += Loss.ofRow(labels[row], logOdds[row]);
        }
        for (int j = 0; j < rows.columns(); j++) {
            sum += penalty / 2 * at[j] * at[j];
        }
        return sum;
    }

    double[] gradient(double[] at, double[] logOdds) {
        double[] errors = new double[labels.length];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = labels[row] ? -Loss.probability(-logOdds[row]) : Loss.probability(logOdds[row]);
        }
        return backwards(errors, at);
    }

    /** How much each row bends the loss. */
    double[] curvatures(double[] logOdds) {
        double[] curvatures = new double[labels.length];
        for (int row = 0; row < curvatures.length; row++) {
            curvatures[row] = Loss.probability(logOdds[row]) * Loss.probability(-logOdds[row]);
        }
        return curvatures;
    }

    /** The second derivatives times a direction; the matrix itself, of columns squared, is never made. */
    double[] bend(double[] curvatures, double[] direction) {
        double[] along = logOdds(direction);
        for (int row = 0; row < along.length; row++) {
            along[row] *= curvatures[row];
        }
        return backwards(along, direction);
    }

    /** The diagonal of the second derivatives. */
    double[] diagonal(double[] curvatures) {
        double[] diagonal = new double[rows.columns() + 1];
        for (int row = 0; row < curvatures.length; row++) {
            rows.addSquaresTo(row, curvatures[row], diagonal);
            diagonal[rows.columns()] += curvatures[row];
        }
        for (int j = 0; j < rows.columns(); j++) {
            diagonal[j] += penalty;
        }
        return diagonal;
    }

    /** The rows, each times a number, added up; plus the penalty times the weights. */
    private double[] backwards(double[] factors, double[] weights) {
        double[] sums = new double[rows.columns() + 1];
        for (int row = 0; row < factors.length; row++) {
            rows.addTo(row, factors[row], sums);
            sums[rows.columns()] += factors[row];
        }
        for (int j = 0; j < rows.columns(); j++) {
            sums[j] += penalty * weights[j];
        }
        return sums;
    }
}

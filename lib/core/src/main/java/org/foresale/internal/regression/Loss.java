package org.foresale.internal.regression;

/**
 * What a logistic regression minimises, with its derivatives.
 *
 * <p>It is a function of the weights followed by the intercept, as one array.
 */
final class Loss {

    private final double[][] features;
    private final boolean[] labels;
    private final double penalty;
    private final int weights;

    Loss(double[][] features, boolean[] labels, double penalty) {
        this.features = features;
        this.labels = labels;
        this.penalty = penalty;
        this.weights = features[0].length;
    }

    /** The probability of log-odds; 1 less it, without rounding, is the probability of the log-odds negated. */
    static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** The log loss of a row: log(1 + exp(log-odds of the other label)), without overflow. */
    static double ofRow(boolean label, double logOdds) {
        double against = label ? -logOdds : logOdds;
        return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
    }

    /** No weights, and the log-odds of the share of positives as intercept. */
    double[] start() {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        double[] start = new double[weights + 1];
        start[weights] = Math.log((double) positives / (labels.length - positives));
        return start;
    }

    /** The sum of the log losses, plus penalty / 2 times the squared length of the weights. */
    double at(double[] at) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            sum += ofRow(labels[row], logOdds(at, row));
        }
        for (int j = 0; j < weights; j++) {
            sum += penalty / 2 * at[j] * at[j];
        }
        return sum;
    }

    double[] gradient(double[] at) {
        double[] gradient = new double[weights + 1];
        for (int row = 0; row < labels.length; row++) {
            double logOdds = logOdds(at, row);
            double error = labels[row] ? -probability(-logOdds) : probability(logOdds);
            for (int j = 0; j < weights; j++) {
                gradient[j] += error * features[row][j];
            }
            gradient[weights] += error;
        }
        for (int j = 0; j < weights; j++) {
            gradient[j] += penalty * at[j];
        }
        return gradient;
    }

    double[][] secondDerivatives(double[] at) {
        double[][] second = new double[weights + 1][weights + 1];
        for (int row = 0; row < labels.length; row++) {
            double logOdds = logOdds(at, row);
            double curvature = probability(logOdds) * probability(-logOdds);
            for (int j = 0; j < weights; j++) {
                double slope = curvature * features[row][j];
                for (int k = 0; k <= j; k++) {
                    second[j][k] += slope * features[row][k];
                }
                second[weights][j] += slope;
            }
            second[weights][weights] += curvature;
        }
        for (int j = 0; j <= weights; j++) {
            second[j][j] += j < weights ? penalty : 0;
            for (int k = 0; k < j; k++) {
                second[k][j] = second[j][k];
            }
        }
        return second;
    }

    private double logOdds(double[] at, int row) {
        double sum = at[weights];
        for (int j = 0; j < weights; j++) {
            sum += at[j] * features[row][j];
        }
        return sum;
    }
}

package org.foresale.internal.regression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Linear regression of many labels on the same sparse rows, with a ridge penalty (Hoerl and Kennard 1970): weights and
 * intercept minimise the sum of squared errors plus the penalty times the squared length of the weights.
 *
 * <p>All labels are solved for side by side by conjugate gradients, so that time goes with the features that are not 0,
 * and the matrix of features by features is never made.
 */
public final class RidgeRegression {

    private static final int MAX_STEPS = 200;
    /** What part of the first error conjugate gradients leave over, squared. */
    private static final double LEFT_OVER = 1e-12;
    /** Labels that are solved for at once: enough to walk along lines of memory, few enough to need little of it. */
    private static final int AT_ONCE = 64;

    private final SparseRows rows;
    private final double[] means;
    private final double penalty;

    private RidgeRegression(SparseRows rows, double penalty) {
        this.rows = rows;
        this.penalty = penalty;
        means = new double[rows.columns()];
        for (int row = 0; row < rows.size(); row++) {
            rows.addTo(row, 1. / rows.size(), means);
        }
    }

    /**
     * Fits weights to labels, each scaled to log-odds: a share of p that grows by d has log-odds that grow by about
     * d / (p (1 - p)). The intercept leaves the mean row at 0.
     *
     * @param rows    one row a sample; without any, all weights are 0
     * @param labels  for each sample the targets of which the label is true
     * @param targets number of targets
     * @param penalty above 0
     * @return the weights
     * @throws IllegalArgumentException if the numbers of rows and labels differ, or if the penalty is not above 0 and
     *     finite
     */
    public static WeightTable fit(SparseRows rows, List<BitSet> labels, int targets, double penalty) {
        if (rows.size() != labels.size()) {
            throw new IllegalArgumentException(rows.size() + " rows for " + labels.size() + " sets of labels");
        }
        if (!(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the penalty is " + penalty + ", not a finite number above 0");
        }
        double[] table = new double[WeightTable.arraySize(rows.columns(), targets)];
        RidgeRegression regression = new RidgeRegression(rows, penalty);
        for (int from = 0; from < targets; from += AT_ONCE) {
            regression.fit(labels, from, Math.min(from + AT_ONCE, targets), targets, table);
        }
        return WeightTable.of(rows.columns(), targets, table);
    }

    /** Fits some of the targets and puts them into the table. */
    private void fit(List<BitSet> labels, int from, int to, int targets, double[] table) {
        int some = to - from;
        double[] shares = new double[some];
        double[] ones = new double[some];
        double[] right = new double[rows.columns() * some];
        for (int row = 0; row < rows.size(); row++) {
            Arrays.setAll(ones, t -> 0);
            for (int t = labels.get(row).nextSetBit(from); t >= 0 && t < to; t = labels.get(row).nextSetBit(t + 1)) {
                ones[t - from] = 1;
                shares[t - from] += 1. / rows.size();
            }
            rows.addOuterTo(row, ones, right);
        }
        for (int j = 0; j < means.length; j++) {
            for (int t = 0; t < some; t++) {
                right[j * some + t] -= means[j] * rows.size() * shares[t];
            }
        }
        double[] weights = solve(right, some);
        for (int t = 0; t < some; t++) {
            // As if there were one sample more of each label: a target may have none.
            double share = (shares[t] * rows.size() + 1) / (rows.size() + 2);
            for (int j = 0; j < means.length; j++) {
                double weight = weights[j * some + t] / (share * (1 - share));
                table[j * targets + from + t] = weight;
                table[means.length * targets + from + t] -= means[j] * weight;
            }
        }
    }

    /** Solves (centred rows' centred rows + penalty) weights = right. */
    private double[] solve(double[] right, int targets) {
        double[] x = new double[right.length];
        double[] rest = right.clone();
        double[] direction = right.clone();
        double[] size = dots(rest, rest, targets);
        double[] enough = Arrays.stream(size).map(each -> LEFT_OVER * each).toArray();
        for (int step = 0; step < MAX_STEPS && anyAbove(size, enough); step++) {
            double[] bent = bend(direction, targets);
            double[] lengths = over(size, dots(direction, bent, targets));
            for (int k = 0; k < x.length; k += targets) {
                for (int t = 0; t < targets; t++) {
                    x[k + t] += lengths[t] * direction[k + t];
                    rest[k + t] -= lengths[t] * bent[k + t];
                }
            }
            double[] next = dots(rest, rest, targets);
            double[] kept = over(next, size);
            for (int k = 0; k < x.length; k += targets) {
                for (int t = 0; t < targets; t++) {
                    direction[k + t] = rest[k + t] + kept[t] * direction[k + t];
                }
            }
            size = next;
        }
        return x;
    }

    private static boolean anyAbove(double[] numbers, double[] bounds) {
        for (int t = 0; t < numbers.length; t++) {
            if (numbers[t] > bounds[t]) {
                return true;
            }
        }
        return false;
    }

    /** Quotients; 0 where a target is solved, so that nothing is left to divide. */
    private static double[] over(double[] above, double[] below) {
        double[] quotients = new double[above.length];
        for (int t = 0; t < quotients.length; t++) {
            quotients[t] = below[t] > 0 ? above[t] / below[t] : 0;
        }
        return quotients;
    }

    /** The matrix of {@link #solve} times directions. */
    private double[] bend(double[] directions, int targets) {
        double[] bent = new double[directions.length];
        double[] atMean = new double[targets];
        for (int j = 0; j < means.length; j++) {
            for (int t = 0; t < targets; t++) {
                atMean[t] += means[j] * directions[j * targets + t];
                bent[j * targets + t] = penalty * directions[j * targets + t];
            }
        }
        double[] along = new double[targets];
        for (int row = 0; row < rows.size(); row++) {
            for (int t = 0; t < targets; t++) {
                along[t] = -atMean[t];
            }
            rows.addProductTo(row, directions, along);
            rows.addOuterTo(row, along, bent);
        }
        return bent;
    }

    private static double[] dots(double[] first, double[] second, int targets) {
        double[] sums = new double[targets];
        for (int k = 0; k < first.length; k += targets) {
            for (int t = 0; t < targets; t++) {
                sums[t] += first[k + t] * second[k + t];
            }
        }
        return sums;
    }
}

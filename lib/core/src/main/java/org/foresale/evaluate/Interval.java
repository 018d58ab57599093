package org.foresale.evaluate;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Holds an estimate with its confidence interval.
 *
 * @param estimate the estimate
 * @param low      lower bound
 * @param high     upper bound
 * @param level    confidence level: how often such intervals cover the true value, between 0 and 1
 */
public record Interval(double estimate, double low, double high, double level) {

    private static final double LEVEL = .95;
    private static final double ACCURACY = 1e-12;

    /**
     * Checks the bounds and the level.
     *
     * @throws IllegalArgumentException if low is above high, or if the level is not between 0 and 1
     */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high
                    + ": give two numbers, the lower one first");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level is " + level + ", not between 0 and 1");
        }
    }

    /**
     * Returns the exact 95 % interval of a proportion (Clopper and Pearson 1934): from the 2.5 % quantile of the beta
     * distribution B(pn, n - pn + 1) to the 97.5 % quantile of B(pn + 1, n - pn). It covers the true proportion in at
     * least 95 % of cases, however few users or outcomes there are; with so few, the bootstrap underestimates the
     * variation.
     *
     * @param share the proportion p, 0 to 1
     * @param users the number of users n, at least 1; if a user has several samples, they are all assumed to have the
     *              same outcome
     * @return the proportion with its interval
     * @throws IllegalArgumentException if there is no user, or if the proportion is not between 0 and 1
     */
    public static Interval ofShare(double share, int users) {
        return ofShare(share, users, LEVEL);
    }

    /** Computes the exact interval of a share at another level. */
    static Interval ofShare(double share, int users, double level) {
        if (users < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " of " + users
                    + " users: give a share of 0 to 1, of at least 1 user");
        }
        double found = share * users;
        // At 0 and 1 the end is the share itself: the beta distribution has no such shape. Quantiles are found to
        // within their accuracy, so an end may pass the share by as much.
        double low = share == 0 ? 0 : Math.min(share, beta(found, users - found + 1, (1 - level) / 2));
        double high = share == 1 ? 1 : Math.max(share, beta(found + 1, users - found, (1 + level) / 2));
        return new Interval(share, low, high, level);
    }

    private static double beta(double alpha, double beta, double probability) {
        return new BetaDistribution(null, alpha, beta, ACCURACY).inverseCumulativeProbability(probability);
    }

    /** The interval that leaves out as many of the values above as below (Efron 1979), interpolated linearly. */
    static Interval percentile(double estimate, double[] values, double level) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Interval(estimate, quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2), level);
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /**
     * Checks whether a value lies in the interval.
     *
     * @param value the value
     * @return true if it lies between the bounds, both included
     */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /**
     * Returns the standard error of a normal estimate with an interval of this width: (high - low) / 2z, where z is the
     * (1 + level) / 2 quantile of the standard normal distribution.
     *
     * @return the standard error
     */
    public double standardError() {
        return (high - low) / (2 * new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2));
    }

    /**
     * Formats the bounds, for use where the estimate itself is already given.
     *
     * @return for example "[0.861, 0.903]"
     */
    public String range() {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", low, high);
    }

    /**
     * Formats the interval with signs, for differences.
     *
     * @return for example "+0.003 [-0.010, +0.016]"
     */
    public String signed() {
        return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", estimate, low, high);
    }

    /**
     * Formats the level.
     *
     * @return for example "95 %"
     */
    public String percent() {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /**
     * Formats the interval.
     *
     * @return for example "0.883 [0.861, 0.903]"
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %s", estimate, range());
    }
}

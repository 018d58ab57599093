package org.foresale.evaluate;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * An estimate with the range its true value may be in.
 *
 * @param estimate the estimate
 * @param low      lower end of the range
 * @param high     upper end of the range
 * @param level    how often such ranges hold the true value, between 0 and 1
 */
public record Interval(double estimate, double low, double high, double level) {

    private static final double LEVEL = .95;
    private static final double ACCURACY = 1e-12;

    /**
     * An interval.
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
     * Returns the exact interval of 95 % of a share (Clopper and Pearson 1934): from the 2.5 % quantile of the beta
     * distribution B(pn, n - pn + 1) to the 97.5 % quantile of B(pn + 1, n - pn). It holds the true share at least as
     * often as it promises, however few users or outcomes there are; of those, resamples show too little.
     *
     * @param share the share p, 0 to 1
     * @param users how many users n it is a share of, at least 1; of a user with several samples all are taken to say
     *              the same
     * @return the share with its interval
     * @throws IllegalArgumentException if there is no user, or if the share is not between 0 and 1
     */
    public static Interval ofShare(double share, int users) {
        return ofShare(share, users, LEVEL);
    }

    /** Computes the exact interval of a share at another level. */
    static Interval ofShare(double share, int users, double level) {
        if (users < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(share + " of " + users + " users is no share");
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
     * Tells whether a value is in the range.
     *
     * @param value the value
     * @return true from low to high, both included
     */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /**
     * Gives the standard error of a normal estimate with an interval of this width: (high - low) / 2z, with the
     * quantile z of the standard normal distribution that leaves (1 - level) / 2 above it.
     *
     * @return the standard error
     */
    public double standardError() {
        return (high - low) / (2 * new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2));
    }

    /**
     * Returns the range in words, for a place that tells the estimate itself.
     *
     * @return for example "[0.861, 0.903]"
     */
    public String range() {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", low, high);
    }

    /**
     * Returns the interval in words with signs, for differences.
     *
     * @return for example "+0.003 [-0.010, +0.016]"
     */
    public String signed() {
        return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", estimate, low, high);
    }

    /**
     * Returns the level in words.
     *
     * @return for example "95 %"
     */
    public String percent() {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /**
     * Returns the interval in words.
     *
     * @return for example "0.883 [0.861, 0.903]"
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %s", estimate, range());
    }
}

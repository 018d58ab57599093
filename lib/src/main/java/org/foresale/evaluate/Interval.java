package org.foresale.evaluate;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

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
    /** The normal distribution's quantile at 0.975. */
    private static final double Z = 1.959963984540054;

    /**
     * An interval.
     *
     * @param estimate the estimate
     * @param low      lower end of the range
     * @param high     upper end of the range
     * @param level    how often such ranges hold the true value
     * @throws IllegalArgumentException if low is above high, or if the level is not between 0 and 1
     */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level is " + level + ", not between 0 and 1");
        }
    }

    /**
     * The score interval of 95 % of a share (Wilson 1927): (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n). It
     * holds what it promises for few users and rare outcomes, too, of which resamples show too little (Brown, Cai and
     * DasGupta 2001).
     *
     * @param share the share p, 0 to 1
     * @param users how many users n it is a share of, at least 1; of a user with several samples all are taken to say
     *              the same
     * @return the share with its interval
     * @throws IllegalArgumentException if there is no user, or if the share is not between 0 and 1
     */
    public static Interval ofShare(double share, int users) {
        if (users < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(share + " of " + users + " users is no share");
        }
        double squared = Z * Z / users;
        double middle = (share + squared / 2) / (1 + squared);
        double half = Z * Math.sqrt(share * (1 - share) / users + squared / (4 * users)) / (1 + squared);
        // At 0 and 1 the end is the share itself, but for rounding.
        return new Interval(share, share == 0 ? 0 : middle - half, share == 1 ? 1 : middle + half, LEVEL);
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
     * Whether a value is in the range.
     *
     * @param value the value
     * @return true from low to high, both included
     */
    public boolean contains(double value) {
        return value >= low && value <= high;
    }

    /**
     * The range in words, for a place that tells the estimate itself.
     *
     * @return for example "[0.861, 0.903]"
     */
    public String range() {
        return String.format(Locale.ROOT, "[%.3f, %.3f]", low, high);
    }

    /**
     * The interval in words with signs, for differences.
     *
     * @return for example "+0.003 [-0.010, +0.016]"
     */
    public String signed() {
        return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", estimate, low, high);
    }

    /**
     * The level in words.
     *
     * @return for example "95 %"
     */
    public String percent() {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /**
     * The interval in words.
     *
     * @return for example "0.883 [0.861, 0.903]"
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %s", estimate, range());
    }
}

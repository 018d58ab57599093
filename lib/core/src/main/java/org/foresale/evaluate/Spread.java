package org.foresale.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean that never stands alone.
 *
 * @param mean the mean
 * @param sd   standard deviation of the sample (divisor n - 1); NaN for a single value
 * @param n    how many values
 */
public record Spread(double mean, double sd, int n) {

    private static final double LEVEL = .95;

    /**
     * Returns the spread of values.
     *
     * @param values the values
     * @return their mean, standard deviation and number
     * @throws IllegalArgumentException if there is no value
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no value has no mean");
        }
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        return new Spread(mean, Math.sqrt(squares / (values.length - 1)), values.length);
    }

    /**
     * Returns the interval of the mean by Student's t distribution (Student 1908): mean ± t sd / √n, with the quantile
     * t of n - 1 degrees of freedom.
     *
     * @return the mean with its interval of 95 %; empty for a single value
     */
    public Optional<Interval> interval() {
        if (n < 2) {
            return Optional.empty();
        }
        double half = new TDistribution(null, n - 1.).inverseCumulativeProbability((1 + LEVEL) / 2) * sd / Math.sqrt(n);
        return Optional.of(new Interval(mean, mean - half, mean + half, LEVEL));
    }

    /**
     * Tells mean and standard deviation in words, for a place that tells the number of values itself.
     *
     * @return for example "0.873 ± 0.004"; a single value as "0.873"
     */
    public String range() {
        return Double.isNaN(sd) ? String.format(Locale.ROOT, "%.3f", mean)
                : String.format(Locale.ROOT, "%.3f ± %.3f", mean, sd);
    }

    /**
     * Returns the spread in words.
     *
     * @return for example "0.873 ± 0.004 (n = 3)"; a single value as "0.873 (n = 1)"
     */
    @Override
    public String toString() {
        return range() + " (n = " + n + ")";
    }
}

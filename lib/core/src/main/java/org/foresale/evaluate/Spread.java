package org.foresale.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Holds a mean together with its standard deviation and number of values.
 *
 * @param mean the mean
 * @param sd   standard deviation of the sample (divisor n - 1); NaN for a single value
 * @param n    number of values
 */
public record Spread(double mean, double sd, int n) {

    private static final double LEVEL = .95;

    /**
     * Computes the mean and standard deviation of values.
     *
     * @param values the values
     * @return their mean, standard deviation and number
     * @throws IllegalArgumentException if there is no value
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there is no value, so there is no mean");
        }
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        return new Spread(mean, Math.sqrt(squares / (values.length - 1)), values.length);
    }

    /**
     * Returns the confidence interval of the mean by Student's t distribution (Student 1908): mean ± t sd / √n, where t
     * is the 97.5 % quantile with n - 1 degrees of freedom.
     *
     * @return the mean with its 95 % interval; empty for a single value
     */
    public Optional<Interval> interval() {
        if (n < 2) {
            return Optional.empty();
        }
        double half = new TDistribution(null, n - 1.).inverseCumulativeProbability((1 + LEVEL) / 2) * sd / Math.sqrt(n);
        return Optional.of(new Interval(mean, mean - half, mean + half, LEVEL));
    }

    /**
     * Formats mean and standard deviation, for use where the number of values is already given.
     *
     * @return for example "0.873 ± 0.004"; a single value as "0.873"
     */
    public String range() {
        return range("%.3f");
    }

    /**
     * Tells mean and standard deviation of differences in words, the mean with its sign.
     *
     * @return for example "+0.009 ± 0.002"; a single value as "+0.009"
     */
    public String signed() {
        return range("%+.3f");
    }

    private String range(String format) {
        return String.format(Locale.ROOT, format, mean)
                + (Double.isNaN(sd) ? "" : String.format(Locale.ROOT, " ± %.3f", sd));
    }

    /**
     * Formats mean, standard deviation and number of values.
     *
     * @return for example "0.873 ± 0.004 (n = 3)"; a single value as "0.873 (n = 1)"
     */
    @Override
    public String toString() {
        return range() + " (n = " + n + ")";
    }
}

package org.foresale.evaluate;

import java.util.Arrays;
import java.util.Locale;

/**
 * A mean that never stands alone.
 *
 * @param mean the mean
 * @param sd   standard deviation of the sample (divisor n - 1); NaN for a single value
 * @param n    how many values
 */
public record Spread(double mean, double sd, int n) {

    /**
     * The spread of values.
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
     * Mean and standard deviation in words, for a place that tells the number of values itself.
     *
     * @return for example "0.873 ± 0.004"; a single value as "0.873"
     */
    public String range() {
        return Double.isNaN(sd) ? String.format(Locale.ROOT, "%.3f", mean)
                : String.format(Locale.ROOT, "%.3f ± %.3f", mean, sd);
    }

    /**
     * The spread in words.
     *
     * @return for example "0.873 ± 0.004 (n = 3)"; a single value as "0.873 (n = 1)"
     */
    @Override
    public String toString() {
        return range() + " (n = " + n + ")";
    }
}

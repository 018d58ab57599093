package org.foresale.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * A figure and what it is in resamples.
 *
 * @param estimate the figure of the samples themselves
 * @param values   the figure of each resample
 */
record Resamples(double estimate, double[] values) {

    /** The mean of figures that were taken from the same resamples. */
    static Resamples mean(List<Resamples> figures) {
        double[] sum = new double[figures.get(0).values.length];
        figures.forEach(figure -> Arrays.setAll(sum, round -> sum[round] + figure.values[round]));
        return new Resamples(figures.stream().mapToDouble(Resamples::estimate).sum() / figures.size(),
                Arrays.stream(sum).map(value -> value / figures.size()).toArray());
    }

    /** By how much the figure is above another of the same resamples. */
    Resamples less(Resamples other) {
        double[] differences = values.clone();
        Arrays.setAll(differences, round -> differences[round] - other.values[round]);
        return new Resamples(estimate - other.estimate, differences);
    }

    Interval interval(double level) {
        return Interval.percentile(estimate, values, level);
    }

    /**
     * Twice the share of resamples at or beyond 0, on the side with fewer of them: the level at which the interval of
     * the percentiles begins to hold 0. One is added to both counts, so that it is never 0, and errs on the safe side
     * (Davison and Hinkley 1997, Bootstrap Methods and their Application, chapter 4).
     */
    double pValue() {
        long below = Arrays.stream(values).filter(value -> value <= 0).count();
        long above = Arrays.stream(values).filter(value -> value >= 0).count();
        return Math.min(1, 2 * (1. + Math.min(below, above)) / (1 + values.length));
    }
}

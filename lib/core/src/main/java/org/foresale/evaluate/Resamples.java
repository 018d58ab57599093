package org.foresale.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A figure and what it is in resamples.
 *
 * @param estimate the figure of the samples themselves
 * @param values   the figure of each resample
 */
record Resamples(double estimate, double[] values) {

    /** An interval of fewer resamples would tell of those only where the figure is defined. */
    private static final double MIN_DEFINED = .9;

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

    /** The mean over the seeds of a learner, which are drawn anew for each resample, apart on each side. */
    static Resamples overSeeds(List<Resamples> seeds, int side) {
        double[][] weights = Fits.draws(seeds.size(), UserDraws.SEED, side, seeds.get(0).values.length);
        double[] values = new double[weights.length];
        Arrays.setAll(values, round -> IntStream.range(0, seeds.size())
                .mapToDouble(seed -> weights[round][seed] * seeds.get(seed).values[round]).sum());
        return new Resamples(seeds.stream().mapToDouble(Resamples::estimate).average().orElseThrow(), values);
    }

    /** The resamples, moved so that their mean is the figure of the samples. */
    Resamples centred() {
        double bias = Arrays.stream(values).filter(Double::isFinite).average().orElse(estimate) - estimate;
        return new Resamples(estimate, Arrays.stream(values).map(value -> value - bias).toArray());
    }

    /**
     * The resamples of a distance, which is never below 0, and which the draw of a resample makes larger: moved so that
     * the mean of their squares is the square of the samples' own distance.
     */
    Resamples ofDistance() {
        Resamples squares = new Resamples(estimate * estimate, Arrays.stream(values).map(value -> value * value)
                .toArray()).centred();
        return new Resamples(estimate, Arrays.stream(squares.values).map(square -> Math.sqrt(Math.max(0, square)))
                .toArray());
    }

    /** Only the resamples that have the figure; empty if the samples have none, or more than a tenth of these. */
    Optional<Resamples> defined() {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        return Double.isFinite(estimate) && finite.length >= MIN_DEFINED * values.length
                ? Optional.of(new Resamples(estimate, finite)) : Optional.empty();
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

    /**
     * How surely the figure is 0 by Student's t (1908): the estimate over the standard deviation of the resamples, with
     * one degree of freedom less than there are users. {@link #pValue()} is never below 2 over the resamples, which is
     * too much for {@link Holm} to find anything among hundreds of comparisons. Where all resamples are the same there
     * is nothing to divide by, and it is that one.
     */
    double pValue(int users) {
        double error = Spread.of(values).sd();
        return error > 0 ? Math.max(Double.MIN_NORMAL, 2 * new TDistribution(null, Math.max(1, users - 1))
                .cumulativeProbability(-Math.abs(estimate) / error)) : pValue();
    }
}

package org.foresale.study;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import org.foresale.study.Results.Figure;

/**
 * What one network costs until its validation loss is at or below a bound, over what another costs.
 *
 * <p>Ratios are averaged by their logarithms: half and double are as far from one. Where the other network never gets
 * there, all of its training counts, which is less than it would need: the ratio is then at most what is said.
 *
 * @param loss     the bound
 * @param values   the ratio for each seed with which the first gets there
 * @param seeds    how many seeds there are
 * @param censored with how many of these the other never gets there
 */
record SpeedRatio(double loss, double[] values, int seeds, int censored) {

    /** Student's interval of fewer is wide, and takes the ratios for normal. */
    static final int MIN_SEEDS = 10;

    private Spread logs() {
        return Spread.of(DoubleStream.of(values).map(Math::log).toArray());
    }

    /** The geometric mean. */
    double mean() {
        return Math.exp(logs().mean());
    }

    /** Student's interval (1908) of the mean logarithm over the seeds, as a ratio; empty if too few get there. */
    Optional<Interval> interval() {
        return values.length < MIN_SEEDS ? Optional.empty() : logs().interval().map(logs -> new Interval(
                Math.exp(logs.estimate()), Math.exp(logs.low()), Math.exp(logs.high()), logs.level()));
    }

    /** For example "0.319 [0.260, 0.379]". */
    String words() {
        return values.length == 0 ? "" : (censored > 0 ? "at most " : "") + interval().map(Interval::toString)
                .orElseGet(() -> String.format(Locale.ROOT, "%.3f (no interval of fewer than %d seeds)", mean(),
                        MIN_SEEDS));
    }

    /** For example "9 of 10". */
    String there() {
        return values.length + " of " + seeds;
    }

    /** The bound as it is named everywhere, such as "0.60". */
    static String named(double loss) {
        String shown = String.format(Locale.ROOT, "%.2f", loss);
        return Double.parseDouble(shown) == loss ? shown : String.valueOf(loss);
    }

    Figure figure(double tolerance) {
        Map<String, Double> beside = new LinkedHashMap<>();
        beside.put("n", (double) values.length);
        beside.put("seeds", (double) seeds);
        beside.put("censored", (double) censored);
        interval().ifPresent(interval -> {
            beside.put("low", interval.low());
            beside.put("high", interval.high());
        });
        return new Figure(mean(), beside, tolerance);
    }
}

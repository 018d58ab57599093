package org.foresale.study;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import org.foresale.study.Results.Figure;

/**
 * What one network costs until its validation loss is at or below a bound, over what another costs.
 *
 * @param loss   the bound
 * @param values the ratio for each seed with which both get there
 * @param seeds  how many seeds there are
 */
record SpeedRatio(double loss, double[] values, int seeds) {

    /** Student's interval of fewer is wide, and takes the ratios for normal. */
    static final int MIN_SEEDS = 10;

    /** The interval of the mean over the seeds (Student 1908); empty if too few of them get there. */
    Optional<Interval> interval() {
        return values.length < MIN_SEEDS ? Optional.empty() : Spread.of(values).interval();
    }

    /** For example "0.319 [0.260, 0.379]". */
    String words() {
        return values.length == 0 ? "" : interval().map(Interval::toString)
                .orElseGet(() -> Spread.of(values).range() + " (no interval of fewer than " + MIN_SEEDS + " seeds)");
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
        Spread spread = Spread.of(values);
        Map<String, Double> beside = new LinkedHashMap<>();
        if (spread.n() > 1) {
            beside.put("sd", spread.sd());
        }
        beside.put("n", (double) spread.n());
        beside.put("seeds", (double) seeds);
        interval().ifPresent(interval -> {
            beside.put("low", interval.low());
            beside.put("high", interval.high());
        });
        return new Figure(spread.mean(), beside, tolerance);
    }
}

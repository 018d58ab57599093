package org.foresale.insight.timing;

import java.util.Arrays;

/**
 * When a user buys next, as far as a horizon reaches; what lies beyond it is infinite.
 *
 * @param low  the day up to which one user in ten has bought, in days from the cut on, the first of which is 1
 * @param mid  the median
 * @param high the day up to which nine in ten have bought
 * @param held the probability of the days from low to high: 0.8 if both lie before the horizon, more if one lies beyond
 */
record DaysUntil(double low, double mid, double high, double held) {

    private static final double LOW = .1;
    private static final double MID = .5;
    private static final double HIGH = .9;

    /** Of the probabilities to buy within some numbers of days, both rising. */
    static DaysUntil of(int[] days, double[] probabilities) {
        double low = quantile(days, probabilities, LOW);
        double high = quantile(days, probabilities, HIGH);
        double within = Arrays.stream(probabilities).max().orElse(0);
        double held = Double.isInfinite(low) ? 1 - within : Double.isInfinite(high) ? 1 - LOW : HIGH - LOW;
        return new DaysUntil(low, quantile(days, probabilities, MID), high, held);
    }

    /** Interpolated linearly; a probability that falls from one number of days to a larger one counts as the former. */
    private static double quantile(int[] days, double[] probabilities, double share) {
        double before = 0;
        double from = 0;
        for (int i = 0; i < days.length; i++) {
            double probability = Math.max(before, probabilities[i]);
            if (probability >= share) {
                return Math.max(1, from + (days[i] - from) * (share - before) / (probability - before));
            }
            before = probability;
            from = days[i];
        }
        return Double.POSITIVE_INFINITY;
    }
}

package org.foresale.insight.timing;

/**
 * When a user buys next, as far as a horizon reaches; what lies beyond it is infinite.
 *
 * @param low  the day up to which one user in ten has bought, in days from the cut on, the first of which is 1
 * @param mid  the median
 * @param high the day up to which nine in ten have bought
 * @param held the probability of the whole days from low to high, both counted: 0.8 or a little more if they lie before
 *             the horizon, more if one lies beyond
 */
record DaysUntil(double low, double mid, double high, double held) {

    private static final double LOW = .1;
    private static final double MID = .5;
    private static final double HIGH = .9;

    /** Of the probabilities to buy within some numbers of days, both rising. */
    static DaysUntil of(int[] days, double[] probabilities) {
        double low = quantile(days, probabilities, LOW);
        double high = quantile(days, probabilities, HIGH);
        double until = Double.isInfinite(high) ? 1 : within(days, probabilities, Math.ceil(high));
        double held = until - within(days, probabilities, Math.ceil(low) - 1);
        return new DaysUntil(low, quantile(days, probabilities, MID), high, held);
    }

    /** Whether a whole day lies in the interval: a day is in it if a part of it is. */
    boolean holds(double day) {
        return day >= Math.ceil(low) && day <= Math.ceil(high);
    }

    /** The probability to buy within some days, as the quantiles have it; beyond the horizon that of the horizon. */
    private static double within(int[] days, double[] probabilities, double day) {
        double before = 0;
        double from = 0;
        for (int i = 0; i < days.length; i++) {
            double probability = Math.max(before, probabilities[i]);
            if (day <= days[i]) {
                return before + (probability - before) * (day - from) / (days[i] - from);
            }
            before = probability;
            from = days[i];
        }
        return before;
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

package org.foresale.insight.timing;

/**
 * When a user buys next, as far as a horizon reaches; what lies beyond it is infinite.
 *
 * @param low  the day up to which one user in ten has bought, in days from the cut on, the first of which is 1
 * @param mid  the median
 * @param high the day up to which nine in ten have bought
 */
record DaysUntil(double low, double mid, double high) {

    private static final double LOW = .1;
    private static final double MID = .5;
    private static final double HIGH = .9;

    /** Of the probabilities to buy within some numbers of days, both rising. */
    static DaysUntil of(int[] days, double[] probabilities) {
        return new DaysUntil(quantile(days, probabilities, LOW), quantile(days, probabilities, MID),
                quantile(days, probabilities, HIGH));
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

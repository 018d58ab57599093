package org.foresale.insight.health;

import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.foresale.model.TrainingProfile.Histogram;

/**
 * How far the values of a number have moved from one group of users to another, in the same bins.
 *
 * @param name   which number
 * @param index  the population stability index: the sum over the bins of (q - p) ln(q / p), of the shares p of one
 *               group and q of the other, each count being half a value larger so that no share is 0
 * @param pValue that of the chi-squared test that both groups come from one distribution
 */
record Drift(String name, double index, double pValue) {

    private static final double HALF = .5;

    /**
     * Compares two histograms.
     *
     * @param before the values of training, of which some users have several
     * @param users  how many users these are: counts are scaled to as many values, as those of one user are alike
     * @param now    the values now, one a user
     */
    static Drift of(Histogram before, long users, Histogram now) {
        List<Long> p = before.counts();
        List<Long> q = now.counts();
        double ofBefore = before.size();
        double ofNow = now.size();
        double scale = Math.min(1, users / ofBefore);
        double bins = p.size();
        double index = 0;
        double squares = 0;
        int used = 0;
        for (int bin = 0; bin < p.size(); bin++) {
            double share = (p.get(bin) * scale + HALF) / (ofBefore * scale + HALF * bins);
            double other = (q.get(bin) + HALF) / (ofNow + HALF * bins);
            index += (other - share) * Math.log(other / share);
            double both = p.get(bin) * scale + q.get(bin);
            if (both > 0) {
                used++;
                double all = ofBefore * scale + ofNow;
                double expected = both * ofBefore * scale / all;
                double expectedNow = both * ofNow / all;
                squares += square(p.get(bin) * scale - expected) / expected
                        + square(q.get(bin) - expectedNow) / expectedNow;
            }
        }
        // So small that the distribution gives 0, a p-value is still above it.
        double pValue = used < 2 ? 1 : Math.max(Double.MIN_NORMAL,
                1 - new ChiSquaredDistribution(null, used - 1.0).cumulativeProbability(squares));
        return new Drift(before.name(), index, pValue);
    }

    private static double square(double value) {
        return value * value;
    }
}

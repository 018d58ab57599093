package org.foresale.insight.campaign;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Normal {

    private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

    private Normal() {
    }

    /** How many standard deviations to either side hold a share of all values, such as 1.96 for 0.95. */
    static double quantile(double level) {
        return STANDARD.inverseCumulativeProbability((1 + level) / 2);
    }

    static double cumulative(double z) {
        return STANDARD.cumulativeProbability(z);
    }
}

package org.foresale.insight.campaign;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.foresale.evaluate.Interval;

/**
 * The users of one arm of a randomised campaign, the addressed or those held out, and how many of them bought, stratum
 * by stratum.
 *
 * @param users  number of users in each stratum, at least 1
 * @param buyers number of buyers among them
 */
record Arm(int[] users, int[] buyers) {

    Arm {
        if (users.length == 0 || users.length != buyers.length) {
            throw new IllegalArgumentException(users.length + " strata of users, " + buyers.length + " of buyers");
        }
        for (int i = 0; i < users.length; i++) {
            if (users[i] < 1 || buyers[i] < 0 || buyers[i] > users[i]) {
                throw new IllegalArgumentException(
                        "stratum " + i + " has " + buyers[i] + " buyers of " + users[i] + " users");
            }
        }
    }

    int size() {
        return Arrays.stream(users).sum();
    }

    int found() {
        return Arrays.stream(buyers).sum();
    }

    private double rate(int stratum) {
        return (double) buyers[stratum] / users[stratum];
    }

    /** The weighted mean of the strata's shares of buyers. */
    double rate(double[] weights) {
        return IntStream.range(0, users.length).mapToDouble(i -> weights[i] * rate(i)).sum();
    }

    /**
     * The weighted mean of the strata's shares of buyers with its stratified Wilson interval (Yan and Su 2010): each
     * stratum gets a Wilson interval at a narrower quantile, so that their weighted sum has the level.
     */
    Interval wilson(double[] weights, double level) {
        double z = Normal.quantile(level);
        double squares = 0;
        double roots = 0;
        for (int i = 0; i < users.length; i++) {
            double variance = weights[i] * weights[i] * rate(i) * (1 - rate(i)) / users[i];
            squares += variance;
            roots += Math.sqrt(variance);
        }
        // If no stratum has both buyers and others, there is no variance to share out, and weights stand for it.
        double narrower = roots > 0 ? z * Math.sqrt(squares) / roots
                : z * Math.sqrt(Arrays.stream(weights).map(weight -> weight * weight).sum());
        double low = 0;
        double high = 0;
        for (int i = 0; i < users.length; i++) {
            double n = users[i];
            double centre = (buyers[i] + narrower * narrower / 2) / (n + narrower * narrower);
            double half = narrower / (n + narrower * narrower)
                    * Math.sqrt(n * rate(i) * (1 - rate(i)) + narrower * narrower / 4);
            low += weights[i] * Math.max(0, centre - half);
            high += weights[i] * Math.min(1, centre + half);
        }
        double estimate = rate(weights);
        return new Interval(estimate, Math.min(low, estimate), Math.max(high, estimate), level);
    }
}

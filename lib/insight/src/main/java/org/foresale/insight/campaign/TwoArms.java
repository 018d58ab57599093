package org.foresale.insight.campaign;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.foresale.evaluate.Interval;

/**
 * Two arms of a randomised campaign, compared stratum by stratum.
 *
 * <p>The strata weigh as much as they have users in both arms together. The intervals of difference and ratio are made
 * of the two stratified Wilson intervals by the square-and-add rule (Newcombe 1998; Zou and Donner 2008) and its form
 * for ratios (Donner and Zou 2012).
 *
 * @param addressed the users who were addressed
 * @param heldOut   the users who were not, drawn at random
 */
record TwoArms(Arm addressed, Arm heldOut) {

    private static final int MIN_BUYERS = 5;

    TwoArms {
        if (addressed.users().length != heldOut.users().length) {
            throw new IllegalArgumentException(addressed.users().length + " strata of the addressed, "
                    + heldOut.users().length + " of the held out");
        }
    }

    private double[] weights() {
        double all = addressed.size() + heldOut.size();
        return IntStream.range(0, addressed.users().length)
                .mapToDouble(i -> (addressed.users()[i] + heldOut.users()[i]) / all).toArray();
    }

    Interval rateAddressed(double level) {
        return addressed.wilson(weights(), level);
    }

    Interval rateHeldOut(double level) {
        return heldOut.wilson(weights(), level);
    }

    /** The share of buyers among the addressed less that among the held out. */
    Interval difference(double level) {
        Interval with = rateAddressed(level);
        Interval without = rateHeldOut(level);
        double difference = with.estimate() - without.estimate();
        double below = Math.hypot(with.estimate() - with.low(), without.high() - without.estimate());
        double above = Math.hypot(with.high() - with.estimate(), without.estimate() - without.low());
        return new Interval(difference, difference - below, difference + above, level);
    }

    /** The share of buyers among the addressed over that among the held out; empty if none of those bought. */
    Optional<Interval> ratio(double level) {
        Interval with = rateAddressed(level);
        Interval without = rateHeldOut(level);
        if (without.estimate() == 0 || without.low() == 0) {
            return Optional.empty();
        }
        double product = with.estimate() * without.estimate();
        double low = bound(product, with.low() * (2 * with.estimate() - with.low()),
                without.high() * (2 * without.estimate() - without.high()), -1);
        double high = bound(product, with.high() * (2 * with.estimate() - with.high()),
                without.low() * (2 * without.estimate() - without.low()), 1);
        double ratio = with.estimate() / without.estimate();
        return Double.isFinite(high) ? Optional.of(new Interval(ratio, Math.max(0, Math.min(low, ratio)),
                Math.max(high, ratio), level)) : Optional.empty();
    }

    private static double bound(double product, double ofFirst, double ofSecond, int sign) {
        double root = Math.sqrt(Math.max(0, product * product - ofFirst * ofSecond));
        return (product + sign * root) / ofSecond;
    }

    /**
     * The p-value of Cochran's test that the difference is the same in all strata (1954): chi-squared with one degree
     * of freedom less than there are strata. Only strata of which both arms have at least five buyers are compared;
     * empty if there are fewer than two of those.
     */
    Optional<Double> sameInAllStrata() {
        int[] compared = IntStream.range(0, addressed.users().length)
                .filter(i -> addressed.buyers()[i] >= MIN_BUYERS && heldOut.buyers()[i] >= MIN_BUYERS).toArray();
        if (compared.length < 2) {
            return Optional.empty();
        }
        double weights = 0;
        double weighted = 0;
        double squares = 0;
        for (int i : compared) {
            double difference = share(addressed, i) - share(heldOut, i);
            double weight = 1 / (variance(addressed, i) + variance(heldOut, i));
            weights += weight;
            weighted += weight * difference;
            squares += weight * difference * difference;
        }
        double q = squares - weighted * weighted / weights;
        return Optional.of(1 - new ChiSquaredDistribution(null, compared.length - 1).cumulativeProbability(q));
    }

    private static double share(Arm arm, int i) {
        return (double) arm.buyers()[i] / arm.users()[i];
    }

    private static double variance(Arm arm, int i) {
        double share = (arm.buyers()[i] + 1.0) / (arm.users()[i] + 2.0);
        return share * (1 - share) / arm.users()[i];
    }
}

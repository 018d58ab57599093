package org.foresale.insight;

import org.foresale.evaluate.Interval;

/** Intervals of shares of few users, which never leave 0 to 1. */
final class Wilson {

    private static final double LEVEL = .95;
    /** The normal distribution's quantile at 0.975. */
    private static final double Z = 1.959963984540054;

    private Wilson() {
    }

    /**
     * The score interval of 95 % (Wilson 1927): (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n).
     *
     * @param found how many were found
     * @param among how many were looked at, at least 1
     * @return the share p with its interval
     * @throws IllegalArgumentException if nobody was looked at, or if not 0 to all of them were found
     */
    static Interval interval(int found, int among) {
        if (among < 1 || found < 0 || found > among) {
            throw new IllegalArgumentException(found + " of " + among + " is no share");
        }
        double share = (double) found / among;
        double squared = Z * Z / among;
        double middle = (share + squared / 2) / (1 + squared);
        double half = Z * Math.sqrt(share * (1 - share) / among + squared / (4 * among)) / (1 + squared);
        return new Interval(share, Math.max(0, middle - half), Math.min(1, middle + half), LEVEL);
    }
}

package org.foresale.cohort;

/** How users without a sign of need are chosen and cut, one for each buyer. */
public enum Negatives {
    /**
     * At one of their own shopping days, so that the cuts follow the buyers' feature days in bins of two weeks. Buyers
     * may still be the busier shoppers.
     */
    EVENT {
        @Override
        Pairing pairing() {
            return new EventPairing();
        }
    },
    /**
     * At one of their own shopping days that is like the buyer's feature day: as many earlier shopping days and as long
     * known within a factor of 1.25, as long since the last purchase within a factor of 1.5, at a date within 14 days
     * (nearest neighbour within a caliper, without replacement: Rosenbaum and Rubin 1985). Buyers to whom nobody is
     * alike enough are left out.
     */
    MATCH {
        @Override
        Pairing pairing() {
            return new MatchPairing();
        }
    };

    abstract Pairing pairing();
}

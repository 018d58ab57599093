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
     * At one of their own shopping days that is like the buyer's feature day: about as many earlier shopping days, as long
     * known, as long since the last purchase, at about the same date.
     */
    MATCH {
        @Override
        Pairing pairing() {
            return new MatchPairing();
        }
    };

    abstract Pairing pairing();
}

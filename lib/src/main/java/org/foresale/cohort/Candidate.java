package org.foresale.cohort;

import java.io.Serializable;
import java.util.BitSet;

/**
 * A user of whom a first-need question may make a sample.
 *
 * @param split      the user's split
 * @param featureDay a buyer's feature day, {@value #OTHER} of a user without a sign of need
 * @param days       the days on which the user shops: a buyer's before the feature day, others' all that are known of
 */
record Candidate(Split split, int featureDay, BitSet days) implements Serializable {

    static final int OTHER = -1;

    static Candidate of(Split split, int featureDay, int[] days) {
        BitSet set = new BitSet();
        for (int day : days) {
            set.set(day);
        }
        return new Candidate(split, featureDay, set);
    }

    boolean buys() {
        return featureDay != OTHER;
    }

    /** The shopping days, rising. */
    int[] shoppingDays() {
        int[] shopping = new int[days.cardinality()];
        int n = 0;
        for (int day = days.nextSetBit(0); day >= 0; day = days.nextSetBit(day + 1)) {
            shopping[n++] = day;
        }
        return shopping;
    }
}

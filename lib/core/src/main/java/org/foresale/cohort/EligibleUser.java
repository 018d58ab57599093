package org.foresale.cohort;

import java.io.Serializable;
import java.util.BitSet;

/**
 * A user of whom a first-need question may make a sample.
 *
 * @param split      the user's split
 * @param featureDay a buyer's feature day, {@value #NO_BUYER} of all others
 * @param days       the days on which the user shops before showing a sign of need, as far as they are known
 */
record EligibleUser(Split split, int featureDay, BitSet days) implements Serializable {

    static final int NO_BUYER = -1;

    static EligibleUser of(Split split, int featureDay, int[] days) {
        BitSet set = new BitSet();
        for (int day : days) {
            set.set(day);
        }
        return new EligibleUser(split, featureDay, set);
    }

    boolean buys() {
        return featureDay != NO_BUYER;
    }

    /** The shopping days, rising. */
    int[] shoppingDays() {
        return days.stream().toArray();
    }
}

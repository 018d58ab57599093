package org.foresale.insight.internal;

import java.util.Arrays;
import java.util.List;

/**
 * Holds one characteristic of the users.
 *
 * @param name    name of the characteristic
 * @param numeric whether it is a number; otherwise it has one of several values
 * @param values  its values in order; empty if it is a number
 * @param codes   number or index of the value of each sample; NaN if it is unknown
 */
public record Characteristic(String name, boolean numeric, List<String> values, double[] codes) {

    /**
     * Returns whether the value of a sample is known.
     *
     * @param sample index of the sample
     * @return true if it is known
     */
    public boolean isKnown(int sample) {
        return !Double.isNaN(codes[sample]);
    }

    /** Returns the index of the value of a sample, or the number of values if it is unknown. */
    public int group(int sample) {
        return isKnown(sample) ? (int) codes[sample] : values.size();
    }

    /** Counts the samples whose value is unknown. */
    public int unknown() {
        return (int) Arrays.stream(codes).filter(Double::isNaN).count();
    }
}

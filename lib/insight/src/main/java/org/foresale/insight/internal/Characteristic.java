package org.foresale.insight.internal;

import java.util.Arrays;
import java.util.List;

/**
 * What is known of users in one respect.
 *
 * @param name    name of the characteristic
 * @param numeric whether it is a number, else one of some values
 * @param values  its values in their order; none if it is a number
 * @param codes   for each sample the number, or the place of its value; NaN where it is unknown
 */
public record Characteristic(String name, boolean numeric, List<String> values, double[] codes) {

    /**
     * Tells whether the value of a sample is known.
     *
     * @param sample the sample
     * @return whether it is
     */
    public boolean isKnown(int sample) {
        return !Double.isNaN(codes[sample]);
    }

    /** Returns the place of the value of a sample; as many as there are values if it is unknown. */
    public int group(int sample) {
        return isKnown(sample) ? (int) codes[sample] : values.size();
    }

    /** Counts the samples that have an unknown value. */
    public int unknown() {
        return (int) Arrays.stream(codes).filter(Double::isNaN).count();
    }
}

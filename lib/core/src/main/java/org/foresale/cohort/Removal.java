package org.foresale.cohort;

import java.util.BitSet;

/**
 * Purchases that a sample is to be without.
 *
 * @param sample which of some samples
 * @param lines  the lines to take out of its history, 0 for the oldest; none leaves it as it is
 */
public record Removal(int sample, BitSet lines) {

    /**
     * Keeps the lines as they are now.
     *
     * @param sample which of some samples
     * @param lines  the lines to take out of its history, 0 for the oldest
     * @throws IllegalArgumentException if the sample is below 0
     */
    public Removal {
        if (sample < 0) {
            throw new IllegalArgumentException("samples are numbered from 0, but one is " + sample);
        }
        lines = (BitSet) lines.clone();
    }

    /**
     * Returns the lines to take out.
     *
     * @return their numbers, in a copy
     */
    @Override
    public BitSet lines() {
        return (BitSet) lines.clone();
    }
}

package org.foresale.claims;

import java.util.Comparator;

/**
 * The place of a figure or count that a claim rests on.
 *
 * @param study the name of the results file without its ending
 * @param key   its key in "figures" or "counts" of that file
 */
public record ResultsKey(String study, String key) implements Comparable<ResultsKey> {

    private static final Comparator<ResultsKey> ORDER =
            Comparator.comparing(ResultsKey::study).thenComparing(ResultsKey::key);

    /**
     * Compares by file, then by key.
     *
     * @param other another place
     * @return less than 0 if this one comes first, more if the other does, 0 if they are equal
     */
    @Override
    public int compareTo(ResultsKey other) {
        return ORDER.compare(this, other);
    }
}

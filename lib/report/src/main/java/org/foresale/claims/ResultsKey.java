package org.foresale.claims;

import java.util.Comparator;

/**
 * Identifies a figure or count that a claim is based on.
 *
 * @param study name of the results file without its extension
 * @param key   its key in "figures" or "counts" of that file
 */
public record ResultsKey(String study, String key) implements Comparable<ResultsKey> {

    private static final Comparator<ResultsKey> ORDER =
            Comparator.comparing(ResultsKey::study).thenComparing(ResultsKey::key);

    /**
     * Compares the name of the file, then the key.
     *
     * @param other the key to compare with
     * @return a negative number if this key comes first, a positive number if the other does, 0 if they are equal
     */
    @Override
    public int compareTo(ResultsKey other) {
        return ORDER.compare(this, other);
    }
}

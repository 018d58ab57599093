package org.foresale.spark;

import java.util.OptionalInt;

/**
 * Sets how the lines of a log are distributed over a cluster. The samples and the probabilities do not depend on it.
 *
 * @param partitions   number of partitions of the users, above 0; if empty, one per half a million lines, and at least
 *     one per core
 * @param linesAPart   number of lines from which a part of a partition takes no further user, above 0; the parts of a
 *     partition are in memory one after the other
 * @param linesAUser   maximum number of lines of one user, above 0; this many lines in addition to {@code linesAPart}
 *     may be in memory at once, at about 150 bytes per line
 */
public record SparkSettings(OptionalInt partitions, int linesAPart, int linesAUser) {

    /** Gives the approximate number of lines in a partition if the number of partitions is not set. */
    public static final int LINES_A_PARTITION = 500_000;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one of them is not above 0
     */
    public SparkSettings {
        if (partitions.orElse(1) < 1 || linesAPart < 1 || linesAUser < 1) {
            throw new IllegalArgumentException(partitions.orElse(1) + " partitions, parts of " + linesAPart
                    + " lines and at most " + linesAUser + " lines a user: all of them are above 0");
        }
    }

    /**
     * Returns settings with as many partitions as the lines need, parts of 250,000 lines, and at most 2,000,000 lines
     * per user.
     *
     * @return the settings
     */
    public static SparkSettings withDefaults() {
        return new SparkSettings(OptionalInt.empty(), 250_000, 2_000_000);
    }

    /**
     * Returns a copy of these settings with another number of partitions.
     *
     * @param number number of partitions
     * @return the new settings
     * @throws IllegalArgumentException if the number is not above 0
     */
    public SparkSettings withPartitions(int number) {
        return new SparkSettings(OptionalInt.of(number), linesAPart, linesAUser);
    }

    /**
     * Returns a copy of these settings with parts of another size.
     *
     * @param lines number of lines from which a part takes no further user
     * @return the new settings
     * @throws IllegalArgumentException if the number is not above 0
     */
    public SparkSettings withLinesAPart(int lines) {
        return new SparkSettings(partitions, lines, linesAUser);
    }

    /**
     * Returns a copy of these settings with another maximum for one user.
     *
     * @param lines maximum number of lines of one user
     * @return the new settings
     * @throws IllegalArgumentException if the number is not above 0
     */
    public SparkSettings withLinesAUser(int lines) {
        return new SparkSettings(partitions, linesAPart, lines);
    }
}

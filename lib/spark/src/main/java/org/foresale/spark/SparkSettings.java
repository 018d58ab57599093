package org.foresale.spark;

import java.util.OptionalInt;

/**
 * How the lines of a log are spread over a cluster. The samples and the probabilities do not depend on it.
 *
 * @param partitions   into how many partitions the users are put, above 0; if empty, one for each half a million lines,
 *                     and at least one for each core
 * @param linesAPart   from how many lines on a part of a partition takes no further user, above 0; the parts of a
 *                     partition are in memory one after the other
 * @param linesAUser   most lines of one user, above 0: as many more than {@code linesAPart} may be in memory at once,
 *                     at some 150 bytes a line
 */
public record SparkSettings(OptionalInt partitions, int linesAPart, int linesAUser) {

    /** How many lines there are in a partition, about, where nobody says how many partitions there are to be. */
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
     * Returns settings with as many partitions as the lines need, parts of 250,000 lines, at most 2,000,000 lines a
     * user.
     *
     * @return the settings
     */
    public static SparkSettings withDefaults() {
        return new SparkSettings(OptionalInt.empty(), 250_000, 2_000_000);
    }

    /**
     * Returns a copy of these settings with another number of partitions.
     *
     * @param number how many
     * @return the new settings
     * @throws IllegalArgumentException if the number is not above 0
     */
    public SparkSettings withPartitions(int number) {
        return new SparkSettings(OptionalInt.of(number), linesAPart, linesAUser);
    }

    /**
     * Returns a copy of these settings with parts of another size.
     *
     * @param lines from how many lines on a part takes no further user
     * @return the new settings
     * @throws IllegalArgumentException if the number is not above 0
     */
    public SparkSettings withLinesAPart(int lines) {
        return new SparkSettings(partitions, lines, linesAUser);
    }

    /**
     * Returns a copy of these settings with another limit for one user.
     *
     * @param lines most lines of one user
     * @return the new settings
     * @throws IllegalArgumentException if the number is not above 0
     */
    public SparkSettings withLinesAUser(int lines) {
        return new SparkSettings(partitions, linesAPart, lines);
    }
}

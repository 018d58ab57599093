package org.foresale.log.internal;

import java.util.Arrays;

/** Makes the column headings of a table unique. */
public final class Headings {

    private Headings() {
    }

    /**
     * Returns a name from data as a column heading that differs from the other headings of the table. Upper and lower
     * case are not distinguished.
     *
     * @param name  the name
     * @param means the content of the column, which is appended if the name is already used
     * @param taken the other headings
     * @return the name, with the content appended if necessary
     */
    public static String of(String name, String means, String... taken) {
        String heading = name;
        while (Arrays.stream(taken).anyMatch(heading::equalsIgnoreCase)) {
            heading = heading + " (" + means + ")";
        }
        return heading;
    }
}

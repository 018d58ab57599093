package org.foresale.log.internal;

import java.util.Arrays;

/** Names of a table's columns, some of which come from data. */
public final class Headings {

    private Headings() {
    }

    /**
     * Returns a name from data as the heading of a column, unlike the others of its table; small and capital letters
     * make no difference.
     *
     * @param name  the name
     * @param means what the column holds, to be added if the name is taken
     * @param taken the other headings
     * @return the name, perhaps with what it means
     */
    public static String of(String name, String means, String... taken) {
        String heading = name;
        while (Arrays.stream(taken).anyMatch(heading::equalsIgnoreCase)) {
            heading = heading + " (" + means + ")";
        }
        return heading;
    }
}

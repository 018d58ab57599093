package org.foresale.log;

import java.util.Collection;
import java.util.List;

/** Checks of arguments at the door; each message holds the offending value. */
final class Arguments {

    private static final int LONGEST_SHOWN = 60;
    private static final int MOST_LISTED = 20;

    private Arguments() {
    }

    static String text(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is " + (value == null ? "null" : "blank"));
        }
        return value;
    }

    static int index(String what, int value, int size) {
        if (value < 0 || value >= size) {
            throw new IndexOutOfBoundsException(what + " " + value + " is not in 0 to " + (size - 1));
        }
        return value;
    }

    /** A value from outside, cut so that a message stays one readable line. */
    static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }

    static String listed(Collection<String> names) {
        List<String> shown = names.stream().limit(MOST_LISTED).map(Arguments::shown).toList();
        String rest = names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "";
        return String.join(", ", shown) + rest;
    }
}

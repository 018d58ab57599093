package org.foresale.log;

import java.util.Collection;
import java.util.List;

/** Checks of arguments at the door; each message holds the offending value. */
final class Arguments {

    private static final int MAX_LISTED = 20;

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

    static String listed(Collection<String> names) {
        List<String> shown = names.stream().limit(MAX_LISTED).map(OneLine::of).toList();
        String rest = names.size() > MAX_LISTED ? " and " + (names.size() - MAX_LISTED) + " more" : "";
        return String.join(", ", shown) + rest;
    }
}

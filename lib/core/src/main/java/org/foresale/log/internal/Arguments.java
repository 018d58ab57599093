package org.foresale.log.internal;

import java.util.Collection;
import java.util.List;

/** Checks arguments; each message contains the offending value. */
public final class Arguments {

    private static final int MAX_LISTED = 20;

    private Arguments() {
    }

    /**
     * Rejects a text that is null or blank.
     *
     * @param what  description of the argument, for the message
     * @param value the text
     * @return the text
     * @throws IllegalArgumentException if it is null or blank
     */
    public static String text(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is " + (value == null ? "null" : "blank"));
        }
        return value;
    }

    /**
     * Rejects null.
     *
     * @param what  description of the argument, for the message
     * @param value the value
     * @param <T>   type of the value
     * @return the value
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T given(String what, T value) {
        if (value == null) {
            throw new IllegalArgumentException("the " + what + " is null");
        }
        return value;
    }

    /**
     * Rejects an index that is out of range.
     *
     * @param what  description of the index, for the message
     * @param value the index
     * @param size  number of elements
     * @return the index
     * @throws IndexOutOfBoundsException if it is not in 0 to size - 1
     */
    public static int index(String what, int value, int size) {
        if (value < 0 || value >= size) {
            throw new IndexOutOfBoundsException(what + " " + value + " is not in 0 to " + (size - 1));
        }
        return value;
    }

    /**
     * Lists names for a message.
     *
     * @param names the names; they may come from untrusted input
     * @return the first names, each shortened to one line, and the number of the others
     */
    public static String listed(Collection<String> names) {
        List<String> shown = names.stream().limit(MAX_LISTED).map(OneLine::of).toList();
        String rest = names.size() > MAX_LISTED ? " and " + (names.size() - MAX_LISTED) + " more" : "";
        return String.join(", ", shown) + rest;
    }
}

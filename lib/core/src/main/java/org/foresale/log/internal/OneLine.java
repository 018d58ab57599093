package org.foresale.log.internal;

/** Makes untrusted text, such as the name of a class, safe to show in one line. */
public final class OneLine {

    private static final int LONGEST = 60;
    /** Controls, ends of lines, and marks that turn the direction of what follows. */
    private static final String UNFIT = "[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]";

    private OneLine() {
    }

    /**
     * Returns a text in one line.
     *
     * @param text the text
     * @return the text with spaces instead of control characters, line breaks and marks of writing direction, shortened
     *     to 60 whole characters
     */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * Returns a text in one line, shortened to a number of characters.
     *
     * @param text    the text
     * @param longest maximum number of characters
     * @return the text with spaces instead of control characters, line breaks and marks of writing direction; no
     *     character is cut in half
     */
    public static String of(String text, int longest) {
        String line = text.replaceAll(UNFIT, " ");
        return line.codePointCount(0, line.length()) <= longest ? line
                : line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
    }
}

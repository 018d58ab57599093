package org.foresale.log.internal;

/** A text from outside, such as the name of a class, made fit to be read in a line of text. */
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
     * @return the text with blanks for what would break or turn the line, cut after 60 characters, none of them in half
     */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * Returns a text in one line, cut after a number of characters.
     *
     * @param text    the text
     * @param longest how many characters are kept
     * @return the text with blanks for what would break or turn the line; none of its characters is cut in half
     */
    public static String of(String text, int longest) {
        String line = text.replaceAll(UNFIT, " ");
        return line.codePointCount(0, line.length()) <= longest ? line
                : line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
    }
}

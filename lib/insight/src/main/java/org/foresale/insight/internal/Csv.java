package org.foresale.insight.internal;

/**
 * Cells of a CSV file (RFC 4180, 2005) that a spreadsheet shows as they are.
 *
 * <p>A spreadsheet takes a cell for a formula that begins with = + - @ or with a tab, carriage return or line feed,
 * even behind blanks and in other forms of these characters; an apostrophe before it makes it text (OWASP, CSV
 * Injection).
 */
public final class Csv {

    /** What a formula begins with: ASCII, full-width and small forms, the minus sign, and what is cut away at times. */
    private static final String BEGINS = "=+-@＝＋－＠﹦﹢﹣﹫−\t\r\n";
    private static final String QUOTED = ",;\"'\t\r\n";

    private Csv() {
    }

    /**
     * Appends a text as a cell.
     *
     * @param line the line so far
     * @param text the text; may hold anything
     */
    public static void cell(StringBuilder line, String text) {
        boolean defused = isFormula(text);
        if (!defused && !needsQuotes(text)) {
            line.append(text);
            return;
        }
        line.append(defused ? "\"'" : "\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c == '"' ? "\"\"" : c);
        }
        line.append('"');
    }

    private static boolean isFormula(String text) {
        int first = 0;
        while (first < text.length() && isBlank(text.charAt(first)) && BEGINS.indexOf(text.charAt(first)) < 0) {
            first++;
        }
        return first < text.length() && BEGINS.indexOf(text.charAt(first)) >= 0;
    }

    /** What a reader may take away before it looks at a cell: blanks of all kinds, controls and invisible marks. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (QUOTED.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return !text.equals(text.strip());
    }
}

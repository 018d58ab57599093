package org.foresale.log;

import java.util.regex.Pattern;

/**
 * Lists the number formats, by decimal separator and thousands separator. Currency symbols and codes before or after a
 * number are ignored. A number in parentheses, or with a minus sign after it, is negative.
 */
public enum NumberStyle {

    /** Format of 1234.50: decimal point, no thousands separator. */
    PLAIN("1234.50", "", '.'),
    /** Format of 1,234.50 or 1'234.50: decimal point, with a thousands separator. */
    POINT("1,234.50", "[,'’ \\u00A0\\u202F]", '.'),
    /** Format of 1.234,50 or 1 234,50: decimal comma, with a thousands separator. */
    COMMA("1.234,50", "[.'’ \\u00A0\\u202F]", ',');

    private static final Pattern AROUND = Pattern.compile("^(?:\\p{Sc}|[A-Z]{3}(?!\\p{L}))?[ \\u00A0\\u202F]?(.*?)"
            + "[ \\u00A0\\u202F]?(?:\\p{Sc}|(?<!\\p{L})[A-Z]{3})?$");

    private final String text;
    private final Pattern number;
    private final String parts;
    private final char decimals;

    NumberStyle(String text, String parts, char decimals) {
        this.text = text;
        this.parts = parts;
        this.decimals = decimals;
        String point = Pattern.quote(String.valueOf(decimals));
        String whole = parts.isEmpty() ? "\\d+" : "(?:\\d+|[1-9]\\d{0,2}(?:" + parts + "\\d{3})+)";
        this.number = Pattern.compile("(?:" + whole + "(?:" + point + "\\d*)?|" + point + "\\d+)"
                + "(?:[eE][+-]?\\d{1,3})?");
    }

    /**
     * Reads a number.
     *
     * @param cell its text
     * @return the number; NaN if the text is none in this style
     */
    double read(String cell) {
        if (isPlain(cell)) {
            return Double.parseDouble(cell.replace(decimals, '.'));
        }
        String clean = cell;
        boolean negative = false;
        if (clean.startsWith("(") && clean.endsWith(")")) {
            negative = true;
            clean = clean.substring(1, clean.length() - 1);
        }
        var around = AROUND.matcher(clean);
        clean = around.matches() ? around.group(1) : clean;
        if (!negative && !clean.isEmpty() && (clean.charAt(0) == '-' || clean.charAt(0) == '+'
                || clean.charAt(0) == '−')) {
            negative = clean.charAt(0) != '+';
            clean = clean.substring(1);
            around = AROUND.matcher(clean);
            clean = around.matches() ? around.group(1) : clean;
        } else if (!negative && clean.endsWith("-")) {
            negative = true;
            clean = clean.substring(0, clean.length() - 1);
        }
        if (!number.matcher(clean).matches()) {
            return Double.NaN;
        }
        String plain = parts.isEmpty() ? clean : clean.replaceAll(parts, "");
        double read = Double.parseDouble(plain.replace(decimals, '.'));
        return negative ? -read : read;
    }

    /** Whether it is digits with at most one decimal separator, as most numbers are: such a one needs no pattern. */
    private boolean isPlain(String cell) {
        int digits = 0;
        for (int i = 0; i < cell.length(); i++) {
            char letter = cell.charAt(i);
            if (letter >= '0' && letter <= '9') {
                digits++;
            } else if (letter != decimals || digits < i) {
                return false;
            }
        }
        return digits > 0;
    }

    /**
     * Returns an example of the format.
     *
     * @return a number in this format
     */
    @Override
    public String toString() {
        return text;
    }
}

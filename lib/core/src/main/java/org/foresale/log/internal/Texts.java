package org.foresale.log.internal;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Normalizes texts in the same way for all sources: texts that look the same are equal, and texts without visible
 * characters are blank.
 */
public final class Texts {

    /** What programs write where there is nothing; in small letters. */
    private static final Set<String> NOTHING = Set.of("null", "\\n", "nan", "(null)", "<null>", "<na>", "#n/a");
    private static final int ASCII = 0x80;
    /** Beyond it, not every whole number is a double. */
    private static final double EXACT = 1L << 53;
    private static final BigDecimal MAY_BE_CUT = BigDecimal.TEN.pow(11);
    /** More than a double has; written out, an exponent could fill the memory. */
    private static final int MAX_DECIMALS = 1_100;
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?(\\d+[.,]\\d+[eE]\\+?|\\d+[eE]\\+)\\d+");

    private Texts() {
    }

    /**
     * Removes invisible characters at both ends: white space such as tabs and no-break spaces, control characters, and
     * zero-width characters such as the byte-order mark. The text is normalized to Unicode NFC (Unicode Standard Annex
     * 15).
     *
     * @param text a text
     * @return the normalized text; empty if nothing is left
     */
    public static String clean(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isUnseen(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (start < end && isUnseen(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        String seen = start == 0 && end == text.length() ? text : text.substring(start, end);
        return isAscii(seen) ? seen : Normalizer.normalize(seen, Normalizer.Form.NFC);
    }

    /**
     * Returns whether {@link #clean} would leave a text unchanged.
     *
     * @param text a text
     * @return true if nothing would be changed
     */
    public static boolean isClean(String text) {
        return clean(text).equals(text);
    }

    private static boolean isUnseen(int letter) {
        return letter <= ' ' || letter >= ASCII - 1 && (Character.isWhitespace(letter) || Character.isSpaceChar(letter)
                || Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the text of a number that is an id or a name. Whole numbers have no decimals.
     *
     * @param number the number
     * @return its digits; numbers that are too large to be exact are in scientific notation
     */
    public static String ofNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return value == Math.rint(value) && Math.abs(value) < EXACT ? Long.toString((long) value)
                    : number.toString();
        }
        if (number instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        return number.toString();
    }

    /**
     * Returns the normalized text of a number that may be an id: 1e3, 1000.0 and 1000 are the same.
     *
     * @param written the number in decimal or scientific notation
     * @return its digits; scientific notation is kept if digits may have been lost, as in spreadsheets with more than
     *     eleven digits
     * @throws NumberFormatException if it is not a number, or if its exponent has more than nine digits
     */
    public static String ofNumber(String written) {
        BigDecimal number = new BigDecimal(written);
        boolean cut = number.scale() < 0 && number.abs().compareTo(MAY_BE_CUT) >= 0;
        return cut || number.scale() > MAX_DECIMALS ? number.toString() : ofNumber(number);
    }

    /**
     * Returns whether a text is a number in scientific notation, such as 1.51592E+18. Spreadsheets write long ids like
     * this, so different ids may become the same.
     *
     * @param text a text that was normalized with {@link #clean}
     * @return true if it is
     */
    public static boolean isScientific(String text) {
        // Few ids have that letter, and a search for it costs far less than a match.
        return (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) && SCIENTIFIC.matcher(text).matches();
    }

    /**
     * Returns whether a text stands for a missing value, such as NULL or \N.
     *
     * @param text a text that was normalized with {@link #clean}
     * @return true if it is blank, or a usual text for missing values
     */
    public static boolean isNothing(String text) {
        return text.isEmpty() || NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns a text in which invisible characters are visible.
     *
     * @param text a text
     * @return the text in quotation marks on one short line, with codes for invisible characters at its ends
     */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        String clean = clean(text);
        int start = Math.max(0, text.indexOf(clean));
        int end = text.startsWith(clean, start) ? start + clean.length() : text.length();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int letter = text.codePointAt(i);
            boolean coded = letter != ' ' && isUnseen(letter) && (i < start || i >= end);
            shown.append(coded ? String.format(Locale.ROOT, "\\u%04X", letter) : Character.toString(letter));
        }
        return '"' + OneLine.of(shown.toString()) + '"';
    }
}

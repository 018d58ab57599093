package org.foresale.log;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Counts how many texts of a column are numbers in each style, and how many mean another number in another style. */
final class NumberEvidence {

    private static final NumberStyle[] STYLES = NumberStyle.values();
    private static final Pattern POINT_OF_DECIMALS = Pattern.compile("-?0+\\.\\d+");
    private static final Pattern COMMA_OF_DECIMALS = Pattern.compile("-?0+,\\d+");
    private static final int LONGEST = 40;
    private static final int MAX_LETTERS = 4;
    private static final int DIGITS_OF_THOUSANDS = 3;
    private static final int LONGEST_LONG = 15;

    private final long[] readable = new long[STYLES.length];
    private final long[] whole = new long[STYLES.length];
    private final double[] min = new double[STYLES.length];
    private final double[] max = new double[STYLES.length];
    private long ones;
    private long differing;
    private Optional<String> example = Optional.empty();

    NumberEvidence() {
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    /** A clean text that is not blank. */
    void add(String text, long lines) {
        if (isWhole(text)) {
            double number = text.length() <= LONGEST_LONG ? Long.parseLong(text) : Double.parseDouble(text);
            for (NumberStyle style : STYLES) {
                count(style, number, lines);
            }
            ones += number == 1 ? lines : 0;
        } else if (isDecimal(text)) {
            double number = Double.parseDouble(text);
            count(NumberStyle.PLAIN, number, lines);
            count(NumberStyle.POINT, number, lines);
            ones += number == 1 ? lines : 0;
        } else if (isLikeANumber(text)) {
            addInStyles(text, lines);
        }
    }

    private void addInStyles(String text, long lines) {
        double[] read = new double[STYLES.length];
        for (NumberStyle style : STYLES) {
            read[style.ordinal()] = isOther(text, style) ? Double.NaN : style.read(text);
            if (!Double.isNaN(read[style.ordinal()])) {
                count(style, read[style.ordinal()], lines);
            }
        }
        double comma = read[NumberStyle.COMMA.ordinal()];
        double point = read[NumberStyle.POINT.ordinal()];
        ones += comma == 1 || point == 1 ? lines : 0;
        if (!Double.isNaN(comma) && !Double.isNaN(point) && comma != point) {
            differing += lines;
            example = example.filter(other -> Coder.ORDER.compare(other, text) <= 0).or(() -> Optional.of(text));
        }
    }

    /** Whether a text is a plain number whose point cannot be one of thousands: most numbers are such, or whole. */
    private static boolean isDecimal(String text) {
        int point = text.indexOf('.');
        int decimals = text.length() - point - 1;
        if (point < 1 || text.length() > LONGEST || decimals == 0 || decimals % DIGITS_OF_THOUSANDS == 0) {
            return false;
        }
        for (int i = text.charAt(0) == '-' && point > 1 ? 1 : 0; i < text.length(); i++) {
            if (i != point && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are digits, no signs of dates, and no more letters than those of a currency and an exponent. */
    private static boolean isLikeANumber(String text) {
        int digits = 0;
        int letters = 0;
        if (text.indexOf('/') >= 0 || text.indexOf(':') >= 0) {
            return false;
        }
        for (int i = 0; i < text.length() && i <= LONGEST; i++) {
            digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
            letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
        }
        return text.length() <= LONGEST && digits > 0 && letters <= MAX_LETTERS;
    }

    /** Nobody writes a nought before thousands: the sign in 0.250 is that of decimals. */
    private static boolean isOther(String text, NumberStyle style) {
        return style == NumberStyle.COMMA && POINT_OF_DECIMALS.matcher(text).matches()
                || style == NumberStyle.POINT && COMMA_OF_DECIMALS.matcher(text).matches();
    }

    private static boolean isWhole(String text) {
        int start = text.charAt(0) == '-' ? 1 : 0;
        boolean whole = text.length() > start && text.length() <= LONGEST;
        for (int i = start; whole && i < text.length(); i++) {
            whole = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return whole;
    }

    private void count(NumberStyle style, double number, long lines) {
        int place = style.ordinal();
        readable[place] += lines;
        whole[place] += number == Math.rint(number) ? lines : 0;
        min[place] = Math.min(min[place], number);
        max[place] = Math.max(max[place], number);
    }

    /** Lines whose text is a number in a style. */
    long readable(NumberStyle style) {
        return readable[style.ordinal()];
    }

    long whole(NumberStyle style) {
        return whole[style.ordinal()];
    }

    double min(NumberStyle style) {
        return min[style.ordinal()];
    }

    double max(NumberStyle style) {
        return max[style.ordinal()];
    }

    /** Lines that say 1. */
    long ones() {
        return ones;
    }

    /** Lines whose text is one number with a decimal comma, and another with a decimal point, as 1.234 is. */
    long differing() {
        return differing;
    }

    /** One of the texts that mean different numbers. */
    Optional<String> example() {
        return example;
    }

    /** The styles that read most of the lines. */
    Set<NumberStyle> best() {
        long most = readable(bestStyle());
        Set<NumberStyle> best = EnumSet.noneOf(NumberStyle.class);
        for (NumberStyle style : STYLES) {
            if (readable(style) == most) {
                best.add(style);
            }
        }
        return best;
    }

    /** The first of the styles that read most of the lines. */
    NumberStyle bestStyle() {
        NumberStyle best = NumberStyle.PLAIN;
        for (NumberStyle style : STYLES) {
            best = readable(style) > readable(best) ? style : best;
        }
        return best;
    }
}

package org.foresale.insight.internal;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders groups that are named by numbers, such as Under 15K, 15-24K, 100-124K; texts without a number come last. */
public final class ByNumberInText {

    /** Compares texts by the first number in them. */
    public static final Comparator<String> ORDER = Comparator.comparingDouble(ByNumberInText::number)
            .thenComparing(ByNumberInText::startsWithDigit).thenComparing(Comparator.naturalOrder());

    /** No longer than what a double tells apart. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

    private ByNumberInText() {
    }

    private static double number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group()) : Double.POSITIVE_INFINITY;
    }

    /** "Under 15K" comes before "15-24K". */
    private static boolean startsWithDigit(String text) {
        return Character.isDigit(text.charAt(0));
    }
}

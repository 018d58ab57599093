package org.foresale.log;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresale.log.internal.OneLine;

/**
 * A pattern of {@link DateTimeFormatter} that tells the whole of a day, and of a time of day if it tells one. Others
 * read a part of a text and drop the rest without a word, as hh does where nothing says whether it is morning.
 */
final class TimePattern {

    /** A text in quotation marks, a letter as often as it is repeated, or a sign. */
    private static final Pattern PIECE = Pattern.compile("'[^']*'?|([A-Za-z])\\1*|.", Pattern.DOTALL);
    /** As POSIX has it: 69 to 99 lie in the 20th century, 00 to 68 in the 21st. */
    private static final int FIRST_OF_TWO_DIGITS = 1969;
    private static final int TWO = 2;
    private static final int FOUR = 4;

    private final String pattern;
    private final List<String> pieces = new ArrayList<>();

    /**
     * Takes a pattern apart.
     *
     * @param pattern a pattern, with names in English
     */
    TimePattern(String pattern) {
        this.pattern = pattern;
        Matcher piece = PIECE.matcher(pattern);
        while (piece.find()) {
            pieces.add(piece.group());
        }
    }

    /**
     * Returns the format.
     *
     * @throws IllegalArgumentException if the pattern is none
     */
    DateTimeFormatter format() {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        StringBuilder others = new StringBuilder();
        for (String piece : pieces) {
            if (piece.equals("yy") || piece.equals("uu")) {
                builder.appendPattern(others.toString()).appendValueReduced(
                        piece.equals("yy") ? ChronoField.YEAR_OF_ERA : ChronoField.YEAR, TWO, TWO, FIRST_OF_TWO_DIGITS);
                others.setLength(0);
            } else {
                others.append(piece);
            }
        }
        return builder.appendPattern(others.toString()).toFormatter(Locale.ENGLISH);
    }

    /**
     * Refuses a pattern that would drop something of a time.
     *
     * @throws IllegalArgumentException if it would; the message has the remedy
     */
    void requireWhole() {
        requireYear();
        requireDay();
        requireTime();
        requireNoName();
    }

    private void requireYear() {
        if (has("Y")) {
            throw refused("Y is the week-based year, which can differ from the calendar year around New Year: write"
                    + " yyyy or yy");
        }
        if (!has("yu")) {
            throw refused("it has no year: add yyyy for years such as 2024, or yy for 24");
        }
        pieces.stream().filter(piece -> isOf(piece, "yu") && piece.length() != TWO && piece.length() != FOUR)
                .findFirst().ifPresent(year -> {
                    throw refused(year + " would read 24 as the year 24: write yyyy for years such as 2024, or yy for"
                            + " 24");
                });
    }

    private void requireDay() {
        if (has("ML") && has("D") && !has("d")) {
            throw refused("D is the day of the year: write d for the day of the month");
        }
        if (!has("ML") && !has("D")) {
            throw refused("it has no month: add M" + (has("m") ? "; m means minutes" : ""));
        }
        if (!has("d") && !has("D")) {
            throw refused("it has no day: add d");
        }
    }

    private void requireTime() {
        if (has("hK") && !has("aB")) {
            throw refused("h and K are hours of a 12-hour clock: write H if hours go up to 23, or add a for AM and PM");
        }
        if (has("msSn") && !has("HkhKAN")) {
            throw refused("it has minutes or seconds but no hour: add H, or write M for months");
        }
        if (!has("mAN") && (has("sSn") || isMonthBehindHour())) {
            throw refused("it has an hour but no minutes: write m; M means months");
        }
        if (has("Sn") && !has("s")) {
            throw refused("S is a fraction of a second: write s for seconds");
        }
    }

    /** As in yyyy-MM-dd HH:MM. */
    private boolean isMonthBehindHour() {
        List<String> letters = pieces.stream().filter(piece -> piece.matches("[A-Za-z]+")).toList();
        boolean behind = false;
        for (int i = 1; i < letters.size(); i++) {
            behind |= isOf(letters.get(i), "ML") && isOf(letters.get(i - 1), "HkhK");
        }
        return behind && letters.stream().filter(letter -> isOf(letter, "ML")).count() > 1;
    }

    /** A name such as CST or IST is that of several zones, and tells no offset. */
    private void requireNoName() {
        if (has("zvV") && !has("XxZO")) {
            throw refused("the name of a time zone does not determine the offset from UTC: use an offset in the source,"
                    + " read by XXX or Z. To ignore the zone, put its name in single quotes, such as 'PST'");
        }
    }

    private boolean has(String letters) {
        return pieces.stream().anyMatch(piece -> isOf(piece, letters));
    }

    private static boolean isOf(String piece, String letters) {
        return letters.indexOf(piece.charAt(0)) >= 0;
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("the date format \"" + OneLine.of(pattern) + "\" would ignore part of a"
                + " time: " + why);
    }
}

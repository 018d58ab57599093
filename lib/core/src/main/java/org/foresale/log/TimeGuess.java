package org.foresale.log;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The format of a column's times, as far as its texts tell.
 *
 * @param format   what {@link ColumnMapping#withTimeFormat} is to be given; empty if nothing
 * @param question what is asked; empty where the format is known
 * @param reason   what the texts are
 */
record TimeGuess(Optional<String> format, Optional<String> question, String reason) {

    /** Days are counted with fewer digits than dates are written with. */
    private static final double MAX_DAYS = 100_000;

    /** Spreadsheets count days so that this is day 1, and those of shops have numbers between these. */
    private static final String FIRST_OF_SPREADSHEETS = "1899-12-31";
    private static final int MIN_OF_SPREADSHEETS = 30_000;
    private static final int MAX_OF_SPREADSHEETS = 60_000;

    private static final int FIRST_YEAR = 1995;

    static TimeGuess of(ColumnProfile column) {
        if (column.type() == ColumnProfile.Type.TIME) {
            return new TimeGuess(Optional.empty(), Optional.empty(), "times, by the type of " + column.shownName());
        }
        List<TimeFormats.Found> best = column.times().best();
        if (isSpreadsheetDays(column)) {
            return new TimeGuess(Optional.of(TimeFormat.DAYS + FIRST_OF_SPREADSHEETS), Optional.empty(),
                    figures(column));
        }
        if (isDayNumbers(column)) {
            return new TimeGuess(Optional.of(TimeFormat.DAYS + GuessedCall.HOLE), Optional.of("The times in "
                    + column.shownName() + " are " + figures(column) + ": which date is day 1?"), figures(column));
        }
        if (best.size() > 1) {
            String formats = best.stream().map(TimeFormats.Found::text).collect(Collectors.joining(" or "));
            return new TimeGuess(Optional.of(GuessedCall.HOLE), Optional.of("The times in " + column.shownName()
                    + " may be written as " + formats + ": " + best.stream().map(found -> found.text() + " reads "
                    + Figures.percent(found.lines(), column.filled()) + " of them, from " + found.first() + " to "
                    + found.last()).collect(Collectors.joining(", ")) + ". Which is it?"), figures(column));
        }
        Optional<String> format = best.stream().flatMap(found -> found.format().stream()).findFirst();
        return new TimeGuess(format, Optional.empty(), figures(column)
                + (format.filter(text -> text.startsWith("epoch")).isEmpty() ? ""
                : "; they are read as UTC unless withZone names another zone"));
    }

    /** Whether texts are dates beyond doubt, and no numbers. */
    static boolean isDates(ColumnProfile column) {
        return column.areAlmostAll(column.timeLines()) && !column.areAlmostAll(column.numberLines());
    }

    /** Whether texts count the seconds since 1970, or parts of them, and mean years of shops on the web. */
    static boolean isEpoch(ColumnProfile column) {
        List<TimeFormats.Found> best = column.times().best();
        return column.type() != ColumnProfile.Type.TIME && column.areAlmostAll(column.timeLines()) && best.size() == 1
                && best.get(0).text().startsWith("epoch") && best.get(0).first().getYear() >= FIRST_YEAR;
    }

    /** Whether texts are plain whole numbers, as days are counted. */
    static boolean isDayNumbers(ColumnProfile column) {
        return column.type() != ColumnProfile.Type.TIME && !column.areAlmostAll(column.timeLines())
                && column.areAlmostAll(column.numbers().whole(NumberStyle.PLAIN))
                && column.numbers().min(NumberStyle.PLAIN) >= 0 && column.numbers().max(NumberStyle.PLAIN) < MAX_DAYS;
    }

    /** Whether days are counted as in spreadsheets: a shop whose first day is day 1 has not been open that long. */
    private static boolean isSpreadsheetDays(ColumnProfile column) {
        return isDayNumbers(column) && column.numbers().min(NumberStyle.PLAIN) >= MIN_OF_SPREADSHEETS
                && column.numbers().max(NumberStyle.PLAIN) < MAX_OF_SPREADSHEETS;
    }

    private static LocalDate day(double number) {
        return LocalDate.parse(FIRST_OF_SPREADSHEETS).plusDays((long) number - 1);
    }

    /** What is put into a mapping in place of its time, where the format is told beside the column; blank if not. */
    static String piece(ColumnProfile column) {
        TimeGuess guess = of(column);
        return guess.format.map(format -> ": .time(" + ColumnMapping.quoted(column.name()) + ") with .withTimeFormat("
                + ColumnMapping.quoted(format) + ")").orElse("")
                + guess.question.map(question -> ". " + question).orElse("");
    }

    /** What the texts are, in words. */
    static String figures(ColumnProfile column) {
        if (column.type() == ColumnProfile.Type.TIME) {
            return "times, by the type of the column, " + column.differentText();
        }
        if (isDayNumbers(column)) {
            return "whole numbers from " + Figures.number(column.numbers().min(NumberStyle.PLAIN)) + " to "
                    + Figures.number(column.numbers().max(NumberStyle.PLAIN)) + (!isSpreadsheetDays(column) ? ""
                    : ", as spreadsheets count days: from " + day(column.numbers().min(NumberStyle.PLAIN)) + " to "
                    + day(column.numbers().max(NumberStyle.PLAIN)));
        }
        List<TimeFormats.Found> best = column.times().best();
        if (best.isEmpty()) {
            return "no dates in a known format";
        }
        return Figures.most(best.get(0).lines(), column.filled()) + " are times in the format "
                + best.stream().map(TimeFormats.Found::text).collect(Collectors.joining(" or "))
                + (best.size() > 1 ? "" : ", from " + best.get(0).first() + " to " + best.get(0).last())
                + (column.times().contradicting() == 0 ? "" : ", but in "
                        + Figures.part(column.times().contradicting(), column.times().dates(), "lines")
                        + " the date does not fit this format");
    }
}

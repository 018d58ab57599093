package org.foresale.log;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresale.log.internal.Texts;

/**
 * How numbers are written, as far as the columns of quantity and value together tell.
 *
 * @param style    the style; empty where it is asked
 * @param question what is asked; empty where the style is known
 * @param reason   what the texts are
 */
record NumberGuess(Optional<NumberStyle> style, Optional<String> question, String reason) {

    /**
     * Guesses the style of some columns.
     *
     * @param columns those of the quantity and the value, as far as there are
     */
    static NumberGuess of(List<ColumnProfile> columns) {
        List<ColumnProfile> texts = columns.stream().filter(column -> column.type() == ColumnProfile.Type.TEXT)
                .toList();
        if (texts.isEmpty()) {
            return known(NumberStyle.PLAIN, columns.isEmpty() ? "no column of numbers" : "numbers, by the type of the"
                    + " column");
        }
        Set<NumberStyle> styles = EnumSet.allOf(NumberStyle.class);
        texts.forEach(column -> styles.retainAll(column.numbers().best()));
        String figures = texts.stream().map(column -> column.shownName() + ": " + figures(column))
                .collect(Collectors.joining("; "));
        if (styles.isEmpty()) {
            return new NumberGuess(Optional.empty(), Optional.of("The number columns use different formats (" + figures
                    + "). Which format is right, or can a query make them uniform?"), figures);
        }
        NumberStyle first = styles.iterator().next();
        Optional<ColumnProfile> differing = texts.stream().filter(column -> column.numbers().differing() > 0)
                .findFirst();
        if (differing.isEmpty() || styles.size() == 1 || !styles.contains(NumberStyle.COMMA)) {
            return known(first, figures);
        }
        ColumnProfile column = differing.get();
        String text = column.numbers().example().orElse("");
        return new NumberGuess(Optional.empty(), Optional.of("Are the numbers in " + column.shownName() + " written"
                + " like " + first + " or like " + NumberStyle.COMMA + "? In "
                + Figures.part(column.numbers().differing(), column.filled(), "cells")
                + ", a separator is followed by exactly three digits. It may be the decimal separator or the thousands"
                + " separator: \""
                + text + "\" is " + first.read(text) + " with " + first.name() + " and " + NumberStyle.COMMA.read(text)
                + " with " + NumberStyle.COMMA.name() + "."), figures);
    }

    private static NumberGuess known(NumberStyle style, String reason) {
        return new NumberGuess(Optional.of(style), Optional.empty(), reason);
    }

    /** What the texts of a column are, in words. */
    static String figures(ColumnProfile column) {
        NumberStyle best = column.numbers().bestStyle();
        if (column.numberLines() == 0) {
            return "no numbers" + others(column);
        }
        return Figures.most(column.numberLines(), column.filled()) + " are numbers"
                + (best == NumberStyle.PLAIN ? "" : " written like " + best) + ", from "
                + Figures.number(column.numbers().min(best)) + " to " + Figures.number(column.numbers().max(best))
                + others(column);
    }

    /** The most frequent of the texts that are no numbers, with how many lines have one; blank if all are numbers. */
    private static String others(ColumnProfile column) {
        NumberStyle best = column.numbers().bestStyle();
        long others = column.filled() - column.numberLines();
        return others == 0 || column.type() == ColumnProfile.Type.TIME ? "" : column.frequent().kept().stream()
                .map(FrequentTexts.Counted::text).filter(text -> Double.isNaN(best.read(text))).findFirst()
                .map(text -> "; " + LogTables.count(others) + (others == 1 ? " cell is not a number, "
                        : " cells are not numbers, such as ") + Texts.shown(text)).orElse("");
    }
}

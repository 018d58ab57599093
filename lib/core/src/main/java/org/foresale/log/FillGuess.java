package org.foresale.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.FrequentTexts.Counted;
import org.foresale.log.SampleRows.Filled;
import org.foresale.log.internal.OneLine;

/**
 * Tells whether a column has its text on the first line of an order only, so that {@link ColumnMapping#withFilledDown}
 * is to fill the lines below it.
 *
 * @param column the column
 * @param filled what filling does to the lines that were looked at
 */
record FillGuess(ColumnProfile column, Filled filled) {

    /** In fewer orders, much is by chance. */
    private static final int ENOUGH_ORDERS = 10;
    private static final double ALMOST_ALL = 0.95;

    /**
     * Looks at a column.
     *
     * @param source the source
     * @param place  the column
     * @param orders the column of the order's id; empty if there is none
     * @return what filling does; empty if the first lines of orders do not tell for those below them
     */
    static Optional<FillGuess> of(SourceProfile source, int place, Optional<Integer> orders) {
        return orders.filter(order -> order != place && source.column(place).blanks() > 0)
                .map(order -> source.sample().filled(order, place))
                .filter(filled -> filled.orders() >= ENOUGH_ORDERS && filled.told() >= ALMOST_ALL * filled.orders())
                .map(filled -> new FillGuess(source.column(place), filled));
    }

    /**
     * How many cells of a column are blank once they are filled, where that can be done.
     *
     * @param source the source
     * @param place  the column
     * @param orders the column of the order's id; empty if there is none
     * @return how many of all lines
     */
    static long blanks(SourceProfile source, int place, Optional<Integer> orders) {
        long blanks = source.column(place).blanks();
        return of(source, place, orders).map(fill -> Math.round(blanks * (1 - Figures.share(fill.filled.lines(),
                fill.filled.blanks())))).orElse(blanks);
    }

    /** How many lines have the most frequent texts once they are filled, among those that were looked at. */
    String shares(int most) {
        List<Counted> texts = filled.texts();
        long lines = texts.stream().mapToLong(Counted::lines).sum() + filled.blanks() - filled.lines();
        long blanks = filled.blanks() - filled.lines();
        return "after filling from the first line of each order: " + Stream.concat(
                texts.stream().limit(most).map(one -> OneLine.of(one.text()) + " ("
                        + Figures.percent(one.lines(), lines) + ")"),
                blanks == 0 ? Stream.of() : Stream.of("blank (" + Figures.percent(blanks, lines) + ")"))
                .collect(Collectors.joining(", "));
    }

    /** Why to fill, with figures. */
    String reason() {
        return column.shownName() + " is blank in " + Figures.part(column.blanks(), column.lines(), "lines")
                + "; only the first line of the order has a text in "
                + Figures.part(filled.told(), filled.orders(), "orders with such lines") + ", which fills "
                + Figures.part(filled.lines(), filled.blanks(),
                "blank cells");
    }
}

package org.foresale.log;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.Texts;

/**
 * Tells lines of purchases from all others by what a column says.
 *
 * @param column the column
 * @param values what it says, as given
 * @param only   whether lines that say this are those of purchases, or all others
 */
record LineFilter(String column, List<String> values, boolean only) {

    LineFilter {
        Arguments.text("column that tells purchases from other lines", column);
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no value of the column " + column + " is given: list the values "
                    + (only ? "of purchases" : "of lines that are not purchases"));
        }
    }

    static LineFilter only(String column, String... values) {
        return new LineFilter(column, Arrays.asList(values), true);
    }

    static LineFilter without(String column, String... values) {
        return new LineFilter(column, Arrays.asList(values), false);
    }

    private static String plain(String text) {
        return Texts.clean(text).toLowerCase(Locale.ROOT);
    }

    /** What looks at the cells of a source, one after the other. */
    Test test() {
        Set<String> plain = values.stream().map(LineFilter::plain).collect(Collectors.toUnmodifiableSet());
        return cell -> plain.contains(plain(cell)) == only;
    }

    /** Whether a line is one of a purchase. */
    interface Test {

        /**
         * Judges a line.
         *
         * @param cell what the column says, blank if nothing
         * @return whether it is one of a purchase
         */
        boolean isPurchase(String cell);
    }

    /**
     * Returns the filter as part of a call.
     *
     * @return the call, in Java
     */
    @Override
    public String toString() {
        return (only ? "withOnly(" : "without(") + ColumnMapping.quoted(column) + ", "
                + values.stream().map(ColumnMapping::quoted).collect(Collectors.joining(", ")) + ")";
    }
}

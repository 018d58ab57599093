package org.foresale.notebook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What of a table is shown, in HTML and as text alike: all rows of a short one and the first of a long one, each column
 * in one format, and the table's true size.
 *
 * @param title   the table's name, empty if it has none
 * @param columns the columns that are shown
 * @param rows    number of rows that are shown
 * @param size    the true size, and what is left out
 */
record ShownTable(String title, List<ShownTable.Shown> columns, int rows, String size) {

    /** A table of the columns of a shop's export is shown in full. */
    private static final int SHORT = 60;
    private static final int ROWS_OF_LONG = 20;
    private static final int MAX_COLUMNS = 30;
    private static final int LONGEST_CELL = 500;
    /** A number as text, perhaps with its spread or its interval; a dash where there is none. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?\\d[\\d,.]*( %)?( ± [\\d,.]+)?( \\[[^\\]]*\\])?|\\[[-+\\d,. ]*\\]|–");

    /**
     * A column as it is shown.
     *
     * @param name    the column's name
     * @param cells   its cells
     * @param numbers whether all of them are numbers, which stand below each other at their ends
     */
    record Shown(String name, List<String> cells, boolean numbers) {
    }

    static ShownTable of(Table table) {
        int rows = table.rowCount() <= SHORT ? table.rowCount() : ROWS_OF_LONG;
        List<Shown> columns = table.columns().stream().limit(MAX_COLUMNS).map(column -> shown(column, rows)).toList();
        String size = String.format(Locale.ROOT, "%,d rows × %,d columns", table.rowCount(), table.columnCount());
        if (rows < table.rowCount()) {
            size += ", the first " + rows + " rows shown";
        }
        if (columns.size() < table.columnCount()) {
            size += ", the first " + columns.size() + " columns shown";
        }
        return new ShownTable(table.name() == null ? "" : cut(table.name()), columns, rows, size);
    }

    /** The table as plain text. */
    String text() {
        Table plain = Table.create(title);
        columns.forEach(column -> plain.addColumns(StringColumn.create(column.name(), column.cells())));
        return plain.print(Math.max(1, rows)) + System.lineSeparator() + size;
    }

    private static Shown shown(Column<?> column, int rows) {
        ColumnFormat format = ColumnFormat.of(column, rows);
        List<String> cells = IntStream.range(0, rows).mapToObj(format::text).map(ShownTable::cut).toList();
        List<String> filled = cells.stream().filter(cell -> !cell.isEmpty()).toList();
        return new Shown(cut(column.name()), cells,
                !filled.isEmpty() && filled.stream().allMatch(cell -> NUMBER.matcher(cell).matches()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL) + "…";
    }
}

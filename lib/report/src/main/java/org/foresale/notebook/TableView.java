package org.foresale.notebook;

import java.util.List;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Rearranges tables that are too wide for a page. */
public final class TableView {

    /** More would be wider than what was turned. */
    private static final int MAX_ROWS = 12;

    private TableView() {
    }

    /**
     * Transposes a table with few rows and many columns: its columns become rows, and its first column becomes the
     * header.
     *
     * @param table the table, whose first column has a name for each row
     * @return the same cells as text, formatted as in the original table
     * @throws IllegalArgumentException if there is no column, if there are more than 12 rows, or if two rows have the
     *     same name
     */
    public static Table transposed(Table table) {
        Arguments.given("table", table);
        if (table.columnCount() == 0 || table.rowCount() > MAX_ROWS) {
            throw new IllegalArgumentException("a table of " + table.columnCount() + " columns and " + table.rowCount()
                    + " rows cannot be transposed: give one with at least one column and at most " + MAX_ROWS
                    + " rows");
        }
        List<ShownTable.Shown> columns = ShownTable.of(table).columns();
        List<ShownTable.Shown> rows = columns.subList(1, columns.size());
        Table turned = Table.create(table.name(), StringColumn.create(columns.get(0).name(),
                rows.stream().map(ShownTable.Shown::name).toList()));
        for (int i = 0; i < table.rowCount(); i++) {
            int row = i;
            turned.addColumns(StringColumn.create(columns.get(0).cells().get(row),
                    rows.stream().map(column -> column.cells().get(row)).toList()));
        }
        return turned;
    }
}

package org.foresale.notebook;

import java.util.List;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Other ways to look at a table that is too wide for a page. */
public final class TableView {

    /** More would be wider than what was turned. */
    private static final int MAX_ROWS = 12;

    private TableView() {
    }

    /**
     * Turns a table of few rows and many columns: its columns become rows, and its first column the heads of theirs.
     *
     * @param table the table, whose first column has a name for each row
     * @return the same cells as texts, each as it is shown in the table
     * @throws IllegalArgumentException if there is no column, if there are more than 12 rows, or if two have the same
     *     name
     */
    public static Table transposed(Table table) {
        Arguments.given("table", table);
        if (table.columnCount() == 0 || table.rowCount() > MAX_ROWS) {
            throw new IllegalArgumentException("a table of " + table.columnCount() + " columns and " + table.rowCount()
                    + " rows is not turned: give one of a column at least and " + MAX_ROWS + " rows at most");
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

package org.foresale.log;

import java.util.List;
import java.util.Optional;
import org.foresale.log.RawLog.Field;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads the rows of a Tablesaw table as raw lines. */
final class TableSource {

    private final Table table;
    private final ColumnMapping mapping;
    private final RawLog raw;
    private final TimeReader times;
    private final CellReader cells;

    private TableSource(Table table, ColumnMapping mapping) {
        this.table = table;
        this.mapping = mapping;
        this.times = new TimeReader(mapping);
        this.raw = new RawLog(table.name() == null || table.name().isBlank() ? "table" : table.name(),
                RawLog.columns(mapping), table.rowCount(), mapping.basket().isPresent());
        this.cells = new CellReader(raw, times);
    }

    static PurchaseLog read(Table table, ColumnMapping mapping, LogRules rules) {
        TableSource source = new TableSource(table, mapping);
        source.readRows();
        return LogAssembler.assemble(source.raw.source(), source.raw, mapping.classes(), source.times.timeOfDay(),
                rules);
    }

    private void readRows() {
        Column<?> user = column("user", mapping.user());
        Column<?> time = column("time", mapping.time());
        Column<?> product = column("product", mapping.product());
        List<Column<?>> classes = List.of(column("first-level class", mapping.classes().get(0)),
                column("second-level class", mapping.classes().get(1)),
                column("third-level class", mapping.classes().get(2)));
        Optional<Column<?>> basket = mapping.basket().map(name -> column("basket", name));
        Optional<Column<?>> quantity = mapping.quantity().map(name -> column("quantity", name));
        Optional<Column<?>> value = mapping.value().map(name -> column("value", name));
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            int path = ClassPath.ifNamed(text(classes.get(0), row), text(classes.get(1), row),
                    text(classes.get(2), row)).map(raw::pathCode).orElse(Coder.MISSING);
            long seconds = time.isMissing(row) ? RawLog.NO_TIME : cells.seconds(time.get(row));
            raw.add(raw.users.code(text(user, row)), seconds,
                    raw.baskets.code(basket.map(column -> text(column, at)).orElse("")),
                    raw.products.code(text(product, row)), path,
                    quantity.map(column -> number(Field.QUANTITY, column, at)).orElse(RawLog.DEFAULT_QUANTITY),
                    value.map(column -> number(Field.VALUE, column, at)).orElse(RawLog.DEFAULT_VALUE));
        }
    }

    private Column<?> column(String role, String name) {
        if (!table.containsColumn(name)) {
            throw new LogException(raw.source() + " has no column \"" + OneLine.of(name) + "\", which is mapped as"
                    + " the " + role + ". It has: " + Arguments.listed(table.columnNames())
                    + ". Name the right one in the ColumnMapping.");
        }
        return table.column(name);
    }

    private static String text(Column<?> column, int row) {
        return column.isMissing(row) ? "" : column.get(row).toString();
    }

    private double number(Field field, Column<?> column, int row) {
        if (column instanceof NumericColumn<?> numbers) {
            return column.isMissing(row) ? Double.NaN : numbers.getDouble(row);
        }
        return cells.number(field, text(column, row));
    }
}

package org.foresale.log;

import java.util.List;
import java.util.Optional;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.Texts;
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

    private TableSource(Table table, String title, ColumnMapping mapping) {
        this.table = table;
        this.mapping = mapping;
        this.times = new TimeReader(mapping);
        this.raw = new RawLog(title, RawLog.columns(mapping), table.rowCount(), mapping.basket().isPresent());
        this.cells = new CellReader(raw, times, mapping.numbers());
    }

    static String name(Table table) {
        return table.name() == null || table.name().isBlank() ? "table" : table.name();
    }

    /** What the columns of a table are, and what its first lines hold. */
    static LogPreview preview(Table table, Optional<ColumnMapping> mapping) {
        Table first = table.first(FirstLines.MAX_LINES);
        FirstLines lines = FirstLines.of(name(table), first.columnNames(),
                first.columns().stream().map(column -> column.type().name()).toList());
        for (int row = 0; row < first.rowCount(); row++) {
            int at = row;
            lines.add(first.columns().stream().map(column -> text(column, at)).toList());
        }
        return lines.preview(mapping, mapping.filter(lines::hasAll).map(complete -> {
            TableSource source = new TableSource(first, lines.title(), complete);
            source.readRows();
            return LineJudge.report(source.raw);
        }), "");
    }

    static PurchaseLog read(Table table, ColumnMapping mapping, LogRules rules) {
        TableSource source = new TableSource(table, name(table), mapping);
        source.readRows();
        return LogAssembler.assemble(source.raw.source(), source.raw, mapping.classes(), source.times.timeOfDay(),
                rules);
    }

    private void readRows() {
        SourceColumns.require(raw.source(), mapping, table.columnNames());
        Column<?> user = table.column(mapping.user());
        Column<?> time = table.column(mapping.time());
        Column<?> product = table.column(mapping.product());
        List<Column<?>> classes = mapping.classes().stream().<Column<?>>map(table::column).toList();
        Optional<Column<?>> basket = mapping.basket().map(table::column);
        Optional<Column<?>> quantity = mapping.quantity().map(table::column);
        Optional<Column<?>> value = mapping.value().map(table::column);
        List<LineFilter.Test> tests = mapping.filters().stream().map(LineFilter::test).toList();
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            for (int i = 0; i < tests.size(); i++) {
                String column = mapping.filters().get(i).column();
                String told = text(table.column(column), row);
                raw.mark(i, column, told, tests.get(i).isPurchase(told));
            }
            int path = raw.pathOfLine(mapping, text(classes.get(0), row),
                    text(classes.get(1), row), text(classes.get(2), row));
            long seconds = time.isMissing(row) ? RawLog.NO_TIME : cells.seconds(time.get(row));
            raw.add(raw.users.code(text(user, row)), seconds,
                    raw.baskets.code(basket.map(column -> text(column, at)).orElse("")),
                    raw.products.code(text(product, row)), path,
                    quantity.map(column -> number(Field.QUANTITY, column, at)).orElse(RawLog.DEFAULT_QUANTITY),
                    value.map(column -> number(Field.VALUE, column, at)).orElse(RawLog.DEFAULT_VALUE));
        }
        raw.end(mapping);
    }

    /** The text of a cell, empty if it is missing; a whole number has no decimals. */
    static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        return column.get(row) instanceof Number number ? Texts.ofNumber(number) : column.get(row).toString();
    }

    private double number(Field field, Column<?> column, int row) {
        if (column instanceof NumericColumn<?> numbers) {
            return column.isMissing(row) ? Double.NaN : numbers.getDouble(row);
        }
        return cells.number(field, text(column, row));
    }
}

package org.foresale.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.QueryColumns.Ids;
import org.foresale.log.QueryColumns.Numbers;
import org.foresale.log.QueryColumns.Seconds;
import org.foresale.log.RawLog.Field;

/** Reads the rows of a query as raw lines, one after the other as the database hands them over. */
final class QuerySource {

    private static final int ROWS_AT_FIRST = 1 << 16;
    private static final int MAX_ROWS = Integer.MAX_VALUE - Long.BYTES;

    private final RawLog raw;
    private final QueryColumns columns;
    private final Ids users;
    private final Seconds times;
    private final Ids baskets;
    private final Ids products;
    private final List<Integer> classes;
    private final Numbers quantities;
    private final Numbers values;
    private final ColumnMapping mapping;
    private final List<LineFilter> filters;
    private final List<LineFilter.Test> tests;
    private final List<Integer> marks;

    private QuerySource(RawLog raw, QueryColumns columns, ColumnMapping mapping, TimeReader times) {
        this.raw = raw;
        this.columns = columns;
        this.users = columns.ids(mapping.user(), raw.users);
        this.times = columns.seconds(mapping.time(), times, raw);
        this.baskets = mapping.basket().map(name -> columns.ids(name, raw.baskets)).orElse(row -> Coder.MISSING);
        this.products = columns.ids(mapping.product(), raw.products);
        this.classes = mapping.classes().stream().map(columns::place).toList();
        CellReader cells = new CellReader(raw, times, mapping.numbers());
        this.mapping = mapping;
        this.filters = mapping.filters();
        this.tests = filters.stream().map(LineFilter::test).toList();
        this.marks = filters.stream().map(filter -> columns.place(filter.column())).toList();
        this.quantities = mapping.quantity().map(name -> columns.numbers(name, Field.QUANTITY, cells))
                .orElse(row -> RawLog.DEFAULT_QUANTITY);
        this.values = mapping.value().map(name -> columns.numbers(name, Field.VALUE, cells))
                .orElse(row -> RawLog.DEFAULT_VALUE);
    }

    /**
     * Returns the log of a query.
     *
     * @param connection the database; it stays open
     * @param sql        the query
     * @param name       what the log is called
     * @param mapping    which column holds what
     * @param rules      which lines belong to the log
     * @return the log
     * @throws ForesaleException if the query lacks a column, or if no line is left
     */
    static PurchaseLog read(Connection connection, String sql, String name, ColumnMapping mapping, LogRules rules)
            throws SQLException {
        TimeReader times = new TimeReader(mapping);
        RawLog raw = new RawLog(name, RawLog.columns(mapping), ROWS_AT_FIRST, mapping.basket().isPresent());
        StreamedQuery.read(connection, sql, rows -> {
            QuerySource source = of(rows, raw, mapping, times);
            while (rows.next()) {
                if (raw.rows() == MAX_ROWS) {
                    throw new ForesaleException(
                            name + " has more than " + MAX_ROWS + " lines, which is the most that one log can hold."
                                    + " Split the query by user.");
                }
                source.line(rows);
            }
        });
        raw.end(mapping);
        return LogAssembler.assemble(name, raw, mapping.classes(), times.timeOfDay(), rules);
    }

    private static QuerySource of(ResultSet rows, RawLog raw, ColumnMapping mapping, TimeReader times)
            throws SQLException {
        QueryColumns columns = QueryColumns.of(rows.getMetaData());
        columns.require(raw.source(), mapping);
        SourceColumns.requireCells(raw.source(), mapping.columns(), columns.typesByName());
        return new QuerySource(raw, columns, mapping, times);
    }

    /** What the columns of a query are, and what its first lines hold. */
    static LogPreview preview(Connection connection, String sql, String name, Optional<ColumnMapping> mapping)
            throws SQLException {
        List<LogPreview> previews = new ArrayList<>();
        StreamedQuery.read(connection, sql, rows -> {
            QueryColumns columns = QueryColumns.of(rows.getMetaData());
            FirstLines lines = FirstLines.of(name, columns.names(), columns.typeNames());
            Optional<ColumnMapping> complete = mapping.filter(lines::hasAll);
            RawLog raw = new RawLog(lines.title(), complete.map(RawLog::columns).orElse(Map.of()), FirstLines.MAX_LINES,
                    complete.flatMap(ColumnMapping::basket).isPresent());
            Optional<QuerySource> source = complete.isEmpty() ? Optional.empty()
                    : Optional.of(of(rows, raw, complete.get(), new TimeReader(complete.get())));
            while (!lines.isFull() && rows.next()) {
                lines.add(QueryColumns.texts(rows, columns.names().size()));
                if (source.isPresent()) {
                    source.get().line(rows);
                }
            }
            complete.ifPresent(raw::end);
            previews.add(lines.preview(mapping, source.map(read -> LineJudge.report(raw)), ""));
        });
        return previews.get(0);
    }

    private int path(ResultSet row) throws SQLException {
        return raw.pathOfLine(mapping, columns.idText(row, classes.get(0)),
                columns.idText(row, classes.get(1)), columns.idText(row, classes.get(2)));
    }

    private void line(ResultSet row) throws SQLException {
        for (int i = 0; i < tests.size(); i++) {
            String told = Objects.requireNonNullElse(columns.idText(row, marks.get(i)), "");
            raw.mark(i, filters.get(i).column(), told, tests.get(i).isPurchase(told));
        }
        raw.add(users.of(row), times.of(row), baskets.of(row), products.of(row), path(row), quantities.of(row),
                values.of(row));
    }
}

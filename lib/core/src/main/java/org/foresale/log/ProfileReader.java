package org.foresale.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresale.log.ColumnProfile.Type;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads all lines of a query or a table once, and keeps what its columns hold. */
final class ProfileReader {

    private ProfileReader() {
    }

    /** Reads the rows of a query, one after the other as the database hands them over. */
    static SourceProfile ofQuery(Connection connection, String sql, String name) throws SQLException {
        List<SourceProfile> read = new ArrayList<>();
        StreamedQuery.read(connection, sql, rows -> read.add(ofRows(rows, name)));
        return read.get(0);
    }

    private static SourceProfile ofRows(ResultSet rows, String name) throws SQLException {
        QueryColumns types = QueryColumns.of(rows.getMetaData());
        List<ColumnProfile> columns = new ArrayList<>();
        for (int place = 1; place <= types.names().size(); place++) {
            columns.add(new ColumnProfile(types.names().get(place - 1), types.profileType(place), false));
        }
        SampleRows sample = new SampleRows(columns.size());
        List<String> texts = new ArrayList<>(Collections.nCopies(columns.size(), ""));
        while (rows.next()) {
            for (int place = 0; place < columns.size(); place++) {
                texts.set(place, types.idText(rows, place + 1));
            }
            add(texts, columns, sample);
        }
        return SourceProfile.ofAll(name, columns, sample);
    }

    private static void add(List<String> texts, List<ColumnProfile> columns, SampleRows sample) {
        for (int place = 0; place < columns.size(); place++) {
            columns.get(place).add(texts.get(place), 1);
        }
        if (!sample.isFull()) {
            sample.add(texts);
        }
    }

    /** Reads the rows of a table in memory. */
    static SourceProfile ofTable(Table table) {
        List<ColumnProfile> columns = table.columns().stream()
                .map(column -> new ColumnProfile(column.name(), type(column), false)).toList();
        SampleRows sample = new SampleRows(columns.size());
        for (int row = 0; row < table.rowCount(); row++) {
            int at = row;
            add(table.columns().stream().map(column -> TableSource.text(column, at)).toList(), columns, sample);
        }
        return SourceProfile.ofAll(TableSource.name(table), columns, sample);
    }

    private static Type type(Column<?> column) {
        String type = column.type().name();
        return type.startsWith("LOCAL_DATE") || type.equals("INSTANT") ? Type.TIME
                : column instanceof NumericColumn<?> ? Type.NUMBER : Type.TEXT;
    }
}

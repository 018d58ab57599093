package org.foresale.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.ColumnProfile.Type;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.ReadableFile;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads all lines of a source once, and keeps what its columns hold. */
final class ProfileReader {

    /** The texts of so many columns are counted together, while the lines go by. */
    private static final int COLUMNS_AT_ONCE = 24;
    private static final int LONGEST_TEXT = 200;
    private static final String REMEDY = "Give the path of the file.";

    private ProfileReader() {
    }

    /**
     * Reads a file. DuckDB counts the texts of each column: a text crosses into Java once.
     *
     * @throws ForesaleException if it is missing or unreadable
     */
    static SourceProfile ofFile(Path file, FileLayout layout) {
        try (DuckDb duckDb = DuckDb.open(); ReadableFile readable = ReadableFile.open(file, layout)) {
            String title = String.valueOf(file.getFileName());
            return readable.reading(REMEDY, () -> readable.isParquet()
                    ? ofParquet(duckDb, title, readable) : ofTexts(duckDb, title, readable));
        }
    }

    private static SourceProfile ofParquet(DuckDb duckDb, String title, ReadableFile readable) throws SQLException {
        String relation = readable.parquet(duckDb, List.of());
        Map<String, String> types = duckDb.columns(relation);
        return ofRelation(duckDb, title, relation, types.keySet().stream().map(DuckDb::identifier).toList(),
                types.entrySet().stream().map(column ->
                        new ColumnProfile(column.getKey(), type(column.getValue()), true)).toList(), readable.layout());
    }

    /** The columns are those of the first file; another one that lacks some has nothing in them. */
    private static SourceProfile ofTexts(DuckDb duckDb, String title, ReadableFile readable) throws SQLException {
        List<ReadableFile.Part> parts = readable.parts();
        List<String> names = parts.get(0).shape().names();
        List<String> sql = IntStream.range(0, names.size()).mapToObj(column -> "c" + column).toList();
        String relation = parts.size() == 1 ? parts.get(0).shape().lines() : parts.stream().map(part ->
                "SELECT " + IntStream.range(0, names.size()).mapToObj(column -> place(part.shape().names().indexOf(
                        names.get(column))) + " AS c" + column).collect(Collectors.joining(", ")) + " FROM "
                        + part.shape().lines()).collect(Collectors.joining(" UNION ALL ", "(", ")"));
        // From lines that do not fit, nothing is guessed.
        parts.forEach(ReadableFile.Part::count);
        return ofRelation(duckDb, title, relation, sql, names.stream()
                .map(name -> new ColumnProfile(name, Type.TEXT, true)).toList(), readable.layout());
    }

    private static String place(int column) {
        return column < 0 ? "NULL::VARCHAR" : "c" + column;
    }

    /** What cells of a type of DuckDB hold. */
    static Type type(String name) {
        if (name.equals("DATE") || name.startsWith("TIMESTAMP")) {
            return Type.TIME;
        }
        return name.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*") ? Type.NUMBER : Type.TEXT;
    }

    private static SourceProfile ofRelation(DuckDb duckDb, String title, String relation, List<String> sql,
            List<ColumnProfile> columns, FileLayout layout) throws SQLException {
        for (int first = 0; first < sql.size(); first += COLUMNS_AT_ONCE) {
            int start = first;
            List<String> some = sql.subList(start, Math.min(sql.size(), start + COLUMNS_AT_ONCE));
            duckDb.each(counts(relation, some), row -> {
                ColumnProfile column = columns.get(start + place(row.getLong(1), some.size()));
                column.add(text(column, row.getString(2)), row.getLong(3));
            });
        }
        SampleRows sample = new SampleRows(sql.size());
        duckDb.each("SELECT " + sql.stream().map(name -> name + "::VARCHAR").collect(Collectors.joining(", "))
                + " FROM " + relation + " LIMIT " + SampleRows.MAX_ROWS, row -> {
                    List<String> texts = new ArrayList<>();
                    for (int column = 0; column < sql.size(); column++) {
                        texts.add(text(columns.get(column), row.getString(column + 1)));
                    }
                    sample.add(texts);
                });
        return new SourceProfile(title, columns, sample, layout);
    }

    /** How often each text of each column occurs; which column it is, is told by the bits of the first cell. */
    private static String counts(String relation, List<String> sql) {
        List<String> names = IntStream.range(0, sql.size()).mapToObj(column -> "t" + column).toList();
        String texts = IntStream.range(0, sql.size()).mapToObj(column -> "left(" + sql.get(column) + "::VARCHAR, "
                + LONGEST_TEXT + ") AS " + names.get(column)).collect(Collectors.joining(", "));
        return "SELECT GROUPING_ID(" + String.join(", ", names) + "), coalesce(" + String.join(", ", names)
                + "), count(*) FROM (SELECT " + texts + " FROM " + relation + ") GROUP BY GROUPING SETS (("
                + String.join("), (", names) + "))";
    }

    /** The column whose bit is not set; that of the first column is the highest. */
    private static int place(long bits, int columns) {
        return columns - 1 - Long.numberOfTrailingZeros(~bits);
    }

    /** A whole number that is an id has no decimals, whatever its type. */
    private static String text(ColumnProfile column, String cell) {
        return column.type() == Type.NUMBER && cell != null && cell.matches("-?\\d+\\.0+")
                ? cell.substring(0, cell.indexOf('.')) : cell;
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
        return new SourceProfile(name, columns, sample, FileLayout.guessed());
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
        return new SourceProfile(TableSource.name(table), columns, sample, FileLayout.guessed());
    }

    private static Type type(Column<?> column) {
        String type = column.type().name();
        return type.startsWith("LOCAL_DATE") || type.equals("INSTANT") ? Type.TIME
                : column instanceof NumericColumn<?> ? Type.NUMBER : Type.TEXT;
    }
}

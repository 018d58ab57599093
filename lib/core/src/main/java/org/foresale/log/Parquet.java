package org.foresale.log;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.NewFile;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** Writes and reads tables as Parquet files, which most data tools support. */
public final class Parquet {

    private static final Map<ColumnType, String> TYPES = Map.of(ColumnType.STRING, "VARCHAR", ColumnType.INTEGER,
            "INTEGER", ColumnType.LONG, "BIGINT", ColumnType.DOUBLE, "DOUBLE", ColumnType.BOOLEAN, "BOOLEAN",
            ColumnType.LOCAL_DATE, "DATE", ColumnType.LOCAL_DATE_TIME, "TIMESTAMP");
    private static final String REMEDY = "Give the path of a Parquet file.";

    private Parquet() {
    }

    /**
     * Writes a table. If writing fails, an existing file is left unchanged.
     *
     * @param table the table; its columns must be texts, integers, doubles, booleans, dates, or dates with times
     * @param file  the file to write; an existing file is replaced, and the folder is created if necessary
     * @throws ForesaleException if a column has another type, or if the file cannot be written
     */
    public static void write(Table table, Path file) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        table.columns().forEach(column -> columns.put(column.name(), column.type()));
        write(columns, IntStream.range(0, table.rowCount()).mapToObj(row -> table.columns().stream()
                .map(column -> column.isMissing(row) ? null : column.get(row)).toArray()).iterator(), file);
    }

    /**
     * Writes rows from an iterator, without holding them all in Java's memory. If writing fails, an existing file is
     * left unchanged.
     *
     * @param columns the type of each column by its name, in order: texts, integers, doubles, booleans, dates, or dates
     *                with times
     * @param rows    the rows, each with one cell per column
     * @param file    the file to write; an existing file is replaced, and the folder is created if necessary
     * @throws ForesaleException if a column has another type, if a row does not match the columns, or if the file
     *     cannot be written
     */
    public static void write(Map<String, ColumnType> columns, Iterator<Object[]> rows, Path file) {
        columns.forEach((name, type) -> {
            if (!TYPES.containsKey(type)) {
                throw new ForesaleException("The column " + OneLine.of(name) + " is " + type.name()
                        + ", a type that cannot be written to Parquet. Convert it to text or numbers first.");
            }
        });
        List<String> declared = columns.entrySet().stream()
                .map(column -> DuckDb.identifier(column.getKey()) + " " + TYPES.get(column.getValue())).toList();
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.execute("CREATE TEMP TABLE written (" + String.join(", ", declared) + ")");
            try (DuckDBAppender appender = duckDb.connection().createAppender("temp", DuckDBConnection.DEFAULT_SCHEMA,
                    "written")) {
                while (rows.hasNext()) {
                    appender.beginRow();
                    for (Object cell : rows.next()) {
                        append(appender, cell);
                    }
                    appender.endRow();
                }
            }
            NewFile.make(file, true, partial -> copy(duckDb, partial));
        } catch (SQLException e) {
            throw new ForesaleException("The file " + file + " cannot be written: " + e.getMessage()
                    + ". Is there enough memory, and enough space for temporary files?", e);
        }
    }

    private static void copy(DuckDb duckDb, Path partial) throws IOException {
        try {
            duckDb.execute("COPY written TO " + DuckDb.literal(partial.toString()) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void append(DuckDBAppender appender, Object cell) throws SQLException {
        if (cell == null) {
            appender.appendNull();
        } else if (cell instanceof Integer number) {
            appender.append(number.intValue());
        } else if (cell instanceof Long number) {
            appender.append(number.longValue());
        } else if (cell instanceof Double number) {
            appender.append(number.doubleValue());
        } else if (cell instanceof Boolean truth) {
            appender.append(truth.booleanValue());
        } else if (cell instanceof LocalDate date) {
            appender.append(date);
        } else if (cell instanceof LocalDateTime time) {
            appender.append(time);
        } else {
            appender.append(cell.toString());
        }
    }

    /**
     * Reads a table.
     *
     * @param file the file
     * @return the table
     * @throws ForesaleException if the file is missing or damaged
     */
    public static Table read(Path file) {
        try (DuckDb duckDb = DuckDb.open()) {
            return DuckDb.reading(file, REMEDY, () -> {
                try (PreparedStatement select = duckDb.connection().prepareStatement("SELECT * FROM "
                        + DuckDb.parquet(file.toString())); ResultSet rows = select.executeQuery()) {
                    return Table.read().db(rows, String.valueOf(file.getFileName()));
                }
            });
        }
    }
}

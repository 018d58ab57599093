package org.foresale.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.foresale.log.RawLog.Field;

/** An embedded DuckDB in memory, reading one file at a time; it never goes to the network for an extension. */
final class DuckDb implements AutoCloseable {

    /** How a file is read. */
    enum Format {
        PARQUET("read_parquet(?)"),
        /** Every column as text, so that what cannot be read is seen and counted here. */
        CSV("read_csv(?, all_varchar = true, header = true)");

        private final String function;

        Format(String function) {
            this.function = function;
        }
    }

    /** What to do with one row. */
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    static DuckDb open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            DuckDb opened = new DuckDb(connection);
            try (var statement = connection.createStatement()) {
                statement.execute("SET autoinstall_known_extensions = false");
            }
            return opened;
        } catch (SQLException e) {
            throw new LogException("DuckDB does not start: " + e.getMessage()
                    + ". Is the temporary folder writable, with room for its native library?", e);
        }
    }

    /**
     * Hands over the rows of a file.
     *
     * @param file    the file
     * @param format  its format
     * @param needed  columns that it must have
     * @param columns what to select, as SQL
     * @param action  called once a row, in the file's order
     * @throws LogException if the file is missing, unreadable, or lacks a column
     */
    void rows(Path file, Format format, List<String> needed, String columns, Row action) {
        reading(file, format, needed, () -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT " + columns + " FROM " + format.function)) {
                select.setString(1, file.toString());
                each(select, action);
            }
            return file;
        });
    }

    /**
     * Reads the lines of a log. The texts are coded inside DuckDB: a text that crosses into Java costs a microsecond,
     * a number a few nanoseconds.
     *
     * @param file    the file
     * @param format  its format
     * @param source  what it is called in messages
     * @param names   what its columns are called; it must have them all
     * @param columns what to select, as SQL that names: user_id, basket_id, product_id, class_id as text; seconds
     *                since 1970, local time; quantity, value; and time_text, quantity_text, value_text, which are
     *                null unless the cell could not be read
     * @param classOf the class of a class id, empty if it has none
     * @return the lines, in the file's order
     * @throws LogException if the file is missing, unreadable, or lacks a column
     */
    RawLog lines(Path file, Format format, String source, Map<Field, String> names, String columns,
            Function<String, Optional<ClassPath>> classOf) {
        return reading(file, format, names.values(), () -> {
            try (PreparedStatement load = connection.prepareStatement(
                    "CREATE OR REPLACE TEMP TABLE line AS SELECT " + columns + " FROM " + format.function)) {
                load.setString(1, file.toString());
                load.execute();
            }
            RawLog raw = new RawLog(source, names, words("user_id"), words("basket_id"), words("product_id"));
            LineReader reader = new LineReader(raw, words("class_id"), classOf);
            try (PreparedStatement select = connection.prepareStatement("SELECT " + code("user_id") + ", seconds, "
                    + code("basket_id") + ", " + code("product_id") + ", " + code("class_id")
                    + ", quantity::DOUBLE, value::DOUBLE, time_text, quantity_text, value_text FROM line")) {
                each(select, reader::line);
            }
            return raw;
        });
    }

    private static String code(String column) {
        return "coalesce(enum_code(CASE WHEN trim(" + column + ") <> '' THEN " + column + " END::" + column
                + "_words)::INTEGER, " + Coder.MISSING + ")";
    }

    /** The distinct texts of a column of the table "line", in the order of their codes. */
    private Coder words(String column) throws SQLException {
        Coder coder = new Coder();
        try (PreparedStatement type = connection.prepareStatement("CREATE TYPE " + column + "_words AS ENUM ("
                + "SELECT DISTINCT " + column + " FROM line WHERE trim(" + column + ") <> '')")) {
            type.execute();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT unnest(enum_range(NULL::" + column + "_words))::VARCHAR")) {
            each(select, row -> coder.code(row.getString(1)));
        }
        return coder;
    }

    private static void each(PreparedStatement select, Row action) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                action.read(rows);
            }
        }
    }

    /** Something that SQL gives. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T reading(Path file, Format format, Collection<String> needed, Work<T> work) {
        if (!Files.isRegularFile(file)) {
            throw new LogException("The file " + file + " does not exist. Run environment/setup again, or give the"
                    + " folder that holds it.");
        }
        try {
            List<String> present = columns(file, format);
            for (String column : needed) {
                if (!present.contains(column)) {
                    throw new LogException("The file " + file + " has no column \"" + column + "\". It has: "
                            + Arguments.listed(present) + ". Another version of the data? Run environment/setup"
                            + " to install the one that is expected.");
                }
            }
            return work.run();
        } catch (SQLException e) {
            throw new LogException("The file " + file + " cannot be read: " + e.getMessage()
                    + ". Is it damaged? Run environment/setup to install it afresh.", e);
        }
    }

    private List<String> columns(Path file, Format format) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement describe = connection.prepareStatement(
                "DESCRIBE SELECT * FROM " + format.function)) {
            describe.setString(1, file.toString());
            each(describe, row -> names.add(row.getString(1)));
        }
        return names;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LogException("DuckDB does not close: " + e.getMessage(), e);
        }
    }
}

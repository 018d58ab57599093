package org.foresale.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * An embedded DuckDB in memory; it never goes to the network for an extension.
 *
 * <p>Results are streamed: they are handed over while they are read and never held as a whole.
 */
final class DuckDb implements AutoCloseable {

    /** What to do with one row. */
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Something that SQL gives. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Where DuckDB begins to advise. */
    private static final List<String> ADVICE = List.of("The search space", "Possible ", "LINE ");
    /** Of what DuckDB tells; a line of it may be one of the file. */
    private static final int LONGEST_LINE = 300;

    private final DuckDBConnection connection;

    private DuckDb(DuckDBConnection connection) {
        this.connection = connection;
    }

    static DuckDb open() {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
            DuckDb opened = new DuckDb(connection.unwrap(DuckDBConnection.class));
            opened.execute("SET autoinstall_known_extensions = false");
            return opened;
        } catch (SQLException e) {
            throw new ForesaleException("DuckDB does not start: " + e.getMessage()
                    + ". Is the temporary folder writable, with room for its native library?", e);
        }
    }

    DuckDBConnection connection() {
        return connection;
    }

    /** A text as a literal of SQL. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name, such as a column's, as an identifier of SQL. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Hands over the rows of a query, one after the other. */
    void each(String query, Row action) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                action.read(rows);
            }
        }
    }

    /**
     * Returns the columns of a relation.
     *
     * @param relation a table, or a table function with its arguments
     * @return for each column's name its type, in order
     */
    Map<String, String> columns(String relation) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        each("DESCRIBE SELECT * FROM " + relation, row -> types.put(row.getString(1), row.getString(2)));
        return types;
    }

    /** How many rows a relation has; one log holds no more than an array can. */
    int count(String relation, String source) throws SQLException {
        long[] count = new long[1];
        each("SELECT count(*) FROM " + relation, row -> count[0] = row.getLong(1));
        if (count[0] > Integer.MAX_VALUE - Long.BYTES) {
            throw new ForesaleException(
                    source + " has " + count[0] + " lines; one log holds at most 2^31. Split the file"
                    + " by users.");
        }
        return (int) count[0];
    }

    /**
     * Makes an enumeration of the distinct texts of a relation, blank ones left out.
     *
     * @param name     the enumeration's name
     * @param text     SQL of the text
     * @param relation a table, or a table function with its arguments
     * @return the texts, in the order of their codes
     */
    Coder enumeration(String name, String text, String relation) throws SQLException {
        execute("CREATE TYPE " + name + " AS ENUM (SELECT DISTINCT " + text + " AS word FROM " + relation
                + " WHERE trim(" + text + ") <> '')");
        Coder coder = new Coder();
        each("SELECT unnest(enum_range(NULL::" + name + "))::VARCHAR", row -> coder.code(row.getString(1)));
        return coder;
    }

    /**
     * Does something with a file that should be readable.
     *
     * @param file   the file, for messages
     * @param remedy what to do if it is not, for messages
     * @param work   what to do
     * @return what the work gives
     * @throws ForesaleException if the file is missing or cannot be read
     */
    static <T> T reading(Path file, String remedy, Work<T> work) {
        if (!Files.exists(file)) {
            throw new ForesaleException("The file " + file.toAbsolutePath() + " does not exist. " + remedy);
        }
        try {
            return work.run();
        } catch (SQLException e) {
            throw new ForesaleException("The file " + file + " cannot be read: " + reason(e)
                    + " Is it damaged, is it a text in another encoding than UTF-8 (iconv turns it), or does a cell"
                    + " hold the separator without being quoted? " + remedy, e);
        }
    }

    /** What DuckDB found, without its advice, which is of options that nobody can set here; the cause has all of it. */
    private static String reason(SQLException e) {
        String found = String.valueOf(e.getMessage()).lines()
                .takeWhile(line -> !line.isBlank() && ADVICE.stream().noneMatch(line::startsWith))
                .map(line -> OneLine.of(line, LONGEST_LINE)).collect(Collectors.joining(" "));
        return found.endsWith(".") || found.endsWith("…") ? found : found + ".";
    }

    /** Refuses a file that lacks a column. */
    static void requireColumns(Path file, String remedy, Collection<String> needed, Collection<String> present) {
        for (String column : needed) {
            if (!present.contains(column)) {
                throw new ForesaleException("The file " + file + " has no column \"" + OneLine.of(column)
                        + "\". It has: " + Arguments.listed(present) + ". " + remedy);
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new ForesaleException("DuckDB does not close: " + e.getMessage(), e);
        }
    }
}

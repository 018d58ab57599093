package org.foresale.log.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.foresale.log.ForesaleException;

/**
 * Runs an embedded in-memory DuckDB, which never downloads extensions.
 *
 * <p>Results are streamed: rows are passed on while they are read, and never held in memory as a whole.
 */
public final class DuckDb implements AutoCloseable {

    /** Handles one row. */
    public interface Row {

        /**
         * Reads the current row.
         *
         * @param row the result set, positioned on the row
         * @throws SQLException if a cell cannot be read
         */
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Runs SQL and returns a result.
     *
     * @param <T> type of the result
     */
    public interface Work<T> {

        /**
         * Runs the work.
         *
         * @return the result
         * @throws SQLException if DuckDB reports an error
         */
        T run() throws SQLException;
    }

    /** What stands before an error that comes while rows are fetched. */
    private static final Pattern WRAPPED = Pattern.compile("^Invalid Input Error: (?:Attempting to execute an"
            + " unsuccessful or closed pending query result\\s+Error: (?:Invalid Input Error: )?)?");
    /** Where DuckDB begins to advise. */
    private static final List<String> ADVICE = List.of("The search space", "Possible ", "LINE ");
    /** Of what DuckDB tells; a line of it may be one of the file. */
    private static final int LONGEST_LINE = 300;
    /** So much of a result is made on other cores while its rows are read. */
    private static final String AHEAD = "256MB";

    private final DuckDBConnection connection;
    /** For what does not fit into memory; of itself, DuckDB would put it into the folder that the process began in. */
    private final ScratchFolder spills;

    private DuckDb(DuckDBConnection connection, ScratchFolder spills) {
        this.connection = connection;
        this.spills = spills;
    }

    /**
     * Opens a new in-memory database.
     *
     * @return the database
     * @throws ForesaleException if its native library cannot be loaded
     */
    public static DuckDb open() {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        ScratchFolder spills = new ScratchFolder();
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
            DuckDb opened = new DuckDb(connection.unwrap(DuckDBConnection.class), spills);
            opened.execute("SET autoinstall_known_extensions = false");
            opened.execute("SET temp_directory = " + literal(spills.folder().toString()));
            opened.execute("SET streaming_buffer_size = '" + AHEAD + "'");
            return opened;
        } catch (SQLException | LinkageError e) {
            spills.close();
            throw new ForesaleException("DuckDB cannot be started: " + reason(e)
                    + ". Is the temporary folder writable, and does it have space for DuckDB's native library?", e);
        }
    }

    /** An error of linking may say nothing itself, but what caused it does. */
    private static String reason(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause).map(Throwable::getMessage)
                .filter(Objects::nonNull).findFirst().orElse(error.toString());
    }

    Path spills() {
        return spills.folder();
    }

    /**
     * Returns the connection, for operations that this class does not offer.
     *
     * @return the connection, which is closed together with this database
     */
    public DuckDBConnection connection() {
        return connection;
    }

    /**
     * Returns a text as an SQL literal.
     *
     * @param text any text
     * @return the text in quotes
     */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * Returns a name as an SQL identifier.
     *
     * @param name any name, such as a column's
     * @return the name in quotes
     */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Returns Parquet files as a relation. Names of folders, such as quantity=5, are not columns.
     *
     * @param path a path, or a pattern for several paths
     * @return a table function
     */
    public static String parquet(String path) {
        return "read_parquet(" + literal(path) + ", hive_partitioning = false)";
    }

    /**
     * Returns several Parquet files as one relation. Columns are matched by name.
     *
     * @param files      the files
     * @param partitions whether the names of folders, such as day=2024-01-31, give column values
     * @return a table function
     */
    public static String parquet(List<Path> files, boolean partitions) {
        return "read_parquet(" + listed(files) + ", union_by_name = " + (files.size() > 1) + ", hive_partitioning = "
                + partitions + (partitions ? ", hive_types_autocast = false" : "") + ")";
    }

    private static String listed(List<Path> files) {
        return files.stream().map(Path::toString).map(DuckDb::literal).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Counts the rows of Parquet files by what they say at their ends.
     *
     * @param duckDb the database that reads them
     * @param files  the files
     * @return for each path its number of rows
     * @throws SQLException if a file cannot be read
     */
    static Map<String, Long> parquetRows(DuckDb duckDb, List<Path> files) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        duckDb.each("SELECT file_name, num_rows FROM parquet_file_metadata(" + listed(files) + ")",
                row -> rows.put(row.getString(1), row.getLong(2)));
        return rows;
    }

    /**
     * Executes a statement.
     *
     * @param sql the statement
     * @throws SQLException if DuckDB refuses it
     */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Passes the rows of a query to an action, one after the other.
     *
     * @param query  the query
     * @param action what to do with each row
     * @throws SQLException if DuckDB refuses the query, or a cell cannot be read
     */
    public void each(String query, Row action) throws SQLException {
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
     * @return the type of each column by its name, in order
     * @throws SQLException if there is no such relation
     */
    public Map<String, String> columns(String relation) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        each("DESCRIBE SELECT * FROM " + relation, row -> types.put(row.getString(1), row.getString(2)));
        return types;
    }

    /**
     * Counts the rows of a relation, and rejects more than one log can hold.
     *
     * @param relation a table, or a table function with its arguments
     * @param source   name of the source, for messages
     * @return how many rows it has
     * @throws SQLException      if there is no such relation
     * @throws ForesaleException if it has more than a log can hold
     */
    public int count(String relation, String source) throws SQLException {
        long rows = rows(relation);
        if (rows > Integer.MAX_VALUE - Long.BYTES) {
            throw new ForesaleException(source + " has " + rows + " lines, but one log can hold at most 2^31. Split the"
                    + " file by user.");
        }
        return (int) rows;
    }

    /**
     * Counts the rows of a relation without a limit.
     *
     * @param relation a table, or a table function with its arguments
     * @return how many rows it has
     * @throws SQLException if there is no such relation
     */
    public long rows(String relation) throws SQLException {
        long[] rows = new long[1];
        each("SELECT count(*) FROM " + relation, row -> rows[0] = row.getLong(1));
        return rows[0];
    }

    /**
     * Runs work that reads a file.
     *
     * @param file   the file, for messages
     * @param remedy what to do if it is not, for messages
     * @param work   what to do
     * @param <T>    what the work gives
     * @return what the work gives
     * @throws ForesaleException if the file is missing or cannot be read
     */
    public static <T> T reading(Path file, String remedy, Work<T> work) {
        requireThere(file, remedy);
        try {
            return work.run();
        } catch (SQLException e) {
            throw new ForesaleException("The file " + file + " cannot be read: " + reason(e)
                    + (FileKind.PARQUET.has(file) ? " Is it damaged or truncated? Copy or write it again."
                    : " Is it damaged? Is it in an encoding other than UTF-8 (set it with withLayout of the"
                    + " ColumnMapping)? Does a cell contain the separator without being quoted? " + remedy), e);
        }
    }

    /**
     * Rejects a file that does not exist.
     *
     * @param file   the file
     * @param remedy what to do then
     * @throws ForesaleException if it does not exist
     */
    public static void requireThere(Path file, String remedy) {
        if (!Files.exists(file)) {
            throw new ForesaleException("The file " + file.toAbsolutePath() + " does not exist. " + remedy);
        }
    }

    /**
     * Returns the message of an SQL exception, without the prefix that DuckDB adds while rows are fetched.
     *
     * @param e the exception
     * @return the message
     */
    public static String told(SQLException e) {
        return WRAPPED.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    }

    /** What DuckDB found, without its advice, which is of options that nobody can set here; the cause has all of it. */
    private static String reason(SQLException e) {
        String found = told(e).lines()
                .takeWhile(line -> !line.isBlank() && ADVICE.stream().noneMatch(line::startsWith))
                .map(line -> OneLine.of(line, LONGEST_LINE)).collect(Collectors.joining(" "));
        return found.endsWith(".") || found.endsWith("…") ? found : found + ".";
    }

    /**
     * Rejects a file that lacks a required column.
     *
     * @param file    the file
     * @param remedy  what to do then
     * @param needed  the columns that it must have
     * @param present the columns that it has
     * @throws ForesaleException if one is missing; the message lists those that are there
     */
    public static void requireColumns(Path file, String remedy, Collection<String> needed, Collection<String> present) {
        for (String column : needed) {
            if (!present.contains(column)) {
                throw new ForesaleException("The file " + file + " has no column \"" + OneLine.of(column)
                        + "\". It has: " + Arguments.listed(present) + ". " + remedy);
            }
        }
    }

    @Override
    public void close() {
        try (spills) {
            connection.close();
        } catch (SQLException e) {
            throw new ForesaleException("DuckDB cannot be closed: " + e.getMessage(), e);
        }
    }
}

package org.foresale.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.Table;

/**
 * Represents the source of a log: a file, a database or a table. All sources are previewed and loaded in the same way.
 *
 * <p>Creating a source opens nothing; files and databases are only opened by its methods. The text of a source never
 * contains a password.
 */
public sealed interface LogSource permits LogFile, LogQuery, LogTable, OpenQuery {

    /** Environment variable with the path of a file, or with the JDBC address of a database. */
    String VARIABLE = "FORESALE_LOG";
    /** Environment variable with the name of a table, or a query, in that database. */
    String QUERY_VARIABLE = "FORESALE_LOG_QUERY";
    /** Environment variable with the database user, if it is not part of the address. */
    String USER_VARIABLE = "FORESALE_LOG_USER";
    /** Environment variable with the password of that user. */
    String PASSWORD_VARIABLE = "FORESALE_LOG_PASSWORD";
    /** Environment variable with the path of a mapping file written by {@link ColumnMapping#write}. */
    String MAPPING_VARIABLE = "FORESALE_LOG_MAPPING";

    /**
     * Returns a file as a source.
     *
     * @param file a delimited text file (.csv, .tsv, .txt, also .gz), a Parquet file (.parquet), an Excel workbook
     *             (.xlsx), a file of JSON objects (.jsonl, .ndjson, .json, also .gz), a .zip with one of these, or a
     *             folder of files of one kind; the path must not contain any of * ? [ ] { }
     * @return the source
     */
    static LogSource file(Path file) {
        return file(file, FileLayout.guessed());
    }

    /**
     * Returns a file with a known layout as a source. For the supported files, see {@link #file(Path)}.
     *
     * @param file   the file
     * @param layout the layout of the file; the layout of a mapping takes precedence
     * @return the source
     */
    static LogSource file(Path file, FileLayout layout) {
        return new LogFile(Arguments.given("file", file), Arguments.given("layout", layout));
    }

    /**
     * Returns a table or query of a database as a source, for databases that need no user and password beside the
     * address.
     *
     * @param address its JDBC address, such as jdbc:postgresql://localhost/shop
     * @param query   the name of a table or view as written in SQL, or a query
     * @return the source
     * @throws IllegalArgumentException if the address is not a JDBC address, or if the query is blank
     */
    static LogSource query(String address, String query) {
        return new LogQuery(address, query, Optional.empty(), Optional.empty());
    }

    /**
     * Returns a table or query of a database as a source, for databases that need a user and a password.
     *
     * @param address  its JDBC address, such as jdbc:postgresql://localhost/shop
     * @param query    the name of a table or view as written in SQL, or a query
     * @param user     the database user
     * @param password the user's password
     * @return the source
     * @throws IllegalArgumentException if the address is not a JDBC address, or if the query or the user is blank
     */
    static LogSource query(String address, String query, String user, String password) {
        return new LogQuery(address, query, Optional.of(Arguments.text("database user", user)), Optional.of(password));
    }

    /**
     * Returns a query on an open connection as a source. Its rows are streamed, so the result is never held in memory
     * as a whole.
     *
     * <p>On a PostgreSQL connection without a transaction, the query runs in a read-only transaction of its own, and
     * the connection is restored afterwards. For streaming, a DuckDB connection needs the property jdbc_stream_results,
     * and a MySQL connection needs useCursorFetch=true in its address.
     *
     * @param connection the database; it stays open
     * @param sql        the query; the name of a table is not enough
     * @return the source
     * @throws IllegalArgumentException if the query is blank
     */
    static LogSource query(Connection connection, String sql) {
        return new OpenQuery(Arguments.given("connection", connection), sql);
    }

    /**
     * Returns a Tablesaw table as a source.
     *
     * @param table the table, with one row per line of the log
     * @return the source
     */
    static LogSource table(Table table) {
        return new LogTable(Arguments.given("table", table));
    }

    /**
     * Returns the source given by environment variables. {@value #VARIABLE} is the path of a file or the JDBC address
     * of a database. For a database, {@value #QUERY_VARIABLE} is the table or query, and {@value #USER_VARIABLE} and
     * {@value #PASSWORD_VARIABLE} are optional. The layout of a file is taken from the mapping in {@value
     * #MAPPING_VARIABLE}, if there is one.
     *
     * @param otherwise the file to use if {@value #VARIABLE} is not set
     * @return the source
     * @throws ForesaleException if the variables contradict each other; the message says which to set
     */
    static LogSource fromEnvironment(Path otherwise) {
        return SourceVariables.source(System.getenv(), Arguments.given("file to take otherwise", otherwise));
    }

    /**
     * Returns the name of the source.
     *
     * @return the name of the file or table, or "query"
     */
    String name();

    /**
     * Returns a preview of the columns and the first lines.
     *
     * @return the preview
     * @throws ForesaleException if the source cannot be reached or read; the message says what to do
     */
    default LogPreview preview() {
        return preview(Optional.empty());
    }

    /**
     * Returns a preview of the columns and of the first lines as read with a mapping. Mapped columns that are missing
     * are shown as missing.
     *
     * @param mapping the mapping of the columns
     * @return the preview
     * @throws ForesaleException if the source cannot be reached or read, if two columns have the same mapped name, or
     *     if a mapped column is missing from only some files of a folder; the message says what to do
     */
    default LogPreview preview(ColumnMapping mapping) {
        return preview(Optional.of(mapping));
    }

    /**
     * Returns a preview of the columns and the first lines.
     *
     * @param mapping the mapping of the columns, if that is known yet
     * @return the preview
     * @throws ForesaleException if the source cannot be reached or read, if two columns have the same mapped name, or
     *     if a mapped column is missing from only some files of a folder; the message says what to do
     */
    LogPreview preview(Optional<ColumnMapping> mapping);

    /**
     * Guesses the mapping of the columns and the formats of their values. In a file of more than 250,000 lines, 250,000
     * lines spread over the whole file are examined, always the same ones; the guess says so. Three things are checked
     * in all lines: the distinct texts of columns that have only a few, the order of day and month in dates, and
     * whether ids occur again. Lines in another format than the examined ones are excluded when the log is loaded, and
     * counted in its {@link PurchaseLog#quality()}.
     *
     * @return the guess with its reasons, and with questions where it is uncertain
     * @throws ForesaleException if the source cannot be reached or read; the message says what to do
     */
    MappingGuess guess();

    /**
     * Loads the log.
     *
     * @param mapping the mapping of the columns
     * @param rules   which lines belong to the log
     * @return the log; its {@link PurchaseLog#quality()} reports the lines that were excluded
     * @throws ForesaleException if the source cannot be reached or read, if a mapped column is missing or occurs twice,
     *     or if no line is left
     */
    PurchaseLog load(ColumnMapping mapping, LogRules rules);

    /**
     * Loads the log with the default rules: all days and all classes are kept.
     *
     * @param mapping the mapping of the columns
     * @return the log; its {@link PurchaseLog#quality()} reports the lines that were excluded
     * @throws ForesaleException if the source cannot be reached or read, if a mapped column is missing or occurs twice,
     *     or if no line is left
     */
    default PurchaseLog load(ColumnMapping mapping) {
        return load(mapping, LogRules.withDefaults());
    }
}

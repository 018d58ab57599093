package org.foresale.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.Table;

/**
 * Where a log lies: a file, a database or a table. Whatever it is, it is looked at and loaded in the same way.
 *
 * <p>A source is only a name until it is asked: nothing is opened before, unless by whoever hands over a connection.
 * What it says of itself never holds a password.
 */
public sealed interface LogSource permits LogFile, LogQuery, LogTable, OpenQuery {

    /** Environment variable with the path of a file, or with the JDBC address of a database. */
    String VARIABLE = "FORESALE_LOG";
    /** Environment variable with the name of a table, or a query, in that database. */
    String QUERY_VARIABLE = "FORESALE_LOG_QUERY";
    /** Environment variable with the user to log in as, if the address does not tell. */
    String USER_VARIABLE = "FORESALE_LOG_USER";
    /** Environment variable with that user's password. */
    String PASSWORD_VARIABLE = "FORESALE_LOG_PASSWORD";
    /** Environment variable with the path of a file that {@link ColumnMapping#write} has written. */
    String MAPPING_VARIABLE = "FORESALE_LOG_MAPPING";

    /**
     * Returns a file.
     *
     * @param file a text with separators (.csv, .tsv, .txt, also .gz), .parquet, an Excel workbook (.xlsx), objects of
     *             JSON (.jsonl, .ndjson, .json, also .gz), a .zip with one of them, or a folder of files of one kind;
     *             the path holds none of * ? [ ] { }
     * @return the source
     */
    static LogSource file(Path file) {
        return file(file, FileLayout.guessed());
    }

    /**
     * Returns a file of which is known how it is laid out, as by {@link #file(Path)}.
     *
     * @param file   the file
     * @param layout how it is laid out; a mapping that says it in another way has the last word
     * @return the source
     */
    static LogSource file(Path file, FileLayout layout) {
        return new LogFile(Arguments.given("file", file), Arguments.given("layout", layout));
    }

    /**
     * Returns a table or query of a database, into which one gets by the address alone.
     *
     * @param address its JDBC address, such as jdbc:postgresql://localhost/shop
     * @param query   the name of a table or view, as SQL writes it, or a query
     * @return the source
     * @throws IllegalArgumentException if the address is none of JDBC, or if the query is blank
     */
    static LogSource query(String address, String query) {
        return new LogQuery(address, query, Optional.empty(), Optional.empty());
    }

    /**
     * Returns a table or query of a database that asks who one is.
     *
     * @param address  its JDBC address, such as jdbc:postgresql://localhost/shop
     * @param query    the name of a table or view, as SQL writes it, or a query
     * @param user     the user to log in as
     * @param password the user's password
     * @return the source
     * @throws IllegalArgumentException if the address is none of JDBC, or if the query or the user is blank
     */
    static LogSource query(String address, String query, String user, String password) {
        return new LogQuery(address, query, Optional.of(Arguments.text("database user", user)), Optional.of(password));
    }

    /**
     * Returns a query on a connection that is open. Its rows are taken in while the database hands them over; no more
     * is held than the log needs.
     *
     * <p>On a connection to PostgreSQL that is in no transaction, the query runs in one of its own that may only read,
     * and the connection is as before afterwards. To read without holding all rows, a DuckDB connection needs the
     * property jdbc_stream_results, and one to MySQL the setting useCursorFetch=true in its address.
     *
     * @param connection the database; it stays open
     * @param sql        the query; no name of a table
     * @return the source
     * @throws IllegalArgumentException if the query is blank
     */
    static LogSource query(Connection connection, String sql) {
        return new OpenQuery(Arguments.given("connection", connection), sql);
    }

    /**
     * Returns a table in memory, of whatever Tablesaw reads.
     *
     * @param table one row a line
     * @return the source
     */
    static LogSource table(Table table) {
        return new LogTable(Arguments.given("table", table));
    }

    /**
     * Returns the source that environment variables name: {@value #VARIABLE} has the path of a file, or the JDBC
     * address of a database, with the table or query in {@value #QUERY_VARIABLE}, and, if need be, {@value
     * #USER_VARIABLE} and {@value #PASSWORD_VARIABLE}. How a file is laid out is told by the mapping in {@value
     * #MAPPING_VARIABLE}, if there is one.
     *
     * @param otherwise the file to take if {@value #VARIABLE} is not set
     * @return the source
     * @throws ForesaleException if the variables do not go together; the message says which to set
     */
    static LogSource fromEnvironment(Path otherwise) {
        return SourceVariables.source(System.getenv(), Arguments.given("file to take otherwise", otherwise));
    }

    /**
     * Tells what is read.
     *
     * @return the name of the file or table, or "query"
     */
    String name();

    /**
     * Returns a look at the columns and the first lines.
     *
     * @return the preview
     * @throws ForesaleException if the source cannot be reached or read; the message says what to do
     */
    default LogPreview preview() {
        return preview(Optional.empty());
    }

    /**
     * Returns a look at the columns and at what a mapping makes of the first lines. A column that is mapped, but
     * missing, is shown as such.
     *
     * @param mapping which column holds what
     * @return the preview
     * @throws ForesaleException if the source cannot be reached or read, has two columns of a mapped name, or
     *     is a folder of which one file lacks a mapped column that another has; the message says what to do
     */
    default LogPreview preview(ColumnMapping mapping) {
        return preview(Optional.of(mapping));
    }

    /**
     * Returns a look at the columns and the first lines.
     *
     * @param mapping which column holds what, if that is known yet
     * @return the preview
     * @throws ForesaleException if the source cannot be reached or read, has two columns of a mapped name, or
     *     is a folder of which one file lacks a mapped column that another has; the message says what to do
     */
    LogPreview preview(Optional<ColumnMapping> mapping);

    /**
     * Returns a guess which column holds what, and how it is written there. Of a file of more than 250,000 lines, that
     * many are looked at, spread over the whole file, and always the same ones; the guess tells so. In all lines it is
     * looked which texts a column has if it has few, whether the day or the month comes first in dates, and whether
     * ids come back. A line that is written in another way than those looked at is left out when the log is loaded, and
     * counted in its {@link PurchaseLog#quality()}.
     *
     * @return the guess, with its reasons, and with questions where it is not sure
     * @throws ForesaleException if the source cannot be reached or read; the message says what to do
     */
    MappingGuess guess();

    /**
     * Returns the log of all lines.
     *
     * @param mapping which column holds what
     * @param rules   which lines belong to the log
     * @return the log; what was left out is in its {@link PurchaseLog#quality()}
     * @throws ForesaleException if the source cannot be reached or read, if a mapped column is missing or there twice,
     *     or if no line is left
     */
    PurchaseLog load(ColumnMapping mapping, LogRules rules);

    /**
     * Returns the log of all lines, with all days and all classes.
     *
     * @param mapping which column holds what
     * @return the log; what was left out is in its {@link PurchaseLog#quality()}
     * @throws ForesaleException if the source cannot be reached or read, if a mapped column is missing or there twice,
     *     or if no line is left
     */
    default PurchaseLog load(ColumnMapping mapping) {
        return load(mapping, LogRules.withDefaults());
    }
}

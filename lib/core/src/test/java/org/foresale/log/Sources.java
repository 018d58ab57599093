package org.foresale.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import tech.tablesaw.api.Table;

/** The same rows in sources of each kind. */
final class Sources implements AutoCloseable {

    /** Where rows lie. */
    enum Kind { TABLE, CSV, PARQUET, FOLDER, ADDRESS, CONNECTION }

    /** The columns of rows of eight values. */
    static final String COLUMNS = " AS t(who, \"when\", what, a, b, c, many, paid)";

    private final Path folder;
    private final Connection connection;
    private int made;

    Sources(Path folder) throws SQLException {
        this.folder = folder;
        connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("open.duckdb"));
    }

    Connection connection() {
        return connection;
    }

    /** The rows of a query on the open connection, wherever they are to lie. */
    LogSource of(Kind kind, String query) {
        String name = "rows" + made++;
        try (Statement statement = connection.createStatement()) {
            switch (kind) {
                case TABLE -> {
                    return LogSource.table(Table.read().db(statement.executeQuery(query), name));
                }
                case CSV -> {
                    Path file = folder.resolve(name + ".csv");
                    statement.execute("COPY (" + query + ") TO '" + file + "' (HEADER)");
                    return LogSource.file(file);
                }
                case PARQUET -> {
                    Path file = folder.resolve(name + ".parquet");
                    statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
                    return LogSource.file(file);
                }
                case FOLDER -> {
                    Path parts = Files.createDirectory(folder.resolve(name));
                    statement.execute("CREATE TABLE " + name
                            + " AS SELECT *, row_number() OVER () AS nth FROM (" + query
                            + ")");
                    for (String part : List.of("nth <= 3", "nth > 3")) {
                        statement.execute("COPY (SELECT * EXCLUDE (nth) FROM " + name + " WHERE " + part
                                + " ORDER BY nth) TO '" + parts.resolve((part.contains("<") ? 1 : 2) + ".parquet")
                                + "' (FORMAT parquet)");
                    }
                    return LogSource.file(parts);
                }
                case ADDRESS -> {
                    Path database = folder.resolve(name + ".duckdb");
                    statement.execute("ATTACH '" + database + "' AS other" + made);
                    statement.execute("CREATE TABLE other" + made + ".lines AS " + query);
                    statement.execute("DETACH other" + made);
                    return LogSource.query("jdbc:duckdb:" + database, "lines");
                }
                case CONNECTION -> {
                    return LogSource.query(connection, query);
                }
                default -> throw new IllegalStateException(kind.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of eight values. */
    LogSource rows(Kind kind, String rows) {
        return of(kind, "SELECT * FROM (VALUES " + rows + ")" + COLUMNS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package org.foresale.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs a query so that its rows are handed over while they are read, and are never held as a whole.
 *
 * <p>PostgreSQL's driver does so inside a transaction only: where the connection is in none, one is begun that may only
 * read, and the connection is given back as it was. Most other drivers need no more than the number of rows to fetch at
 * once.
 */
final class StreamedQuery {

    /** A few megabytes of usual lines. */
    private static final int ROWS_AT_ONCE = 10_000;

    private StreamedQuery() {
    }

    /** What to do with the rows. */
    interface Reading {
        void read(ResultSet rows) throws SQLException;
    }

    /**
     * Runs a query.
     *
     * @param connection the database; it stays open
     * @param sql        the query
     * @param reading    what to do with its rows; it need not read them all
     * @throws ForesaleException if it is not one statement that reads
     */
    static void read(Connection connection, String sql, Reading reading) throws SQLException {
        ReadingStatement.require(sql);
        try (Transaction transaction = Transaction.begin(connection);
                Statement select = transaction.connection().createStatement()) {
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = select.executeQuery(sql)) {
                reading.read(rows);
            }
        }
    }

    /**
     * What is begun on a connection for the time of a query.
     *
     * @param connection the connection
     * @param begun      whether a transaction was begun
     * @param readOnly   whether the connection was for reading only before that
     */
    private record Transaction(Connection connection, boolean begun, boolean readOnly) implements AutoCloseable {

        static Transaction begin(Connection connection) throws SQLException {
            boolean begins = connection.getAutoCommit()
                    && connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            Transaction transaction = new Transaction(connection, begins, begins && connection.isReadOnly());
            if (begins) {
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
            }
            return transaction;
        }

        @Override
        public void close() throws SQLException {
            if (begun) {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setReadOnly(readOnly);
            }
        }
    }
}

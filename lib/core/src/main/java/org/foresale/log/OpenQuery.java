package org.foresale.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.foresale.log.internal.Arguments;

/**
 * A log that a query gives on a connection that is open.
 *
 * @param connection the database; whoever opened it closes it
 * @param sql        the query
 */
record OpenQuery(Connection connection, String sql) implements LogSource {

    OpenQuery {
        Arguments.text("query", sql);
    }

    @Override
    public String name() {
        return "query";
    }

    @Override
    public LogPreview preview(Optional<ColumnMapping> mapping) {
        try {
            return QuerySource.preview(connection, sql, name(), mapping);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    @Override
    public MappingGuess guess() {
        try {
            return MappingGuesser.guess(ProfileReader.ofQuery(connection, sql, name()));
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    @Override
    public PurchaseLog load(ColumnMapping mapping, LogRules rules) {
        try {
            return QuerySource.read(connection, sql, name(), mapping, rules);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static ForesaleException refused(SQLException e) {
        return new ForesaleException("The database rejects the query: " + JdbcAddress.withoutQuery(e));
    }

    @Override
    public String toString() {
        return "query on an open connection";
    }
}

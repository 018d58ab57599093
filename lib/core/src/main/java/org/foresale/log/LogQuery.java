package org.foresale.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.OneLine;

/**
 * A log in a database.
 *
 * @param address  its JDBC address
 * @param query    the name of a table, or a query
 * @param user     the user to log in as, if the address does not tell
 * @param password that user's password
 */
record LogQuery(String address, String query, Optional<String> user, Optional<String> password) implements LogSource {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_$]+|\"(?:[^\"]|\"\")+\"");
    private static final Pattern TABLE = Pattern.compile("(" + NAME + ")(\\.(" + NAME + "))*");

    LogQuery {
        Arguments.text("query", query);
        Arguments.text("address of the database", address);
        if (!address.startsWith(JdbcAddress.START)) {
            throw new IllegalArgumentException("the address of a database must begin with " + JdbcAddress.START + ","
                    + " such as jdbc:postgresql://localhost/shop");
        }
    }

    private boolean isTable() {
        return TABLE.matcher(query.trim()).matches();
    }

    private String sql() {
        return isTable() ? "SELECT * FROM " + query.trim() : query;
    }

    @Override
    public String name() {
        // In a name in quotation marks, one of them is written twice.
        String name = query.trim().replace("\"\"", "\0").replace("\"", "").replace("\0", "\"");
        return isTable() ? OneLine.of(name) : "query";
    }

    /** Something that is done with the open database. */
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T connected(Work<T> work) {
        JdbcAddress place = new JdbcAddress(address, user, password);
        try (Connection connection = place.connect()) {
            return work.run(connection);
        } catch (SQLException e) {
            // Without its cause, which a notebook prints as well, and which may hold the address with a password.
            throw new ForesaleException("The database " + place + " rejects the query: " + place.withoutSecrets(e)
                    + ". Give a table or a query that this user is allowed to read.");
        }
    }

    @Override
    public LogPreview preview(Optional<ColumnMapping> mapping) {
        return connected(connection -> QuerySource.preview(connection, sql(), name(), mapping));
    }

    @Override
    public MappingGuess guess() {
        return MappingGuesser.guess(connected(connection -> ProfileReader.ofQuery(connection, sql(), name())));
    }

    @Override
    public PurchaseLog load(ColumnMapping mapping, LogRules rules) {
        return connected(connection -> QuerySource.read(connection, sql(), name(), mapping, rules));
    }

    @Override
    public String toString() {
        return (isTable() ? "table " + name() : "query") + " of " + new JdbcAddress(address, user, password);
    }
}

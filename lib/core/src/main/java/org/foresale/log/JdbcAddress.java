package org.foresale.log;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.Providers;

/**
 * Where a database is, and as whom one goes there. What is shown of it holds no password.
 *
 * @param url      JDBC address; it may hold a password of its own
 * @param user     user to log in as
 * @param password that user's password
 */
record JdbcAddress(String url, Optional<String> user, Optional<String> password) {

    static final String START = "jdbc:";

    private static final String DUCKDB = "jdbc:duckdb:";
    /** The kind of database, and what follows of server and database up to the first setting, if there is any. */
    private static final Pattern PLAIN = Pattern.compile("jdbc:\\w+:[\\w./:~ -]*(?=$|[?;])");
    private static final Pattern KIND = Pattern.compile("jdbc:\\w+:");
    private static final Pattern SECRET = Pattern.compile("(?i)(?:pass\\w*|pwd|secret|token)=([^&;)]*)|[:/]([^:/]+)@");
    private static final Pattern WRITABLE = Pattern.compile("(?i);.*(read_only|access_mode)");
    /** Where a database begins to show the query again, which may hold what nobody else should see. */
    private static final Pattern ECHO = Pattern.compile("(?s)\\s*\\R\\s*LINE \\d+:.*");
    private static final String HIDDEN = "…";

    /**
     * Opens the database for reading.
     *
     * @throws ForesaleException if there is no driver for it, or if it cannot be reached
     */
    Connection connect() {
        Properties properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(word -> properties.setProperty("password", word));
        if (url.startsWith(DUCKDB)) {
            if (WRITABLE.matcher(url).find()) {
                throw new ForesaleException("The address of the database " + this + " sets an access mode, but"
                        + " databases are always opened read-only. Remove read_only and access_mode from the address.");
            }
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            if (url.length() > DUCKDB.length()) {
                properties.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
            }
        }
        try {
            Optional<Connection> connection = Optional.ofNullable(driver().connect(url, properties));
            Connection open = connection.orElseThrow(() -> new SQLException("its driver does not accept the address"));
            if (url.startsWith(DUCKDB)) {
                lock(open);
            }
            return open;
        } catch (SQLException e) {
            // Without its cause, which a notebook prints as well, and which may hold the address with a password.
            throw new ForesaleException("The database " + this + " cannot be opened: " + withoutSecrets(e)
                    + ". Is the server running? Are host, port and database correct? Is this user allowed to log in?"
                    + " If it asks for a user and a password, give both to LogSource.query; where the environment"
                    + " variable " + LogSource.VARIABLE + " names the database, set the environment variables "
                    + LogSource.USER_VARIABLE + " and " + LogSource.PASSWORD_VARIABLE + ".");
        }
    }

    /** No query can install or load anything, or change that. */
    private static void lock(Connection duckDb) throws SQLException {
        try (Statement statement = duckDb.createStatement()) {
            for (String setting : List.of("autoinstall_known_extensions = false", "autoload_known_extensions = false",
                    "allow_community_extensions = false", "lock_configuration = true")) {
                statement.execute("SET " + setting);
            }
        }
    }

    /** Asked anew each time: in a notebook, a driver may have come to the class path since. */
    private Driver driver() throws SQLException {
        for (Driver driver : Providers.of(Driver.class)) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new ForesaleException(
                "No JDBC driver on the class path accepts the address of the database " + this + ". The driver of"
                        + " DuckDB is included, and in Foresale's notebooks also the driver of PostgreSQL. Add any"
                        + " other driver as a dependency of your project, or to a notebook with %maven or %classpath in"
                        + " a cell before this one. If the driver is there, check in its documentation how its"
                        + " addresses are written.");
    }

    /** What a driver says, without the password or the address that it may hold. */
    String withoutSecrets(SQLException e) {
        String text = withoutQuery(e).replace(url, toString());
        for (String secret : Stream.concat(password.stream(), secrets()).filter(word -> !word.isEmpty()).toList()) {
            text = text.replace(secret, HIDDEN);
        }
        return text;
    }

    /** What a driver says, without the query. */
    static String withoutQuery(SQLException e) {
        return ECHO.matcher(DuckDb.told(e)).replaceAll("");
    }

    /** What stands for a password in the address itself: a setting, or what comes before an @. */
    private Stream<String> secrets() {
        return SECRET.matcher(url).results().map(found -> Optional.ofNullable(found.group(1)).orElse(found.group(2)));
    }

    @Override
    public String toString() {
        Matcher plain = PLAIN.matcher(url);
        if (url.indexOf('@') < 0 && plain.lookingAt()) {
            return plain.group();
        }
        Matcher kind = KIND.matcher(url);
        return (kind.lookingAt() ? kind.group() : START) + HIDDEN;
    }
}

package org.foresale.log;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads from environment variables where a log lies. */
final class SourceVariables {

    private static final String THE = "The environment variable ";

    private SourceVariables() {
    }

    static LogSource source(Map<String, String> environment, Path otherwise) {
        Optional<String> place = variable(environment, LogSource.VARIABLE).map(SourceVariables::bare);
        Optional<String> query = variable(environment, LogSource.QUERY_VARIABLE);
        if (place.isPresent() && place.get().startsWith(JdbcAddress.START)) {
            return new LogQuery(place.get(), query.orElseThrow(() -> new ForesaleException(
                    THE + LogSource.VARIABLE + " names a database, but not what to read there: set the environment"
                    + " variable " + LogSource.QUERY_VARIABLE
                    + " to the name of a table, or to a query.")), variable(environment, LogSource.USER_VARIABLE),
                    variable(environment, LogSource.PASSWORD_VARIABLE));
        }
        if (place.isPresent() && place.get().toLowerCase(Locale.ROOT).contains(JdbcAddress.START)) {
            // It may hold a password, so it is not shown.
            throw new ForesaleException(THE + LogSource.VARIABLE + " contains " + JdbcAddress.START
                    + ", but does not begin with it. Set it to an address such as jdbc:postgresql://localhost/shop,"
                    + " with nothing before it.");
        }
        if (place.isPresent() && place.get().matches("\\w+://.*")) {
            throw new ForesaleException(
                    THE + LogSource.VARIABLE + " is an address, but not a JDBC address. Set it to the path of a"
                    + " file, or to an address such as jdbc:postgresql://localhost/shop.");
        }
        if (query.isPresent()) {
            throw new ForesaleException(THE + LogSource.QUERY_VARIABLE + " is set, but " + LogSource.VARIABLE
                    + " names no database. Set " + LogSource.VARIABLE + " to an address such as"
                    + " jdbc:postgresql://localhost/shop, or leave " + LogSource.QUERY_VARIABLE + " empty.");
        }
        return new LogFile(place.map(Path::of).orElse(otherwise), mapping(environment).map(ColumnMapping::layout)
                .orElseGet(FileLayout::guessed));
    }

    /** The column mapping that is named, if one is. */
    static Optional<ColumnMapping> mapping(Map<String, String> environment) {
        return variable(environment, LogSource.MAPPING_VARIABLE).map(SourceVariables::bare).map(Path::of)
                .map(ColumnMapping::read);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Without the blanks and quotation marks that a file of settings may leave around a path or an address. */
    private static String bare(String value) {
        String bare = value.strip();
        boolean quoted = bare.length() > 1 && bare.charAt(0) == bare.charAt(bare.length() - 1)
                && "\"'".indexOf(bare.charAt(0)) >= 0;
        return quoted ? bare.substring(1, bare.length() - 1).strip() : bare;
    }
}

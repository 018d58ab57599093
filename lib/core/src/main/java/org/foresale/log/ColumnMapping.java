package org.foresale.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.internal.Arguments;

/**
 * Which column of a source holds what.
 *
 * @param user       column of the user id
 * @param time       column of the date or of the date and time
 * @param product    column of the product id
 * @param classes    the three columns of the taxonomy, widest first
 * @param basket     column of the basket id; if empty, a user's purchases of one day are one basket
 * @param quantity   column of the quantity; if empty, every line counts as 1
 * @param value      column of the money spent; if empty, every line counts as 0
 * @param timeFormat format of a date held as text; if empty, ISO 8601 as in 2017-01-31 or 2017-01-31T18:30:00, or with
 *                   a blank for the T
 * @param zone       if given, times are instants in UTC and are turned into the local time of this zone
 */
public record ColumnMapping(String user, String time, String product, List<String> classes, Optional<String> basket,
        Optional<String> quantity, Optional<String> value, Optional<String> timeFormat, Optional<ZoneId> zone) {

    private static final int LEVELS = Level.values().length;

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if the name of a column is blank, if there are not three class columns, or if
     *     the format of the dates is not one
     */
    public ColumnMapping {
        Arguments.text("user column", user);
        Arguments.text("time column", time);
        Arguments.text("product column", product);
        if (classes.size() != LEVELS) {
            throw new IllegalArgumentException("a taxonomy has three columns, but these came: " + classes);
        }
        classes.forEach(name -> Arguments.text("class column", name));
        classes = List.copyOf(classes);
        basket.ifPresent(name -> Arguments.text("basket column", name));
        quantity.ifPresent(name -> Arguments.text("quantity column", name));
        value.ifPresent(name -> Arguments.text("value column", name));
        timeFormat.ifPresent(ColumnMapping::formatter);
    }

    /**
     * Begins a mapping of the columns that a log must have: {@code
     * ColumnMapping.ofUser("customer").time("day").product("article").classes("department", "category", "type")}.
     *
     * @param column column of the user id
     * @return what asks for the other columns
     */
    public static OfUser ofUser(String column) {
        return new OfUser(column);
    }

    /**
     * A mapping that lacks its time, its product and its classes.
     *
     * @param user column of the user id
     */
    public record OfUser(String user) {

        /**
         * Names the column of the time.
         *
         * @param column column of the date or of the date and time
         * @return what asks for the product and the classes
         */
        public OfTime time(String column) {
            return new OfTime(user, column);
        }
    }

    /**
     * A mapping that lacks its product and its classes.
     *
     * @param user column of the user id
     * @param time column of the date or of the date and time
     */
    public record OfTime(String user, String time) {

        /**
         * Names the column of the product.
         *
         * @param column column of the product id
         * @return what asks for the classes
         */
        public OfProduct product(String column) {
            return new OfProduct(user, time, column);
        }
    }

    /**
     * A mapping that lacks its classes.
     *
     * @param user    column of the user id
     * @param time    column of the date or of the date and time
     * @param product column of the product id
     */
    public record OfProduct(String user, String time, String product) {

        /**
         * Names the columns of the taxonomy.
         *
         * @param first  column of the first-level class
         * @param second column of the second-level class
         * @param third  column of the third-level class
         * @return the mapping
         * @throws IllegalArgumentException if the name of a column is blank
         */
        public ColumnMapping classes(String first, String second, String third) {
            return new ColumnMapping(user, time, product, Arrays.asList(first, second, third), Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * Returns a mapping guessed from what columns are called, such as customer_id, order date, sku, department,
     * category, sub-category, quantity and price; small and capital letters, blanks and signs make no difference.
     *
     * @param columns the names of a source's columns
     * @return the mapping; basket, quantity and value are left empty where no column is called so
     * @throws ForesaleException if several columns may have one role, or if none has one that a log must have; the
     *     message names them, and what to do
     */
    public static ColumnMapping guess(Collection<String> columns) {
        return MappingGuess.of("the source", columns);
    }

    /**
     * Returns a copy of this mapping with a basket column.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withBasket(String column) {
        return new ColumnMapping(user, time, product, classes, Optional.of(column), quantity, value, timeFormat, zone);
    }

    /**
     * Returns a copy of this mapping with a quantity column.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withQuantity(String column) {
        return new ColumnMapping(user, time, product, classes, basket, Optional.of(column), value, timeFormat, zone);
    }

    /**
     * Returns a copy of this mapping with a column of the money spent.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withValue(String column) {
        return new ColumnMapping(user, time, product, classes, basket, quantity, Optional.of(column), timeFormat, zone);
    }

    /**
     * Returns a copy of this mapping with a format for dates held as text.
     *
     * @param format a pattern of {@link DateTimeFormatter}, such as M/d/yyyy
     * @return the new mapping
     * @throws IllegalArgumentException if the pattern is not one
     */
    public ColumnMapping withTimeFormat(String format) {
        return new ColumnMapping(user, time, product, classes, basket, quantity, value, Optional.of(format), zone);
    }

    /**
     * Returns a copy of this mapping for times that are instants in UTC.
     *
     * @param local the zone whose local time the log is to have
     * @return the new mapping
     */
    public ColumnMapping withZone(ZoneId local) {
        return new ColumnMapping(user, time, product, classes, basket, quantity, value, timeFormat, Optional.of(local));
    }

    /** The column of each role, in the order of the roles. */
    Map<Role, String> roles() {
        Map<Role, String> roles = new EnumMap<>(Role.class);
        roles.put(Role.USER, user);
        roles.put(Role.TIME, time);
        roles.put(Role.PRODUCT, product);
        for (int level = 0; level < LEVELS; level++) {
            roles.put(Role.CLASSES.get(level), classes.get(level));
        }
        basket.ifPresent(column -> roles.put(Role.BASKET, column));
        quantity.ifPresent(column -> roles.put(Role.QUANTITY, column));
        value.ifPresent(column -> roles.put(Role.VALUE, column));
        return roles;
    }

    /** All columns that are named, some perhaps more than once. */
    List<String> columns() {
        return List.copyOf(roles().values());
    }

    Optional<DateTimeFormatter> formatter() {
        return timeFormat.map(ColumnMapping::formatter);
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the format of dates \"" + pattern + "\" is not one, such as M/d/yyyy or"
                    + " dd.MM.yyyy HH:mm: " + e.getMessage(), e);
        }
    }
}

package org.foresale.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.Interrupts;
import org.foresale.log.internal.NewFile;

/**
 * Maps the columns of a source to the fields of a purchase log, and describes the formats of their values.
 *
 * <p>The columns of the user, the time, the product and the classes are required. Without a basket column, all
 * purchases of a user on one day form one basket. Without a quantity column, every line has the quantity 1. Without a
 * value column, every line has the value 0. By default, dates are in ISO 8601 format, such as 2017-01-31 or
 * 2017-01-31T18:30:00 (a space may replace the T), and numbers are written as 1234.50.
 */
public final class ColumnMapping {

    private static final int MAX_BYTES = 1 << 20;

    private final Map<Role, String> roles;
    private final List<LineFilter> filters;
    private final Optional<String> timeFormat;
    private final Optional<ZoneId> zone;
    private final NumberStyle numbers;
    private final ClassRule classRule;
    private final boolean filledDown;
    private final boolean unitPrices;
    private final FileLayout layout;

    private ColumnMapping(Builder parts) {
        this.roles = parts.roles;
        this.filters = parts.filters;
        this.timeFormat = parts.timeFormat;
        this.zone = parts.zone;
        this.numbers = parts.numbers;
        this.classRule = parts.classRule;
        this.filledDown = parts.filledDown;
        this.unitPrices = parts.unitPrices;
        this.layout = parts.layout;
    }

    /** The parts of a mapping, one of which is to be another. */
    private static final class Builder {

        private Map<Role, String> roles;
        private List<LineFilter> filters = List.of();
        private Optional<String> timeFormat = Optional.empty();
        private Optional<ZoneId> zone = Optional.empty();
        private NumberStyle numbers = NumberStyle.PLAIN;
        private ClassRule classRule = ClassRule.cells();
        private boolean filledDown;
        private boolean unitPrices;
        private FileLayout layout = FileLayout.guessed();
    }

    private ColumnMapping with(Consumer<Builder> change) {
        Builder parts = new Builder();
        parts.roles = roles;
        parts.filters = filters;
        parts.timeFormat = timeFormat;
        parts.zone = zone;
        parts.numbers = numbers;
        parts.classRule = classRule;
        parts.filledDown = filledDown;
        parts.unitPrices = unitPrices;
        parts.layout = layout;
        change.accept(parts);
        return new ColumnMapping(parts);
    }

    /** A mapping of some roles; those that a log must have are among them. */
    static ColumnMapping of(Map<Role, String> roles) {
        Map<Role, String> all = new EnumMap<>(Role.class);
        roles.forEach((role, column) -> all.put(role, Arguments.text(role.text() + " column", column)));
        Builder parts = new Builder();
        parts.roles = all;
        return new ColumnMapping(parts);
    }

    private ColumnMapping with(Role role, String column) {
        Map<Role, String> all = new EnumMap<>(roles);
        all.put(role, Arguments.text(role.text() + " column", column));
        return with(parts -> parts.roles = all);
    }

    ColumnMapping with(ClassRule rule) {
        return with(parts -> parts.classRule = rule.of(classes()));
    }

    ColumnMapping with(LineFilter filter) {
        List<LineFilter> all = new ArrayList<>(filters);
        all.add(filter);
        return with(parts -> parts.filters = List.copyOf(all));
    }

    /**
     * Starts a mapping with the column of the user. The other required columns follow: {@code
     * ColumnMapping.ofUser("customer").time("day").product("article").classes("department", "category", "type")}.
     *
     * @param column column of the user id
     * @return the next step, which takes the time column
     */
    public static OfUser ofUser(String column) {
        return new OfUser(Arguments.text("user column", column));
    }

    /**
     * Holds an incomplete mapping: the columns of time, product and classes are still missing.
     *
     * @param user column of the user id
     */
    public record OfUser(String user) {

        /**
         * Names the column of the time.
         *
         * @param column column of the date or of the date and time
         * @return the next step, which takes the product column
         */
        public OfTime time(String column) {
            return new OfTime(user, Arguments.text("time column", column));
        }
    }

    /**
     * Holds an incomplete mapping: the columns of product and classes are still missing.
     *
     * @param user column of the user id
     * @param time column of the date or of the date and time
     */
    public record OfTime(String user, String time) {

        /**
         * Names the column of the product.
         *
         * @param column column of the product id
         * @return the next step, which takes the columns of the classes
         */
        public OfProduct product(String column) {
            return new OfProduct(user, time, Arguments.text("product column", column));
        }
    }

    /**
     * Holds an incomplete mapping: the columns of the classes are still missing.
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
            Map<Role, String> roles = new EnumMap<>(Role.class);
            roles.put(Role.USER, user);
            roles.put(Role.TIME, time);
            roles.put(Role.PRODUCT, product);
            roles.put(Role.FIRST_CLASS, first);
            roles.put(Role.SECOND_CLASS, second);
            roles.put(Role.THIRD_CLASS, third);
            return of(roles);
        }

        /**
         * Uses one column for the classes of all three levels. If a log has no classes, give the product column.
         *
         * @param column column of the class on each of the three levels
         * @return the mapping
         * @throws IllegalArgumentException if the name of the column is blank
         */
        public ColumnMapping classes(String column) {
            return classes(column, column, column);
        }

        /**
         * Uses a column that holds all levels in one cell, such as electronics.audio.headphone. The name of each class
         * is the code up to its level, so the third level is the whole code. If a code has fewer than three parts, its
         * last part is also used for the levels below.
         *
         * @param column    column of the code
         * @param separator separator between two levels, such as a dot
         * @return the mapping
         * @throws IllegalArgumentException if the name of the column is blank, or the separator empty
         */
        public ColumnMapping classesIn(String column, String separator) {
            return classes(column).with(ClassRule.parts(separator));
        }

        /**
         * Derives the classes from the last words of a column, for logs without classes: "red tea pot" belongs to the
         * classes "pot", "tea pot" and "red tea pot". Numbers do not count as words.
         *
         * @param column column of the product name
         * @return the mapping
         * @throws IllegalArgumentException if the name of the column is blank
         */
        public ColumnMapping classesOfWords(String column) {
            return classes(column).with(ClassRule.words());
        }
    }

    /**
     * Reads a mapping from a file that was created by {@link #write} or by hand, so that notebooks, programs and jobs
     * can share it.
     *
     * @param file a JSON file, such as mapping.json
     * @return the mapping
     * @throws ForesaleException if there is no such file, or if it does not contain a valid mapping; the message says
     *     why
     */
    public static ColumnMapping read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ForesaleException("The file " + file + " is not a column mapping: it has " + Files.size(file)
                        + " bytes, but at most " + MAX_BYTES + " are read.");
            }
            return MappingJson.read(Files.readString(file), "The file " + file);
        } catch (IOException e) {
            Interrupts.passOn("the file " + file, e);
            throw new ForesaleException("The file " + file + " cannot be read: " + e.getMessage()
                    + ". Give the path of a column mapping as written by ColumnMapping.write.", e);
        }
    }

    /**
     * Reads the mapping from the file given by the environment variable {@value LogSource#MAPPING_VARIABLE}.
     *
     * @return the mapping, if the variable is set
     * @throws ForesaleException if there is no such file, or if it does not contain a valid mapping; the message says
     *     why
     */
    public static Optional<ColumnMapping> fromEnvironment() {
        return SourceVariables.mapping(System.getenv());
    }

    /**
     * Reads a mapping from JSON, as returned by {@link #toJson}.
     *
     * @param json the JSON text
     * @return the mapping
     * @throws ForesaleException if the text is not a valid mapping; the message says why
     */
    public static ColumnMapping fromJson(String json) {
        return MappingJson.read(json, "The text");
    }

    /**
     * Returns this mapping as JSON, for other programs.
     *
     * @return JSON
     */
    public String toJson() {
        return MappingJson.write(this);
    }

    /**
     * Writes this mapping to a JSON file, which can be edited by hand. An existing file is replaced.
     *
     * @param file the file, such as mapping.json
     * @throws ForesaleException if it cannot be written
     */
    public void write(Path file) {
        NewFile.make(file, true, partial -> Files.writeString(partial, toJson() + "\n"));
    }

    /**
     * Returns a copy of this mapping with a basket column.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withBasket(String column) {
        return with(Role.BASKET, column);
    }

    /**
     * Returns a copy of this mapping with a quantity column.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withQuantity(String column) {
        return with(Role.QUANTITY, column);
    }

    /**
     * Returns a copy of this mapping with a value column: the money spent on the whole line, for all of its pieces.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withValue(String column) {
        return with(Role.VALUE, column).with(parts -> parts.unitPrices = false);
    }

    /**
     * Returns a copy of this mapping with a unit price column. Use it instead of {@link #withValue} if the source has
     * the price of one piece: the value of a line is then this price times the quantity.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withUnitPrice(String column) {
        return with(Role.VALUE, column).with(parts -> parts.unitPrices = true);
    }

    /**
     * Returns a copy of this mapping with the format of times that are stored as text or as plain numbers. Names of
     * months and days must be in English. Two-digit years are read as 1969 to 2068.
     *
     * @param format a pattern of {@link DateTimeFormatter}, such as M/d/yyyy or dd-MMM-yy; or "epoch seconds", "epoch
     *               milliseconds", "epoch microseconds", or, for numbers of days, "days, 1 is 2020-01-01"
     * @return the new mapping
     * @throws IllegalArgumentException if the pattern is invalid, or if it would ignore part of a time, as hh without
     *     AM or PM does; the message says what to change
     */
    public ColumnMapping withTimeFormat(String format) {
        TimeFormat.of(format);
        return with(parts -> parts.timeFormat = Optional.of(format));
    }

    /**
     * Returns a copy of this mapping that converts times to the local time of a time zone. Times without an offset are
     * read as UTC. Dates without a time of day are not changed. If no zone is set, dates and times are used as they are
     * written.
     *
     * @param local the time zone of the log
     * @return the new mapping
     */
    public ColumnMapping withZone(ZoneId local) {
        return with(parts -> parts.zone = Optional.of(local));
    }

    /**
     * Returns a copy of this mapping with another number format.
     *
     * @param style the format of quantities and values
     * @return the new mapping
     */
    public ColumnMapping withNumbers(NumberStyle style) {
        return with(parts -> parts.numbers = style);
    }

    /**
     * Returns a copy of this mapping that keeps only the lines with certain values in a column. Use it for sources that
     * also contain other lines, such as the views of an event log: {@code withOnly("event_type", "purchase")}. All
     * other lines are excluded and counted.
     *
     * @param column column that describes the kind or the status of a line
     * @param values the values of purchases; upper and lower case are not distinguished
     * @return the new mapping
     * @throws IllegalArgumentException if the column is blank, or if there is no value
     */
    public ColumnMapping withOnly(String column, String... values) {
        return with(LineFilter.only(column, values));
    }

    /**
     * Returns a copy of this mapping that excludes the lines with certain values in a column, such as a status: {@code
     * without("status", "cancelled", "refunded")}. The excluded lines are counted.
     *
     * @param column column that describes the kind or the status of a line
     * @param values the values of lines that are not purchases; upper and lower case are not distinguished
     * @return the new mapping
     * @throws IllegalArgumentException if the column is blank, or if there is no value
     */
    public ColumnMapping without(String column, String... values) {
        return with(LineFilter.without(column, values));
    }

    /**
     * Returns a copy of this mapping that fills blank cells from other lines of the same basket. Use it for sources
     * that give the user, the time and the status of an order on only one of its lines. If the lines of a basket
     * contradict each other, blank cells stay blank.
     *
     * @return the new mapping
     * @throws IllegalStateException if no basket column is mapped yet; the basket identifies the lines of an order
     */
    public ColumnMapping withFilledDown() {
        if (basket().isEmpty()) {
            throw new IllegalStateException("the lines of an order are recognized by its id: map that column first,"
                    + " with withBasket(\"…\")");
        }
        return with(parts -> parts.filledDown = true);
    }

    /**
     * Returns a copy of this mapping with the layout of the file, for files whose layout is not guessed correctly.
     *
     * @param file the layout
     * @return the new mapping
     */
    public ColumnMapping withLayout(FileLayout file) {
        return with(parts -> parts.layout = file);
    }

    /**
     * Returns the column of the user id.
     *
     * @return its name
     */
    public String user() {
        return roles.get(Role.USER);
    }

    /**
     * Returns the column of the date, or of the date and time.
     *
     * @return its name
     */
    public String time() {
        return roles.get(Role.TIME);
    }

    /**
     * Returns the column of the product id.
     *
     * @return its name
     */
    public String product() {
        return roles.get(Role.PRODUCT);
    }

    /**
     * Returns the columns of the taxonomy.
     *
     * @return the names of the three columns, first level first
     */
    public List<String> classes() {
        return Role.CLASSES.stream().map(roles::get).toList();
    }

    /**
     * Returns the column of the basket id.
     *
     * @return its name, if there is one
     */
    public Optional<String> basket() {
        return Optional.ofNullable(roles.get(Role.BASKET));
    }

    /**
     * Returns the column of the quantity.
     *
     * @return its name, if there is one
     */
    public Optional<String> quantity() {
        return Optional.ofNullable(roles.get(Role.QUANTITY));
    }

    /**
     * Returns the column of the money spent or, after {@link #withUnitPrice}, of the price of one piece.
     *
     * @return its name, if there is one
     */
    public Optional<String> value() {
        return Optional.ofNullable(roles.get(Role.VALUE));
    }

    /**
     * Returns the format of times that are stored as text or as plain numbers.
     *
     * @return the format given to {@link #withTimeFormat}; empty for ISO 8601
     */
    public Optional<String> timeFormat() {
        return timeFormat;
    }

    /**
     * Returns the time zone of the log.
     *
     * @return the zone; empty if times are used as they are written
     */
    public Optional<ZoneId> zone() {
        return zone;
    }

    /**
     * Returns the number format.
     *
     * @return the number format
     */
    public NumberStyle numbers() {
        return numbers;
    }

    /**
     * Returns the columns that distinguish purchases from other lines.
     *
     * @return the column of each {@link #withOnly} and {@link #without}, in the order of the calls
     */
    public List<String> markColumns() {
        return filters.stream().map(LineFilter::column).toList();
    }

    /**
     * Returns whether blank cells are filled from other lines of the same basket.
     *
     * @return true after {@link #withFilledDown}
     */
    public boolean isFilledDown() {
        return filledDown;
    }

    /**
     * Returns whether {@link #value} is the price of one piece.
     *
     * @return true if it was set by {@link #withUnitPrice}
     */
    public boolean hasUnitPrices() {
        return unitPrices;
    }

    /**
     * Returns the layout of the file.
     *
     * @return the layout; anything it does not specify is guessed
     */
    public FileLayout layout() {
        return layout;
    }

    /**
     * Names the classes of a line by its cells.
     *
     * @param first  cell of the first of {@link #classes}, null if there is none
     * @param second cell of the second one
     * @param third  cell of the third one
     * @return the three names, the widest class first; blank or null where there is none
     */
    List<String> classNames(String first, String second, String third) {
        return classRule.names(Arrays.asList(first, second, third));
    }

    ClassRule classRule() {
        return classRule;
    }

    /** What parts the lines of purchases from all others. */
    List<LineFilter> filters() {
        return filters;
    }

    /** The column of each role, in the order of the roles. */
    Map<Role, String> roles() {
        return new EnumMap<>(roles);
    }

    /** All columns that are named, some perhaps more than once. */
    List<String> columns() {
        List<String> all = new ArrayList<>(roles.values());
        filters.forEach(filter -> all.add(filter.column()));
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnMapping that && roles.equals(that.roles) && filters.equals(that.filters)
                && timeFormat.equals(that.timeFormat) && zone.equals(that.zone) && numbers == that.numbers
                && classRule.equals(that.classRule) && filledDown == that.filledDown
                && unitPrices == that.unitPrices && layout.equals(that.layout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(roles, filters, timeFormat, zone, numbers, classRule, filledDown, unitPrices, layout);
    }

    /**
     * Returns the mapping as Java code.
     *
     * @return the Java call that creates this mapping
     */
    @Override
    public String toString() {
        StringBuilder call = new StringBuilder("ColumnMapping.ofUser(" + quoted(user()) + ").time(" + quoted(time())
                + ").product(" + quoted(product()) + ")\n    ." + classRule.call(classes()));
        basket().ifPresent(column -> call.append("\n    .withBasket(").append(quoted(column)).append(')'));
        quantity().ifPresent(column -> call.append("\n    .withQuantity(").append(quoted(column)).append(')'));
        value().ifPresent(column -> call.append(unitPrices ? "\n    .withUnitPrice(" : "\n    .withValue(")
                .append(quoted(column)).append(')'));
        timeFormat.ifPresent(format -> call.append("\n    .withTimeFormat(").append(quoted(format)).append(')'));
        zone.ifPresent(local -> call.append("\n    .withZone(ZoneId.of(").append(quoted(local.getId())).append("))"));
        if (numbers != NumberStyle.PLAIN) {
            call.append("\n    .withNumbers(NumberStyle.").append(numbers.name()).append(')');
        }
        filters.forEach(filter -> call.append("\n    .").append(filter));
        if (filledDown) {
            call.append("\n    .withFilledDown()");
        }
        if (!layout.equals(FileLayout.guessed())) {
            call.append("\n    .withLayout(").append(layout).append(')');
        }
        return call.toString();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

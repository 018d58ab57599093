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
 * Which column of a source holds what, and how it is written there.
 *
 * <p>Four columns and the classes are needed; without a basket column, a user's purchases of one day are one basket;
 * without a quantity, every line counts as 1, and without a value as 0. Dates are those of ISO 8601, as in 2017-01-31
 * or 2017-01-31T18:30:00, or with a blank for the T, and numbers are written as 1234.50, unless something else is said.
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
     * Begins a mapping of the columns that a log must have: {@code
     * ColumnMapping.ofUser("customer").time("day").product("article").classes("department", "category", "type")}.
     *
     * @param column column of the user id
     * @return what asks for the other columns
     */
    public static OfUser ofUser(String column) {
        return new OfUser(Arguments.text("user column", column));
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
            return new OfTime(user, Arguments.text("time column", column));
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
            return new OfProduct(user, time, Arguments.text("product column", column));
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
         * Names the one column of classes that there is; a log without any names that of its products.
         *
         * @param column column of the class on each of the three levels
         * @return the mapping
         * @throws IllegalArgumentException if the name of the column is blank
         */
        public ColumnMapping classes(String column) {
            return classes(column, column, column);
        }

        /**
         * Names a column that holds the levels in one cell, such as electronics.audio.headphone. Each class is called
         * by all of the code up to its level, and the third level is the whole code. Of a code with fewer parts, the
         * narrowest stands for the levels below it.
         *
         * @param column    column of the code
         * @param separator what stands between two levels, such as a dot
         * @return the mapping
         * @throws IllegalArgumentException if the name of the column is blank, or the separator empty
         */
        public ColumnMapping classesIn(String column, String separator) {
            return classes(column).with(ClassRule.parts(separator));
        }

        /**
         * Names a column whose last words tell the class, for logs without classes: of "red tea pot", the classes are
         * "pot", "tea pot" and "red tea pot". Numbers are no words.
         *
         * @param column column of what the product is called
         * @return the mapping
         * @throws IllegalArgumentException if the name of the column is blank
         */
        public ColumnMapping classesOfWords(String column) {
            return classes(column).with(ClassRule.words());
        }
    }

    /**
     * Reads a mapping from a file that {@link #write} has written, or somebody by hand, so that notebooks, programs and
     * jobs share it.
     *
     * @param file a file of JSON, such as mapping.json
     * @return the mapping
     * @throws ForesaleException if there is no such file, or if it holds no mapping; the message says why
     */
    public static ColumnMapping read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ForesaleException("The file " + file + " holds no column mapping: it has " + Files.size(file)
                        + " bytes, and one of " + MAX_BYTES + " at most is read.");
            }
            return MappingJson.read(Files.readString(file), "The file " + file);
        } catch (IOException e) {
            Interrupts.passOn("the file " + file, e);
            throw new ForesaleException("The file " + file + " cannot be read: " + e.getMessage()
                    + ". Give that of a column mapping, which ColumnMapping.write writes.", e);
        }
    }

    /**
     * Reads the mapping whose file the environment variable {@value LogSource#MAPPING_VARIABLE} names.
     *
     * @return the mapping, if the variable is set
     * @throws ForesaleException if there is no such file, or if it holds no mapping; the message says why
     */
    public static Optional<ColumnMapping> fromEnvironment() {
        return SourceVariables.mapping(System.getenv());
    }

    /**
     * Reads a mapping from what {@link #toJson} gives.
     *
     * @param json a text
     * @return the mapping
     * @throws ForesaleException if it is none; the message says why
     */
    public static ColumnMapping fromJson(String json) {
        return MappingJson.read(json, "The text");
    }

    /**
     * Returns this mapping as a text, for other programs.
     *
     * @return JSON
     */
    public String toJson() {
        return MappingJson.write(this);
    }

    /**
     * Writes this mapping to a file, which people may edit; one that is there gives way.
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
     * Returns a copy of this mapping with a column of the money spent on a line, for all of its pieces.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withValue(String column) {
        return with(Role.VALUE, column).with(parts -> parts.unitPrices = false);
    }

    /**
     * Returns a copy of this mapping with a column of the price of one piece, in the place of {@link #withValue}: the
     * value of a line is this price times the quantity.
     *
     * @param column its name
     * @return the new mapping
     * @throws IllegalArgumentException if it is blank
     */
    public ColumnMapping withUnitPrice(String column) {
        return with(Role.VALUE, column).with(parts -> parts.unitPrices = true);
    }

    /**
     * Returns a copy of this mapping with a format for times held as text or as plain numbers. Names of months and of
     * days are those in English. A year of two digits lies between 1969 and 2068.
     *
     * @param format a pattern of {@link DateTimeFormatter}, such as M/d/yyyy or dd-MMM-yy; or "epoch seconds", "epoch
     *               milliseconds", "epoch microseconds", or, for numbers of days, "days, 1 is 2020-01-01"
     * @return the new mapping
     * @throws IllegalArgumentException if the pattern is not one, or if it would drop something that a time says, as hh
     *     without AM or PM does; the message has the remedy
     */
    public ColumnMapping withTimeFormat(String format) {
        TimeFormat.of(format);
        return with(parts -> parts.timeFormat = Optional.of(format));
    }

    /**
     * Returns a copy of this mapping for a log in the local time of a zone: times that tell how far they are off UTC
     * are turned into it, and all other times are taken for UTC and turned into it as well; dates without a time stay
     * as they are. Without a zone, the day and time count as they are written.
     *
     * @param local the zone whose local time the log is to have
     * @return the new mapping
     */
    public ColumnMapping withZone(ZoneId local) {
        return with(parts -> parts.zone = Optional.of(local));
    }

    /**
     * Returns a copy of this mapping for numbers that are written in another way.
     *
     * @param style how quantities and values are written
     * @return the new mapping
     */
    public ColumnMapping withNumbers(NumberStyle style) {
        return with(parts -> parts.numbers = style);
    }

    /**
     * Returns a copy of this mapping for a source that holds other lines beside those of purchases, as logs of events
     * hold views: {@code withOnly("event_type", "purchase")}. All other lines are left out, and counted.
     *
     * @param column column that tells what a line is
     * @param values what purchases have there; small and capital letters make no difference
     * @return the new mapping
     * @throws IllegalArgumentException if the column is blank, or if there is no value
     */
    public ColumnMapping withOnly(String column, String... values) {
        return with(LineFilter.only(column, values));
    }

    /**
     * Returns a copy of this mapping for a source that tells of some lines that they are none of purchases, as by a
     * status: {@code without("status", "cancelled", "refunded")}. These are left out, and counted.
     *
     * @param column column that tells what a line is
     * @param values what lines have there that are no purchases; small and capital letters make no difference
     * @return the new mapping
     * @throws IllegalArgumentException if the column is blank, or if there is no value
     */
    public ColumnMapping without(String column, String... values) {
        return with(LineFilter.without(column, values));
    }

    /**
     * Returns a copy of this mapping for a source that tells the user, the time and the status of an order on one of
     * its lines only: where the cell of another line of the same basket is blank, it is taken to say the same. Where
     * the lines of a basket contradict each other, the blank ones stay so.
     *
     * @return the new mapping
     * @throws IllegalStateException if no basket column is mapped yet, by which the lines of an order are known
     */
    public ColumnMapping withFilledDown() {
        if (basket().isEmpty()) {
            throw new IllegalStateException("which lines belong to one order is told by its id: name its column first,"
                    + " by withBasket(\"…\")");
        }
        return with(parts -> parts.filledDown = true);
    }

    /**
     * Returns a copy of this mapping for a file that is laid out in another way than is guessed.
     *
     * @param file how it is laid out
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
     * @return the names of the three columns, that of the widest classes first
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
     * Returns the column of the money spent, or of the price of one piece.
     *
     * @return its name, if there is one
     */
    public Optional<String> value() {
        return Optional.ofNullable(roles.get(Role.VALUE));
    }

    /**
     * Returns the format of times held as text or as plain numbers.
     *
     * @return what {@link #withTimeFormat} was given; empty where they are those of ISO 8601
     */
    public Optional<String> timeFormat() {
        return timeFormat;
    }

    /**
     * Returns the zone in whose local time the log is to be.
     *
     * @return the zone; empty where times count as they are written
     */
    public Optional<ZoneId> zone() {
        return zone;
    }

    /**
     * Returns how numbers are written.
     *
     * @return the style
     */
    public NumberStyle numbers() {
        return numbers;
    }

    /**
     * Returns the columns that tell purchases from other lines.
     *
     * @return a name for each {@link #withOnly} and {@link #without}, in their order
     */
    public List<String> markColumns() {
        return filters.stream().map(LineFilter::column).toList();
    }

    /**
     * Tells whether lines of an order tell for its other lines.
     *
     * @return whether {@link #withFilledDown} was asked for
     */
    public boolean isFilledDown() {
        return filledDown;
    }

    /**
     * Tells whether {@link #value} holds the price of one piece.
     *
     * @return whether {@link #withUnitPrice} has named it
     */
    public boolean hasUnitPrices() {
        return unitPrices;
    }

    /**
     * Returns how a file is laid out.
     *
     * @return the layout; what it does not say is guessed
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
     * Returns the mapping as a call.
     *
     * @return the call that makes it, in Java
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

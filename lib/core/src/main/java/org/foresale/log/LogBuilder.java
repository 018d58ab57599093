package org.foresale.log;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.Arguments;

/**
 * Builds a log from lines that a program creates. It must not be used by several threads at the same time. To load
 * files, tables or databases, use {@link LogSource}.
 */
public final class LogBuilder {

    private static final int ROOM_AT_FIRST = 1 << 16;

    private final String name;
    private final List<String> levelNames;
    private final RawLog raw;
    /** By product, the classes that it came with last, and their code. */
    private ClassPath[] pathsMet = new ClassPath[0];
    private int[] pathCodes = new int[0];
    private boolean hasTimeOfDay;
    private boolean isBuilt;

    private LogBuilder(String name, ColumnMapping columns) {
        if (columns == null) {
            throw new IllegalArgumentException("the columns of " + name + " are null: give a ColumnMapping");
        }
        this.name = Arguments.text("name of a log", name);
        this.levelNames = columns.classes();
        Map<Field, String> called = new EnumMap<>(RawLog.columns(columns));
        // A line's classes were looked up by its product, so that is what an example shows.
        called.put(Field.CLASS, columns.product());
        this.raw = new RawLog(name, called, ROOM_AT_FIRST, true);
    }

    /**
     * Returns a builder without any lines.
     *
     * @param name    the name of the log
     * @param columns the names of the original columns, for messages; the class columns also name the three levels of
     *                the taxonomy. Lines are added as they are, so the time format and the time zone are ignored
     * @return the builder
     * @throws IllegalArgumentException if the name is blank, or if the columns are null
     */
    public static LogBuilder of(String name, ColumnMapping columns) {
        return new LogBuilder(name, columns);
    }

    /**
     * Adds a line. The rules are applied when the log is built.
     *
     * @param line the line
     * @return this builder
     * @throws IllegalArgumentException if it is null
     * @throws IllegalStateException if the log has already been built
     */
    public LogBuilder add(Line line) {
        requireOpenFor(line);
        hasTimeOfDay |= line.time().isPresent();
        if (line.classes().isEmpty()) {
            raw.unreadable(Field.CLASS, Optional.of(line.product()));
        }
        boolean isDated = line.day().isPresent() && LogRules.isDated(line.day().get());
        if (!isDated) {
            raw.unreadable(Field.TIME, line.day().map(LocalDate::toString));
        }
        int second = line.time().isPresent() ? line.time().get().toSecondOfDay() : 0;
        int product = raw.products.code(line.product());
        raw.add(raw.users.code(line.user()),
                isDated ? RawLog.seconds(line.day().get().toEpochDay(), second) : RawLog.NO_TIME,
                line.basket().isPresent() ? raw.baskets.code(line.basket().get()) : Coder.MISSING, product,
                line.classes().isPresent() ? path(product, line.classes().get()) : Coder.MISSING, line.quantity(),
                line.value());
        return this;
    }

    /**
     * Adds a line whose ids are whole numbers. It is the same line as one with their texts, at a fraction of the cost.
     *
     * @param line the line
     * @return this builder
     * @throws IllegalArgumentException if it is null
     * @throws IllegalStateException if the log has already been built
     */
    public LogBuilder addNumbered(NumberedLine line) {
        requireOpenFor(line);
        hasTimeOfDay = true;
        if (line.classes().isEmpty()) {
            raw.unreadable(Field.CLASS, Optional.of(Long.toString(line.product())));
        }
        int product = raw.products.codeAmongTexts(line.product());
        raw.add(raw.users.codeAmongTexts(line.user()), line.time(), raw.baskets.codeAmongTexts(line.basket()), product,
                line.classes().isPresent() ? path(product, line.classes().get()) : Coder.MISSING, line.quantity(),
                line.value());
        return this;
    }

    /**
     * Builds the log from all lines that were added. The builder cannot be used afterwards. If any line has a time of
     * day, so has the log, and lines without one are set to midnight.
     *
     * @param rules which lines belong to the log
     * @return the log; its {@link PurchaseLog#quality()} reports the lines that were excluded
     * @throws ForesaleException     if no line is left
     * @throws IllegalStateException if the log has already been built
     */
    public PurchaseLog build(LogRules rules) {
        requireOpen();
        isBuilt = true;
        if (raw.baskets.words().isEmpty()) {
            raw.basket.clear();
        }
        return LogAssembler.assemble(name, raw, levelNames, hasTimeOfDay, rules);
    }

    /** The code of the classes of a line: those of a product are mostly the same object, which is found fastest. */
    private int path(int product, ClassPath classes) {
        if (product == Coder.MISSING) {
            return raw.pathCode(classes);
        }
        if (product >= pathsMet.length) {
            pathsMet = Arrays.copyOf(pathsMet, Math.max(2 * pathsMet.length, product + 1));
            pathCodes = Arrays.copyOf(pathCodes, pathsMet.length);
        }
        if (pathsMet[product] != classes) {
            pathsMet[product] = classes;
            pathCodes[product] = raw.pathCode(classes);
        }
        return pathCodes[product];
    }

    private void requireOpenFor(Record line) {
        requireOpen();
        if (line == null) {
            throw new IllegalArgumentException("line " + (raw.rows() + 1) + " of " + name + " is null: leave it out");
        }
    }

    private void requireOpen() {
        if (isBuilt) {
            throw new IllegalStateException("the log " + name + " has already been built: start a new builder");
        }
    }

    /**
     * Holds one line for {@link LogBuilder}: one product in one basket.
     *
     * @param user     the user's id; lines with a blank user are excluded and counted
     * @param day      the day of the purchase, in the shop's local time; lines without a day are excluded and counted
     * @param time     the time of day, if it is known
     * @param product  the product's id; lines with a blank product are excluded and counted
     * @param classes  the product's classes; lines without classes are excluded and counted
     * @param basket   id of the basket, if it is known
     * @param quantity units bought; lines with zero or fewer are excluded and counted
     * @param value    money spent; lines with a negative value are excluded and counted
     */
    public record Line(String user, Optional<LocalDate> day, Optional<LocalTime> time, String product,
            Optional<ClassPath> classes, Optional<String> basket, double quantity, double value) {

        /**
         * Checks that nothing is null. All other checks are made when the log is built.
         *
         * @throws IllegalArgumentException if a part is null
         */
        public Line {
            if (user == null || day == null || time == null || product == null || classes == null || basket == null) {
                throw new IllegalArgumentException("a line has a part that is null: user " + user + ", day " + day
                        + ", time " + time + ", product " + product + ", classes " + classes + ", basket " + basket
                        + ". Use a blank text for an unknown user or product, and an empty Optional for anything else");
            }
        }

        /**
         * Returns a line with the quantity 1 and the value 0, without a time of day or basket.
         *
         * @param user    the user's id
         * @param day     the day of the purchase
         * @param product the product's id
         * @param classes the product's classes, if it has any
         * @return the line
         * @throws IllegalArgumentException if one of them is null
         */
        public static Line of(String user, LocalDate day, String product, Optional<ClassPath> classes) {
            if (day == null) {
                throw new IllegalArgumentException("the day of a line of user " + user + " and product " + product
                        + " is null: if it is not known, give any day and call withoutDay");
            }
            return new Line(user, Optional.of(day), Optional.empty(), product, classes, Optional.empty(),
                    RawLog.DEFAULT_QUANTITY, RawLog.DEFAULT_VALUE);
        }

        /**
         * Returns a copy of this line without a day.
         *
         * @return the new line
         */
        public Line withoutDay() {
            return new Line(user, Optional.empty(), time, product, classes, basket, quantity, value);
        }

        /**
         * Returns a copy of this line with a time of day.
         *
         * @param otherTime the time of day
         * @return the new line
         */
        public Line withTime(LocalTime otherTime) {
            return new Line(user, day, Optional.of(otherTime), product, classes, basket, quantity, value);
        }

        /**
         * Returns a copy of this line with a basket.
         *
         * @param id the basket's id
         * @return the new line
         */
        public Line withBasket(String id) {
            return new Line(user, day, time, product, classes, Optional.of(id), quantity, value);
        }

        /**
         * Returns a copy of this line with another quantity and value.
         *
         * @param units units bought
         * @param money money spent
         * @return the new line
         */
        public Line withAmount(double units, double money) {
            return new Line(user, day, time, product, classes, basket, units, money);
        }
    }

    /**
     * Holds one line whose ids are whole numbers, all of them known.
     *
     * @param user     the user's id
     * @param time     the time of the purchase, in the shop's local time, in seconds since 1970 began there
     * @param basket   id of the basket
     * @param product  the product's id
     * @param classes  the product's classes; lines without classes are excluded and counted
     * @param quantity units bought; lines with zero or fewer are excluded and counted
     * @param value    money spent; lines with a negative value are excluded and counted
     */
    public record NumberedLine(long user, long time, long basket, long product, Optional<ClassPath> classes,
            double quantity, double value) {

        /**
         * Checks the time.
         *
         * @throws IllegalArgumentException if the classes are null, or if the time is no day of the years that a log
         *     can have
         */
        public NumberedLine {
            if (classes == null) {
                throw new IllegalArgumentException("the classes of product " + product + " are null: leave them empty");
            }
            if (!LogRules.isDated(Math.floorDiv(time, RawLog.SECONDS_A_DAY))) {
                throw new IllegalArgumentException("a line of user " + user + " has the time " + time + ", in seconds"
                        + " since 1970: no log has such a day");
            }
        }
    }

    @Override
    public String toString() {
        return name + (isBuilt ? ", built" : ", to be built");
    }
}

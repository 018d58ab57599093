package org.foresale.log;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.Table;

/**
 * Holds the purchases of many users in one window of days, sorted by user and time.
 *
 * <p>A log is immutable. Users, products and classes have the codes 0, 1, 2, … in the order of their ids. Days are
 * counted from the first day of the window, which is day 0. The order of the lines in the source makes no difference.
 * Load a log with {@link LogSource}, or create one with {@link LogBuilder}.
 */
public final class PurchaseLog {

    private final String name;
    private final LocalDate firstDay;
    private final int days;
    private final Lines lines;
    private final int[] start;
    private final String[] users;
    private final String[] products;
    private final String[] baskets;
    private final Taxonomy taxonomy;
    private final QualityReport quality;

    PurchaseLog(String name, LocalDate firstDay, int days, Lines lines, int[] start, String[] users, String[] products,
            String[] baskets, Taxonomy taxonomy, QualityReport quality) {
        this.name = name;
        this.firstDay = firstDay;
        this.days = days;
        this.lines = lines;
        this.start = start;
        this.users = users;
        this.products = products;
        this.baskets = baskets;
        this.taxonomy = taxonomy;
        this.quality = quality;
    }

    /**
     * Returns the order of user ids: shorter ids first, so numeric ids are in numerical order.
     *
     * @return the comparator of ids
     */
    public static Comparator<String> order() {
        return Coder.ORDER;
    }

    /**
     * Returns the log's name.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the first day of the window: day 0.
     *
     * @return the date
     */
    public LocalDate firstDay() {
        return firstDay;
    }

    /**
     * Returns the last day of the window.
     *
     * @return the date; to score the current state of the users, cut on the day after it
     */
    public LocalDate lastDay() {
        return date(days - 1);
    }

    /**
     * Returns the length of the window.
     *
     * @return the number of days; the last day of the window is this number minus 1
     */
    public int days() {
        return days;
    }

    /**
     * Returns the date of a day.
     *
     * @param day days since the first day
     * @return the date
     */
    public LocalDate date(int day) {
        return firstDay.plusDays(day);
    }

    /**
     * Returns the number of users.
     *
     * @return the number of users, each with at least one line
     */
    public int users() {
        return users.length;
    }

    /**
     * Returns the number of lines.
     *
     * @return the number of lines
     */
    public int lines() {
        return lines.day().length;
    }

    /**
     * Returns whether the log has times of day.
     *
     * @return false if it has only dates
     */
    public boolean hasTimeOfDay() {
        return lines.second().length > 0;
    }

    /**
     * Returns the id of a user, as in the source.
     *
     * @param user the user's code, 0 to {@link #users()} - 1
     * @return the id
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public String userId(int user) {
        return users[Arguments.index("user", user, users.length)];
    }

    /**
     * Finds the user with an id.
     *
     * @param id a user id, as in the source
     * @return the user's code; empty if there is no user with this id
     */
    public OptionalInt findUser(String id) {
        int user = Arrays.binarySearch(users, id, Coder.ORDER);
        return user < 0 ? OptionalInt.empty() : OptionalInt.of(user);
    }

    /**
     * Returns all lines of a user.
     *
     * @param user the user's code, 0 to {@link #users()} - 1
     * @return the lines, oldest first
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public History history(int user) {
        Arguments.index("user", user, users.length);
        return new History(lines, start[user], start[user + 1]);
    }

    /**
     * Returns the id of a product, as in the source.
     *
     * @param product the product's code
     * @return the id
     * @throws IndexOutOfBoundsException if there is no such product
     */
    public String productId(int product) {
        return products[Arguments.index("product", product, products.length)];
    }

    /**
     * Returns the id of a basket, as in the source.
     *
     * @param basket the basket's code
     * @return the id
     * @throws IndexOutOfBoundsException if there is no such basket
     */
    public String basketId(int basket) {
        return baskets[Arguments.index("basket", basket, baskets.length)];
    }

    /**
     * Returns whether the log has baskets.
     *
     * @return false if all purchases of a user on one day form one basket
     */
    public boolean hasBaskets() {
        return baskets.length > 0;
    }

    /**
     * Returns a copy of this log with other names for the levels of its taxonomy.
     *
     * @param names the names of the three levels, first level first
     * @return the log under the new names
     * @throws IllegalArgumentException if there are not three names
     */
    public PurchaseLog withLevelNames(List<String> names) {
        return new PurchaseLog(name, firstDay, days, lines, start, users, products, baskets,
                taxonomy.withLevelNames(names), quality);
    }

    /**
     * Returns a copy of this log with another name. The name is also used in its {@link #quality()} report.
     *
     * @param other the name
     * @return the log under the new name
     * @throws IllegalArgumentException if the name is blank
     */
    public PurchaseLog withName(String other) {
        return new PurchaseLog(Arguments.text("name of a log", other), firstDay, days, lines, start, users, products,
                baskets, taxonomy, new QualityReport(other, quality.read(), quality.kept(), quality.findings(),
                quality.remarks()));
    }

    /**
     * Returns a log of the lines that match other rules.
     *
     * @param rules the lines to keep; if the rules have no window, the window of this log is used. {@link
     *              LogRules#nobody} is ignored, because lines of placeholder ids were excluded when the log was loaded
     * @return a new log; its {@link #quality()} reports the lines of this log that were excluded
     * @throws ForesaleException if no line is left
     * @throws IllegalArgumentException if the rules set only one end of the window, and it is beyond the other end of
     *     this log's window
     */
    public PurchaseLog filter(LogRules rules) {
        return LogAssembler.assemble(name, raw(), taxonomy.levelNames(), hasTimeOfDay(),
                rules.orWindow(firstDay, date(days - 1)).withNobody());
    }

    /**
     * Replaces all purchases of some classes by artificial ones. Use it to test whether a model finds a known pattern.
     *
     * @param thirdClasses codes of the third-level classes whose lines are removed; the artificial lines have the first
     *                     product found in them, the quantity 1 and the value 0
     * @param days         the days of each user's artificial lines in ascending order, in days since the log's first
     *                     day; empty for none. The user may have no other purchases on these days
     * @return the new log; users who bought nothing else remain without lines
     * @throws IllegalArgumentException if the log has no line of these classes, or if the days are outside the window
     *     or not in ascending order
     */
    public PurchaseLog withPlanted(BitSet thirdClasses, IntFunction<int[]> days) {
        int[] planted = new int[start.length];
        Lines changed = Planting.of(lines, start, thirdClasses, user -> requireDays(user, days.apply(user)), planted);
        return new PurchaseLog(name, firstDay, this.days, changed, planted, users, products, baskets, taxonomy,
                quality);
    }

    private int[] requireDays(int user, int[] planted) {
        int last = -1;
        for (int day : planted) {
            if (day <= last || day >= days) {
                throw new IllegalArgumentException("days of user " + users[user] + ": " + Arrays.toString(planted)
                        + ", but they must be ascending and in the range 0 to " + (days - 1));
            }
            last = day;
        }
        return planted;
    }

    /** The lines as a source of another log. */
    private RawLog raw() {
        Map<RawLog.Field, String> columns = new EnumMap<>(RawLog.Field.class);
        for (RawLog.Field field : RawLog.Field.values()) {
            columns.put(field, field.name().toLowerCase(Locale.ROOT));
        }
        RawLog raw = new RawLog(name, columns, lines(), lines.basket().length > 0, Coder.of(users), Coder.of(baskets),
                Coder.of(products));
        int[] paths = new int[taxonomy.size(Level.THIRD)];
        Arrays.setAll(paths, third -> raw.pathCode(taxonomy.classPath(third)));
        for (int user = 0; user < users.length; user++) {
            History history = history(user);
            for (int line = 0; line < history.size(); line++) {
                raw.add(user, RawLog.seconds(firstDay.toEpochDay() + history.day(line),
                        Math.max(0, history.second(line))), history.basket(line), history.product(line),
                        paths[history.thirdClass(line)], history.quantity(line), history.value(line));
            }
        }
        return raw;
    }

    /**
     * Returns the classes of the products.
     *
     * @return the taxonomy of the classes that occur in the log
     */
    public Taxonomy taxonomy() {
        return taxonomy;
    }

    /**
     * Returns the quality report: the lines that were read, and the lines that were excluded and why.
     *
     * @return the report
     */
    public QualityReport quality() {
        return quality;
    }

    /**
     * Returns the log as a table.
     *
     * @return one row per line: user, time (or date), basket if there is one, product, the three classes, quantity,
     *     value
     */
    public Table table() {
        return tables().lines();
    }

    /**
     * Returns the users as a table.
     *
     * @return one row per user: user, lines, shopping days, first and last day of shopping, value of all purchases
     */
    public Table userTable() {
        return tables().users();
    }

    /**
     * Returns the classes of a level as a table: the possible targets, and how often they are bought.
     *
     * @param level the level
     * @return one row per class, the classes with most users first: its name, the names of its ancestors, the number
     *     and percentage of users who buy it, its lines, and the value of all purchases
     */
    public Table classTable(Level level) {
        return tables().classes(level);
    }

    /**
     * Returns the log by week as a table.
     *
     * @return one row per full week, counted from the first day of the window: the week's first day, its lines, the
     *     number of users who shop in it, and the value of all purchases. An incomplete week at the end is omitted
     */
    public Table weekTable() {
        return tables().weeks();
    }

    /**
     * Returns key figures of the log as a table.
     *
     * @return one row per measure, with its value
     */
    public Table summary() {
        return tables().summary();
    }

    /**
     * Returns the calendar and the taxonomy of this log, which it would share with other parts of a larger log.
     *
     * @return the frame: name, window, taxonomy, and whether there are times of day and baskets
     */
    public LogFrame frame() {
        return new LogFrame(name, firstDay, days, hasTimeOfDay(), hasBaskets(), taxonomy);
    }

    /** The users and their lines, without what other parts of the same log share with them. */
    PartBuilder.Part part() {
        return new PartBuilder.Part(lines, start, users, products, baskets,
                quality.dropped(QualityReport.Reason.DUPLICATE));
    }

    private LogTables tables() {
        return new LogTables(this, lines, start, users, products, baskets);
    }

    @Override
    public String toString() {
        return name + ": " + LogTables.count(lines()) + " lines of " + LogTables.count(users()) + " users, " + firstDay
                + " to " + date(days - 1);
    }
}

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
 * Who bought what, and when: the purchases of many users in one window of days, sorted by user and time.
 *
 * <p>A log never changes. Users, products and classes are coded 0, 1, 2, … in the order of their ids; days are counted
 * from the first day of the window, which is day 0. The same lines in another order give the same log. A {@link
 * LogSource} loads it, or a {@link LogBuilder} makes it.
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
     * Returns the order of user ids: shorter ones first, so that ids which are numbers stand in the order of their
     * values.
     *
     * @return compares ids
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
     * @return the date; users are scored as they are known now on the day after it
     */
    public LocalDate lastDay() {
        return date(days - 1);
    }

    /**
     * Returns the length of the window.
     *
     * @return the number of days; the last day of the window is this less one
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
     * Tells how many users there are.
     *
     * @return the number of users, each with at least one line
     */
    public int users() {
        return users.length;
    }

    /**
     * Tells how many lines there are.
     *
     * @return the number of lines
     */
    public int lines() {
        return lines.day().length;
    }

    /**
     * Tells whether the log tells the time of day.
     *
     * @return false if it has dates only
     */
    public boolean hasTimeOfDay() {
        return lines.second().length > 0;
    }

    /**
     * Returns the id of a user, as the source has it.
     *
     * @param user the user's code, 0 to {@link #users()} - 1
     * @return the id
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public String userId(int user) {
        return users[Arguments.index("user", user, users.length)];
    }

    /**
     * Returns the user of an id.
     *
     * @param id a user id, as the source has it
     * @return the user's code, empty if nobody has this id
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
     * Returns the id of a product, as the source has it.
     *
     * @param product the product's code
     * @return the id
     * @throws IndexOutOfBoundsException if there is no such product
     */
    public String productId(int product) {
        return products[Arguments.index("product", product, products.length)];
    }

    /**
     * Returns the id of a basket, as the source has it.
     *
     * @param basket the basket's code
     * @return the id
     * @throws IndexOutOfBoundsException if there is no such basket
     */
    public String basketId(int basket) {
        return baskets[Arguments.index("basket", basket, baskets.length)];
    }

    /**
     * Tells whether the source tells which lines belong to one basket.
     *
     * @return false if a user's purchases of one day count as one basket
     */
    public boolean hasBaskets() {
        return baskets.length > 0;
    }

    /**
     * Returns a copy of this log with the levels of its taxonomy called otherwise.
     *
     * @param names the names of the three levels, widest first
     * @return the log under the new names
     * @throws IllegalArgumentException if there are not three names
     */
    public PurchaseLog withLevelNames(List<String> names) {
        return new PurchaseLog(name, firstDay, days, lines, start, users, products, baskets,
                taxonomy.withLevelNames(names), quality);
    }

    /**
     * Returns a copy of this log under another name, which is also that of its {@link #quality()}.
     *
     * @param other the name
     * @return the log under the new name
     * @throws IllegalArgumentException if it is blank
     */
    public PurchaseLog withName(String other) {
        return new PurchaseLog(Arguments.text("name of a log", other), firstDay, days, lines, start, users, products,
                baskets, taxonomy, new QualityReport(other, quality.read(), quality.kept(), quality.findings(),
                quality.remarks()));
    }

    /**
     * Returns the lines of this log that some rules keep.
     *
     * @param rules which lines to keep; where they have no window, the log's own stays. All users of a log are
     *              somebody, so {@link LogRules#nobody} is not looked at
     * @return a new log; what was left out of this one is in its {@link #quality()}
     * @throws ForesaleException if no line is left
     * @throws IllegalArgumentException if the rules give one end of a window only, and it lies beyond the other end of
     *     this log's own
     */
    public PurchaseLog filter(LogRules rules) {
        return LogAssembler.assemble(name, raw(), taxonomy.levelNames(), hasTimeOfDay(),
                rules.orWindow(firstDay, date(days - 1)).withNobody());
    }

    /**
     * Replaces all purchases of some classes by planted ones: a log of which it is known what tells of them.
     *
     * @param thirdClasses codes of the third-level classes whose lines are taken out; the planted ones are of the first
     *                     product that is found in them, one piece at no cost
     * @param days         the days of each user's planted lines, rising, in days since the log's first day; empty for
     *                     none. A user need not shop on such a day
     * @return the new log; users who bought nothing else stay, without a line
     * @throws IllegalArgumentException if the log has no line of these classes, or if a day is out of the window or
     *     does not rise
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
                        + ", but they rise and lie in 0 to " + (days - 1));
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
     * Tells what was read, what was left out and why.
     *
     * @return the report
     */
    public QualityReport quality() {
        return quality;
    }

    /**
     * Returns the log as a table, to explore it.
     *
     * @return one row a line: user, time (or date), basket if there is one, product, the three classes, quantity, value
     */
    public Table table() {
        return tables().lines();
    }

    /**
     * Returns the users as a table.
     *
     * @return one row a user: user, lines, shopping days, first and last day of shopping, value of all purchases
     */
    public Table userTable() {
        return tables().users();
    }

    /**
     * Returns the classes of a level as a table: what could be a target, and how often it is bought.
     *
     * @param level the level
     * @return one row a class, those that most users buy first: its name, the names of its ancestors, how many users
     *     buy it and what percentage of all that is, its lines, and the value of all purchases
     */
    public Table classTable(Level level) {
        return tables().classes(level);
    }

    /**
     * Returns the log week by week.
     *
     * @return one row a whole week of the window, counted from its first day: the week's first day, its lines, how many
     *     users shop in it, and the value of all purchases; the days that are left over at the end are left out
     */
    public Table weekTable() {
        return tables().weeks();
    }

    /**
     * Returns the log in a few numbers.
     *
     * @return a table of measures and their values
     */
    public Table summary() {
        return tables().summary();
    }

    /**
     * Tells what this log would share with others if it were one part of several.
     *
     * @return its name, window and taxonomy, and what its lines tell
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

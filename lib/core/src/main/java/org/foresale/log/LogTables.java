package org.foresale.log;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.log.internal.Headings;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A log as tables, for people to look at. */
final class LogTables {

    private static final int DAYS_A_WEEK = 7;
    private static final String LINES = "lines";
    private static final String USERS = "users";
    private static final String QUANTITY = "quantity";
    private static final String VALUE = "value";

    private final PurchaseLog log;
    private final Lines lines;
    private final int[] start;
    private final String[] users;
    private final String[] products;
    private final String[] baskets;

    LogTables(PurchaseLog log, Lines lines, int[] start, String[] users, String[] products, String[] baskets) {
        this.log = log;
        this.lines = lines;
        this.start = start;
        this.users = users;
        this.products = products;
        this.baskets = baskets;
    }

    /** One row a line. */
    Table lines() {
        int n = lines.day().length;
        String[] user = new String[n];
        for (int u = 0; u < users.length; u++) {
            Arrays.fill(user, start[u], start[u + 1], users[u]);
        }
        Table table = Table.create(log.name(), StringColumn.create("user", user));
        LocalDate[] dates = new LocalDate[log.days()];
        Arrays.setAll(dates, log::date);
        if (log.hasTimeOfDay()) {
            LocalDateTime[] time = new LocalDateTime[n];
            Arrays.setAll(time, i -> dates[lines.day()[i]].atStartOfDay().plusSeconds(lines.second()[i]));
            table.addColumns(DateTimeColumn.create("time", time));
        } else {
            LocalDate[] date = new LocalDate[n];
            Arrays.setAll(date, i -> dates[lines.day()[i]]);
            table.addColumns(DateColumn.create("date", date));
        }
        if (baskets.length > 0) {
            table.addColumns(texts("basket", lines.basket(), baskets));
        }
        table.addColumns(texts("product", lines.product(), products));
        for (Level level : Level.values()) {
            String[] names = new String[log.taxonomy().size(level)];
            Arrays.setAll(names, code -> log.taxonomy().name(level, code));
            int[] codes = Arrays.stream(lines.thirdClass())
                    .map(third -> log.taxonomy().ancestor(third, level)).toArray();
            table.addColumns(texts(heading(level, "user", "time", "date", "basket", "product", QUANTITY, VALUE),
                    codes, names));
        }
        return table.addColumns(DoubleColumn.create(QUANTITY, lines.quantity()),
                DoubleColumn.create(VALUE, lines.value()));
    }

    /** One row a user. */
    Table users() {
        IntColumn count = IntColumn.create(LINES);
        IntColumn shopping = IntColumn.create("shopping days");
        DateColumn first = DateColumn.create("first day");
        DateColumn last = DateColumn.create("last day");
        DoubleColumn value = DoubleColumn.create(VALUE);
        for (int user = 0; user < users.length; user++) {
            History history = log.history(user);
            count.append(history.size());
            shopping.append(history.shoppingDays());
            first.append(log.date(history.day(0)));
            last.append(log.date(history.day(history.size() - 1)));
            value.append(Arrays.stream(lines.value(), start[user], start[user + 1]).sum());
        }
        return Table.create(log.name() + ": users", StringColumn.create("user", users), count, shopping, first, last,
                value);
    }

    /** One row a class. */
    Table classes(Level level) {
        Taxonomy taxonomy = log.taxonomy();
        int size = taxonomy.size(level);
        int[] of = new int[taxonomy.size(Level.THIRD)];
        Arrays.setAll(of, third -> taxonomy.ancestor(third, level));
        int[] buyers = new int[size];
        int[] count = new int[size];
        double[] value = new double[size];
        int[] lastBuyer = new int[size];
        Arrays.fill(lastBuyer, -1);
        for (int user = 0; user < users.length; user++) {
            for (int line = start[user]; line < start[user + 1]; line++) {
                int code = of[lines.thirdClass()[line]];
                buyers[code] += lastBuyer[code] == user ? 0 : 1;
                lastBuyer[code] = user;
                count[code]++;
                value[code] += lines.value()[line];
            }
        }
        Table table = Table.create(log.name() + ": classes", 
                StringColumn.create(heading(level, "part of", USERS, "users %", LINES, VALUE)),
                StringColumn.create("part of"), IntColumn.create(USERS), DoubleColumn.create("users %"),
                IntColumn.create(LINES), DoubleColumn.create(VALUE));
        int[] order = IntStream.range(0, size).boxed().sorted(Comparator.comparingInt(code -> -buyers[code]))
                .mapToInt(Integer::intValue).toArray();
        for (int code : order) {
            table.stringColumn(0).append(taxonomy.name(level, code));
            table.stringColumn(1).append(taxonomy.parents(level, code));
            table.intColumn(2).append(buyers[code]);
            table.doubleColumn(3).append(100.0 * buyers[code] / users.length);
            table.intColumn(4).append(count[code]);
            table.doubleColumn(5).append(value[code]);
        }
        return table;
    }

    /** One row a whole week. */
    Table weeks() {
        int whole = log.days() / DAYS_A_WEEK;
        int[] count = new int[whole];
        int[] shoppers = new int[whole];
        double[] value = new double[whole];
        for (int user = 0; user < users.length; user++) {
            int last = -1;
            for (int line = start[user]; line < start[user + 1]; line++) {
                int week = lines.day()[line] / DAYS_A_WEEK;
                if (week < whole) {
                    shoppers[week] += week == last ? 0 : 1;
                    last = week;
                    count[week]++;
                    value[week] += lines.value()[line];
                }
            }
        }
        return Table.create(log.name() + ": weeks", DateColumn.create("week from",
                IntStream.range(0, whole).mapToObj(week -> log.date(week * DAYS_A_WEEK))),
                IntColumn.create(LINES, count), IntColumn.create(USERS, shoppers),
                DoubleColumn.create(VALUE, value));
    }

    /** Measures and their values. */
    Table summary() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("window", log.firstDay() + " to " + log.date(log.days() - 1) + " (" + log.days() + " days)");
        rows.put("users", count(users.length));
        rows.put("lines", count(lines.day().length));
        if (baskets.length > 0) {
            rows.put("baskets", count(baskets.length));
        }
        double value = Arrays.stream(lines.value()).sum();
        if (value > 0) {
            rows.put("value of all lines", String.format(Locale.ROOT, "%,.2f", value));
        }
        rows.put("products", count(products.length));
        for (Level level : Level.values()) {
            rows.put(log.taxonomy().levelName(level) + " classes", count(log.taxonomy().size(level)));
        }
        double[] shopping = new double[users.length];
        Arrays.setAll(shopping, user -> log.history(user).shoppingDays());
        Arrays.sort(shopping);
        rows.put("shopping days per user (median)", count((int) shopping[shopping.length / 2]));
        rows.put("time of day", log.hasTimeOfDay() ? "known" : "unknown: dates only");
        return Table.create(log.name(),
                StringColumn.create("measure", rows.keySet()), StringColumn.create(VALUE, rows.values()));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The level's name, made unlike the columns before it: a log may use one column for several levels. */
    /** The name of a level as a heading beside others. */
    private String heading(Level level, String... taken) {
        return Headings.of(log.taxonomy().levelName(level), level.name().toLowerCase(Locale.ROOT) + " level", taken);
    }

    private static StringColumn texts(String column, int[] codes, String[] words) {
        String[] texts = new String[codes.length];
        Arrays.setAll(texts, i -> codes[i] < 0 ? "" : words[codes[i]]);
        return StringColumn.create(column, texts);
    }
}

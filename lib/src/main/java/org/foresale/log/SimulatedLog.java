package org.foresale.log;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A log of invented users whose shopping has the statistics of Complete Journey, and of whom it is known who came to
 * need something and when.
 *
 * <p>A share of the users comes to need the class {@value #TARGET} on a random day, its <em>need day</em>, buys it on the
 * first shopping day from then on and again now and then, and often its {@value #COMPANION} too. In the days before the
 * need day, some other classes, the precursors, are bought more often than usual: this is all that can be learnt. What is
 * found on such a log is a conclusion about these assumptions, and of nothing else.
 *
 * <p>Each user is drawn from a seed of its own: a user is the same however many others there are.
 *
 * @param seed           the seed
 * @param users          how many users, at least 1
 * @param days           length of the window in days, at least 1
 * @param needShare      share of the users that come to need the target, 0 to 1
 * @param precursorLift  how much more often precursors are bought before a need, at least 1
 * @param precursorDays  for how many days before the need day
 * @param noise          share of the users that do the opposite: no purchase in spite of a need, or one without, 0 to 1
 */
public record SimulatedLog(long seed, int users, int days, double needShare, double precursorLift, int precursorDays,
        double noise) {

    /** Second-level class that users come to need. */
    public static final String TARGET = "TARGET";
    /** Second-level class that is often bought after the first purchase of the target. */
    public static final String COMPANION = "COMPANION";
    /** The columns of the files that {@link #write} makes. */
    public static final ColumnMapping MAPPING = ColumnMapping
            .of("user", "date", "product", "department", "category", "type").withQuantity("quantity").withValue("value");
    /** The first day of every simulated log. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

    private static final int USUAL_LINES_A_USER = 500;
    private static final int MOST_ROOM = 10_000_000;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public SimulatedLog {
        require(users >= 1, "users", users);
        require(days >= 1, "days", days);
        require(needShare >= 0 && needShare <= 1, "share in need", needShare);
        require(precursorLift >= 1 && precursorLift <= SimulatedUser.LARGEST_LIFT, "precursor lift", precursorLift);
        require(precursorDays >= 0, "precursor days", precursorDays);
        require(noise >= 0 && noise <= 1, "noise", noise);
    }

    private static void require(boolean holds, String what, double value) {
        if (!holds) {
            throw new IllegalArgumentException("a simulated log cannot have the " + what + " " + value);
        }
    }

    /**
     * A year of some users: half of them come to need the target, precursors are bought 2.5 times as often for 60 days,
     * and 5 % do the opposite of what they should.
     *
     * @param seed  the seed
     * @param users how many users, at least 1
     * @return the simulation
     * @throws IllegalArgumentException if there is no user
     */
    public static SimulatedLog of(long seed, int users) {
        return new SimulatedLog(seed, users, 365, .5, 2.5, 60, .05);
    }

    /**
     * The same simulation over another window.
     *
     * @param length length of the window in days, at least 1
     * @return the new simulation
     * @throws IllegalArgumentException if there is no day
     */
    public SimulatedLog withDays(int length) {
        return new SimulatedLog(seed, users, length, needShare, precursorLift, precursorDays, noise);
    }

    /**
     * The same simulation with another share of users in need.
     *
     * @param share share of the users that come to need the target, 0 to 1
     * @return the new simulation
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public SimulatedLog withNeedShare(double share) {
        return new SimulatedLog(seed, users, days, share, precursorLift, precursorDays, noise);
    }

    /**
     * The same simulation with another signal.
     *
     * @param lift   how much more often precursors are bought before a need, at least 1; 1 is no signal at all
     * @param before for how many days before the need day
     * @return the new simulation
     * @throws IllegalArgumentException if a number is out of its range
     */
    public SimulatedLog withPrecursors(double lift, int before) {
        return new SimulatedLog(seed, users, days, needShare, lift, before, noise);
    }

    /**
     * The rules that give a simulated log its whole window, also where nobody shops on its first or last day.
     *
     * @return the rules
     */
    public LogRules rules() {
        return LogRules.withDefaults().withWindow(FIRST_DAY, FIRST_DAY.plusDays(days - 1L));
    }

    /**
     * The log in memory.
     *
     * @return the log
     */
    public PurchaseLog log() {
        SimulatedShop shop = SimulatedShop.of(seed);
        RawLog raw = new RawLog(name(), RawLog.columns(MAPPING), (int) Math.min(MOST_ROOM, (long) users * USUAL_LINES_A_USER), false,
                Coder.of(IntStream.range(0, users).mapToObj(Integer::toString).toArray(String[]::new)), new Coder(),
                Coder.of(IntStream.range(0, shop.products()).mapToObj(Integer::toString).toArray(String[]::new)));
        int[] paths = IntStream.range(0, shop.products()).map(product -> raw.pathCode(shop.path(product))).toArray();
        for (int user = 0; user < users; user++) {
            int code = user;
            new SimulatedUser(this, shop, user).shop((day, product, quantity, value) -> raw.add(code,
                    RawLog.seconds(FIRST_DAY.toEpochDay() + day, 0), Coder.MISSING, product, paths[product], quantity,
                    value));
        }
        return LogAssembler.assemble(name(), raw, MAPPING.classes(), false, rules());
    }

    /**
     * Writes the log as Parquet files, one part after the other, however many users there are.
     *
     * @param folder   the folder to make, for {@link PurchaseLog#read} with {@link #MAPPING} and {@link #rules()}; a
     *                 write that does not come to its end leaves no such folder
     * @param progress told now and then how many lines are written
     * @return how many lines were written
     * @throws LogException if the folder is there already, or cannot be written
     */
    public long write(Path folder, LongConsumer progress) {
        return SimulatedFiles.write(this, folder, progress);
    }

    /**
     * The day on which a user comes to need the target.
     *
     * @param user 0 to {@link #users()} - 1; the user's id in the log is this number
     * @return days since the first day, or -1 if the user never does within the window
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public int needDay(int user) {
        Arguments.index("user", user, users);
        return new SimulatedUser(this, SimulatedShop.of(seed), user).needDay();
    }

    private String name() {
        return "Simulated";
    }
}

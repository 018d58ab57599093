package org.foresale.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.foresale.log.ClassPath;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.LogBuilder;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Simulates a log of invented users whose shopping has the statistics of Complete Journey, and for whom it is known who
 * needs something, and when. {@link LogProfile} shows how similar the two logs are.
 *
 * <p>Results on such a log depend on the following assumptions, and hold for nothing else:
 * <ul>
 * <li>A share of the users comes to need the class {@value #TARGET} on a random day, the <em>need day</em>. They buy it
 * on their first shopping day from then on, and again from time to time, and often buy its {@value #COMPANION} as well.
 * Some users do the opposite.
 * <li>In the days before the need day, certain other classes, the precursors, are bought more often than usual. Without
 * ordered pairs, this is the only signal.
 * <li>Optionally, all users sometimes buy a pair of classes one after the other: one of them on a shopping day, the
 * other on the next, in addition to their other purchases. There are five pairs, of classes that are not precursors and
 * are also bought for their own sake, and a user does not start a pair while another is open. Which class comes first
 * is random, except between two days that both lie in the precursor days before the need day of a user: there, it is
 * always the pair's first class. The quantities bought of a pair's classes are therefore no more informative than those
 * of any other class; only their order is.
 * <li>Users differ in how often they shop, how much they buy per day, and what they like. Except for the precursors,
 * none of this is related to a need. Classes that a user has bought before are bought again more often.
 * <li>Weekdays are as busy as in Complete Journey, and each class sells more in one season of the year than in the
 * opposite one. There are no holidays, no trends, and no classes that go together.
 * <li>Every user shops at least once, and no user joins or leaves during the window.
 * </ul>
 *
 * <p>Each user is generated from its own seed, and so does not depend on the number of users.
 *
 * @param seed           the seed
 * @param users          number of users, at least 1
 * @param days           length of the window in days, at least 1
 * @param needShare      share of the users who come to need the target, 0 to 1
 * @param precursorLift  factor by which precursors are bought more often before a need, 1 to 100
 * @param precursorDays  number of days before the need day with more precursors, 0 or more
 * @param noise          share of the users who do the opposite: they do not buy in spite of a need, or buy without one,
 *     0 to 1
 * @param orderedPairs   probability that a user starts an ordered pair on a shopping day on which none is open, 0 to 1
 */
public record SimulatedLog(long seed, int users, int days, double needShare, double precursorLift, int precursorDays,
        double noise, double orderedPairs) {

    /** Names the second-level class that users come to need. */
    public static final String TARGET = "TARGET";
    /** Names the second-level class that is often bought after the first purchase of the target. */
    public static final String COMPANION = "COMPANION";
    /** Maps the columns of the files that {@link #write} writes. */
    public static final ColumnMapping MAPPING = ColumnMapping.ofUser("user").time("date").product("product")
            .classes("department", "category", "type").withQuantity("quantity").withValue("value");
    /** Gives the first day of every simulated log. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one of them is out of range
     */
    public SimulatedLog {
        require(users >= 1, "users", users);
        require(days >= 1, "days", days);
        require(needShare >= 0 && needShare <= 1, "share in need", needShare);
        require(precursorLift >= 1 && precursorLift <= SimulatedUser.LARGEST_LIFT, "precursor lift", precursorLift);
        require(precursorDays >= 0, "precursor days", precursorDays);
        require(noise >= 0 && noise <= 1, "noise", noise);
        require(orderedPairs >= 0 && orderedPairs <= 1, "rate of ordered pairs", orderedPairs);
    }

    private static void require(boolean holds, String what, double value) {
        if (!holds) {
            throw new IllegalArgumentException("a simulated log cannot have the " + what + " " + value);
        }
    }

    /**
     * Returns the simulation with defaults: one year, half of the users come to need the target, precursors are bought
     * 2.5 times as often for 60 days, 5 % of the users do the opposite, and there are no ordered pairs.
     *
     * @param seed  the seed
     * @param users number of users, at least 1
     * @return the simulation
     * @throws IllegalArgumentException if there is no user
     */
    public static SimulatedLog of(long seed, int users) {
        return new SimulatedLog(seed, users, 365, .5, 2.5, 60, .05, 0);
    }

    /**
     * Returns a copy of this simulation with a window of another length.
     *
     * @param length length of the window in days, at least 1
     * @return the new simulation
     * @throws IllegalArgumentException if the length is below 1
     */
    public SimulatedLog withDays(int length) {
        return new SimulatedLog(seed, users, length, needShare, precursorLift, precursorDays, noise, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with another share of users in need.
     *
     * @param share share of the users who come to need the target, 0 to 1
     * @return the new simulation
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public SimulatedLog withNeedShare(double share) {
        return new SimulatedLog(seed, users, days, share, precursorLift, precursorDays, noise, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with another signal from precursors.
     *
     * @param lift   factor by which precursors are bought more often before a need, 1 to 100; 1 means no signal at all
     * @param before number of days before the need day with more precursors, 0 or more
     * @return the new simulation
     * @throws IllegalArgumentException if a number is out of range
     */
    public SimulatedLog withPrecursors(double lift, int before) {
        return new SimulatedLog(seed, users, days, needShare, lift, before, noise, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with another share of users who do the opposite.
     *
     * @param share share of the users who buy without a need, or do not buy in spite of one, 0 to 1
     * @return the new simulation
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public SimulatedLog withNoise(double share) {
        return new SimulatedLog(seed, users, days, needShare, precursorLift, precursorDays, share, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with a signal that lies only in the order of purchases. All other purchases
     * stay the same.
     *
     * @param rate probability that a user starts an ordered pair on a shopping day on which none is open, 0 to 1; 0
     *     means no such signal at all
     * @return the new simulation
     * @throws IllegalArgumentException if the rate is not between 0 and 1
     */
    public SimulatedLog withOrderedPairs(double rate) {
        return new SimulatedLog(seed, users, days, needShare, precursorLift, precursorDays, noise, rate);
    }

    /**
     * Returns the rules that give a simulated log its whole window, even if nobody shops on its first or last day.
     *
     * @return the rules
     */
    public LogRules rules() {
        // The first user is called 0.
        return LogRules.withDefaults().withNobody().withWindow(FIRST_DAY, FIRST_DAY.plusDays(days - 1L));
    }

    /**
     * Generates the log in memory.
     *
     * @return the log
     */
    public PurchaseLog log() {
        SimulatedShop shop = SimulatedShop.of(seed);
        List<Optional<ClassPath>> paths = IntStream.range(0, shop.products()).mapToObj(shop::path).map(Optional::of)
                .toList();
        LogBuilder log = LogBuilder.of("Simulated", MAPPING);
        for (int user = 0; user < users; user++) {
            String id = Integer.toString(user);
            new SimulatedUser(this, shop, user).shop((day, product, quantity, value) -> log.add(LogBuilder.Line
                    .of(id, FIRST_DAY.plusDays(day), Integer.toString(product), paths.get(product))
                    .withAmount(quantity, value)));
        }
        return log.build(rules());
    }

    /**
     * Writes the log as Parquet files, in parallel on all processors, for any number of users. The files do not depend
     * on the number of processors.
     *
     * @param folder   folder to create, for {@link LogSource#file} with {@link #MAPPING} and {@link #rules()}; a write
     *     that does not finish leaves no such folder
     * @param progress receives the number of lines written so far, from time to time and in the calling thread
     * @return number of lines written
     * @throws ForesaleException if the folder exists already, or cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    public long write(Path folder, LongConsumer progress) {
        return SimulatedFiles.write(this, folder, progress);
    }

    /**
     * Returns the day on which a user comes to need the target.
     *
     * @param user number of the user, 0 to {@link #users()} - 1, which is also the user's id in the log
     * @return days since the first day, or -1 if there is no need within the window
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public int needDay(int user) {
        Arguments.index("user", user, users);
        return SimulatedUser.needDay(this, user);
    }

    /**
     * Returns the need days of all users.
     *
     * @return one row per user, from 0 on: id in the log, and need day in days since the first day, missing if the user
     *     does not come to need the target within the window
     */
    public Table needs() {
        IntColumn needDays = IntColumn.create("need day");
        for (int user = 0; user < users; user++) {
            int needDay = needDay(user);
            if (needDay < 0) {
                needDays.appendMissing();
            } else {
                needDays.append(needDay);
            }
        }
        return Table.create("needs", StringColumn.create("user",
                IntStream.range(0, users).mapToObj(Integer::toString)), needDays);
    }
}

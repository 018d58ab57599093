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
 * A log of invented users whose shopping has the statistics of Complete Journey, and of whom it is known who came to
 * need something and when. {@link LogProfile} shows how alike the two are.
 *
 * <p>What is found on such a log is a conclusion about these assumptions, and of nothing else:
 * <ul>
 * <li>A share of the users comes to need the class {@value #TARGET} on a random day, its <em>need day</em>, buys it on
 * the first shopping day from then on and again now and then, and often its {@value #COMPANION} too; some do the
 * opposite.
 * <li>In the days before the need day, some other classes, the precursors, are bought more often than usual: without
 * ordered pairs, this is all that can be learnt.
 * <li>If wished, everybody now and then buys a pair of classes one after the other: one of them on a shopping day, the
 * other one on the next, besides all else that is bought. There are five pairs, of classes that are no precursors and
 * are bought for their own sake too, and a user begins none while one is open. Which of the two comes first is left to
 * chance, except between two days that both lie in the precursors' days before the need day of a user in need: there it
 * is always the pair's first class. So how much is bought of a pair's classes tells no more than that of any other
 * class; in what order, does.
 * <li>Users differ in how often they shop, how much a day, and what they like; apart from the precursors, none of it
 * has to do with a need. What a user bought before is bought again more often.
 * <li>Weekdays are as busy as in Complete Journey, and each class is bought more in one season of the year than in the
 * opposite one. There are no holidays, no trends, and no classes that go together.
 * <li>Everybody shops at least once, and nobody comes or leaves for good.
 * </ul>
 *
 * <p>Each user is drawn from a seed of its own: a user is the same however many others there are.
 *
 * @param seed           the seed
 * @param users          how many users, at least 1
 * @param days           length of the window in days, at least 1
 * @param needShare      share of the users that come to need the target, 0 to 1
 * @param precursorLift  how much more often precursors are bought before a need, as a factor, 1 to 100
 * @param precursorDays  for how many days before the need day, 0 or more
 * @param noise          share of the users that do the opposite: no purchase in spite of a need, or one without, 0 to 1
 * @param orderedPairs   probability of a user to begin an ordered pair on a shopping day on which none is open, 0 to 1
 */
public record SimulatedLog(long seed, int users, int days, double needShare, double precursorLift, int precursorDays,
        double noise, double orderedPairs) {

    /** Second-level class that users come to need. */
    public static final String TARGET = "TARGET";
    /** Second-level class that is often bought after the first purchase of the target. */
    public static final String COMPANION = "COMPANION";
    /** The columns of the files that {@link #write} makes. */
    public static final ColumnMapping MAPPING = ColumnMapping.ofUser("user").time("date").product("product")
            .classes("department", "category", "type").withQuantity("quantity").withValue("value");
    /** The first day of every simulated log. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

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
        require(orderedPairs >= 0 && orderedPairs <= 1, "rate of ordered pairs", orderedPairs);
    }

    private static void require(boolean holds, String what, double value) {
        if (!holds) {
            throw new IllegalArgumentException("a simulated log cannot have the " + what + " " + value);
        }
    }

    /**
     * Returns a year of some users: half of them come to need the target, precursors are bought 2.5 times as often for
     * 60 days, 5 % do the opposite of what they should, and there are no ordered pairs.
     *
     * @param seed  the seed
     * @param users how many users, at least 1
     * @return the simulation
     * @throws IllegalArgumentException if there is no user
     */
    public static SimulatedLog of(long seed, int users) {
        return new SimulatedLog(seed, users, 365, .5, 2.5, 60, .05, 0);
    }

    /**
     * Returns a copy of this simulation over another window.
     *
     * @param length length of the window in days, at least 1
     * @return the new simulation
     * @throws IllegalArgumentException if there is no day
     */
    public SimulatedLog withDays(int length) {
        return new SimulatedLog(seed, users, length, needShare, precursorLift, precursorDays, noise, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with another share of users in need.
     *
     * @param share share of the users that come to need the target, 0 to 1
     * @return the new simulation
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public SimulatedLog withNeedShare(double share) {
        return new SimulatedLog(seed, users, days, share, precursorLift, precursorDays, noise, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with another signal.
     *
     * @param lift   how much more often precursors are bought before a need, as a factor, 1 to 100; 1 is no signal at
     *               all
     * @param before for how many days before the need day, 0 or more
     * @return the new simulation
     * @throws IllegalArgumentException if a number is out of its range
     */
    public SimulatedLog withPrecursors(double lift, int before) {
        return new SimulatedLog(seed, users, days, needShare, lift, before, noise, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with another share of users who do the opposite.
     *
     * @param share share of the users that buy in spite of no need, or do not in spite of one, 0 to 1
     * @return the new simulation
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public SimulatedLog withNoise(double share) {
        return new SimulatedLog(seed, users, days, needShare, precursorLift, precursorDays, share, orderedPairs);
    }

    /**
     * Returns a copy of this simulation with a signal that lies in the order of purchases alone. All else that is
     * bought stays as it is.
     *
     * @param rate probability of a user to begin an ordered pair on a shopping day on which none is open, 0 to 1; 0 is
     *             no such signal at all
     * @return the new simulation
     * @throws IllegalArgumentException if the rate is not between 0 and 1
     */
    public SimulatedLog withOrderedPairs(double rate) {
        return new SimulatedLog(seed, users, days, needShare, precursorLift, precursorDays, noise, rate);
    }

    /**
     * Returns the rules that give a simulated log its whole window, also where nobody shops on its first or last day.
     *
     * @return the rules
     */
    public LogRules rules() {
        // The first user is called 0.
        return LogRules.withDefaults().withNobody().withWindow(FIRST_DAY, FIRST_DAY.plusDays(days - 1L));
    }

    /**
     * Returns the log in memory.
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
     * Writes the log as Parquet files, as many at a time as there are processors, however many users there are. The
     * files do not depend on the number of processors.
     *
     * @param folder   the folder to make, for {@link LogSource#file} with {@link #MAPPING} and {@link #rules()}; a
     *                 write that does not come to its end leaves no such folder
     * @param progress told now and then, in the calling thread, how many lines are written
     * @return how many lines were written
     * @throws ForesaleException if the folder is there already, or cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    public long write(Path folder, LongConsumer progress) {
        return SimulatedFiles.write(this, folder, progress);
    }

    /**
     * Returns the day on which a user comes to need the target.
     *
     * @param user 0 to {@link #users()} - 1; the user's id in the log is this number
     * @return days since the first day, or -1 if the user never does within the window
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public int needDay(int user) {
        Arguments.index("user", user, users);
        return SimulatedUser.needDay(this, user);
    }

    /**
     * Tells what became of the users.
     *
     * @return one row a user, from 0 on: its id in the log, and its need day in days since the first day, missing if
     *     the user never comes to need the target within the window
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

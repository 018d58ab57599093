package org.foresale.cohort;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;

/**
 * Makes logs for null tests, in which nothing before a cut can predict who buys. Any skill that a model shows on such a
 * log comes from the way the samples were chosen.
 *
 * <p>All users keep their shopping days and baskets. Only the purchases of the target are removed and replaced by
 * purchases drawn at random. Whatever a model then finds is an artefact of the samples: a negative control (Lipsitch,
 * Tchetgen Tchetgen and Cohen 2010).
 */
public final class NullLog {

    private NullLog() {
    }

    /**
     * Makes a null log for a first-need question: for users who have not bought the target yet, every shopping day is
     * the day of the first purchase with the same probability, however often they shop and whatever they buy. No user
     * buys the target twice.
     *
     * @param question defines the target
     * @param log      the log whose users, days and baskets are kept; the probability is estimated from it as the share
     *                 of first purchases of the target among the shopping days without an earlier purchase of the
     *                 target
     * @param seed     random seed
     * @return the new log; its name says that there is nothing to be found in it
     * @throws IllegalArgumentException if the log lacks a class of the target, or if no user buys it
     */
    public static PurchaseLog of(FirstNeed question, PurchaseLog log, long seed) {
        BitSet target = question.target().in(log.taxonomy());
        double probability = perShoppingDay(log, target);
        return planted(log, target, user -> {
            int[] days = daysWithout(log.history(user), target);
            // One lot decides: the number of days before the first success is geometric.
            double lot = SeededHash.uniform(seed, "null first need", log.userId(user));
            double place = probability == 1 ? 0 : Math.floor(Math.log1p(-lot) / Math.log1p(-probability));
            return place < days.length ? new int[] {days[(int) place]} : new int[0];
        });
    }

    /**
     * Makes a null log for a snapshot question: every user buys the target on every day with the same probability,
     * whether it is a shopping day or not. Every active user therefore buys within a horizon with the same probability,
     * whatever the history.
     *
     * @param question defines the target, the horizon and the active users
     * @param log      the log whose users, days and baskets are kept; the expected share of active users who buy within
     *                 a horizon is the same as in it
     * @param seed     random seed
     * @return the new log; its name says that there is nothing to be found in it
     * @throws IllegalArgumentException as {@link Snapshot#cohort}
     */
    public static PurchaseLog of(Snapshot question, PurchaseLog log, long seed) {
        BitSet target = question.target().in(log.taxonomy());
        double share = question.cohort(log).baseRate(Split.TRAIN);
        double silent = Math.pow(1 - share, 1. / question.horizon());
        return planted(log, target, user -> {
            SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(
                    SeededHash.uniform(seed, "null snapshot", log.userId(user))));
            return IntStream.range(0, log.days()).filter(day -> random.nextDouble() >= silent).toArray();
        });
    }

    /**
     * Makes a null log for a question of either kind.
     *
     * @param question a first-need or a snapshot question
     * @param log      the log whose users, days and baskets are kept
     * @param seed     random seed
     * @return the new log
     * @throws IllegalArgumentException as the other two methods do
     */
    public static PurchaseLog of(Question question, PurchaseLog log, long seed) {
        return question instanceof FirstNeed need ? of(need, log, seed) : of((Snapshot) question, log, seed);
    }

    private static PurchaseLog planted(PurchaseLog log, BitSet target, IntFunction<int[]> days) {
        return log.withPlanted(target, days).withName(log.name() + ", nothing to be found");
    }

    /** First purchases over the shopping days up to them, or up to the log's end. */
    private static double perShoppingDay(PurchaseLog log, BitSet target) {
        long buyers = 0;
        long atRisk = 0;
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            OptionalInt first = history.first(target);
            buyers += first.isPresent() ? 1 : 0;
            atRisk += first.isPresent() ? history.before(history.day(first.getAsInt())).shoppingDays() + 1
                    : history.shoppingDays();
        }
        if (buyers == 0) {
            throw new IllegalArgumentException("no user in " + log.name() + " buys the target: choose another one");
        }
        return (double) buyers / atRisk;
    }

    /** The days on which something else than the target is bought. */
    private static int[] daysWithout(History history, BitSet target) {
        return IntStream.range(0, history.size()).filter(line -> !target.get(history.thirdClass(line)))
                .map(history::day).distinct().toArray();
    }
}

package org.foresale.cohort;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;

/**
 * Makes logs in which nothing before a cut can tell who buys, to see what a way of choosing samples finds there.
 *
 * <p>All users keep their shopping days and baskets. Only the purchases of the target are taken out, and others are
 * drawn by lot. Whatever a model then finds, the samples have brought with them: a negative control (Lipsitch, Tchetgen
 * Tchetgen and Cohen 2010).
 */
public final class NullLog {

    private NullLog() {
    }

    /**
     * Makes a log in which every shopping day of everybody who has not bought the target yet is the day of the first
     * purchase with the same probability, however often and whatever somebody buys. Nobody buys the target twice.
     *
     * @param question names the target
     * @param log      the log whose users, days and baskets are kept; the probability is the share of its shopping days
     *                 without an earlier purchase of the target that have the first one
     * @param seed     seed of the lots
     * @return the new log; its name says that nothing is to be found in it
     * @throws IllegalArgumentException if the log lacks a class of the target, or if nobody buys it
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
     * Makes a log in which everybody buys the target on any day with the same probability, shopping day or not. So
     * every active user buys within a horizon with the same probability, whatever comes before.
     *
     * @param question names the target, the horizon and who is active
     * @param log      the log whose users, days and baskets are kept; within a horizon, as many of the active users are
     *                 expected to buy as do in it
     * @param seed     seed of the lots
     * @return the new log; its name says that nothing is to be found in it
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
     * Makes the log that suits a question.
     *
     * @param question a first need or a snapshot
     * @param log      the log whose users, days and baskets are kept
     * @param seed     seed of the lots
     * @return the new log
     * @throws IllegalArgumentException as the other two do
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
            throw new IllegalArgumentException("nobody in " + log.name() + " buys the target: choose another one");
        }
        return (double) buyers / atRisk;
    }

    /** The days on which something else than the target is bought. */
    private static int[] daysWithout(History history, BitSet target) {
        return IntStream.range(0, history.size()).filter(line -> !target.get(history.thirdClass(line)))
                .map(history::day).distinct().toArray();
    }
}

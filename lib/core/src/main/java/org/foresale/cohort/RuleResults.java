package org.foresale.cohort;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;

/**
 * Holds the results of a rule for many users.
 *
 * @param <T>      the kind of the results
 * @param given    the non-empty results
 * @param counters the counts of the rule
 */
public record RuleResults<T extends Serializable>(List<Result<T>> given, int[] counters) implements Serializable {

    /** Stretches of users that are asked at the same time where there are cores: enough for all to end together. */
    private static final int MAX_STRETCHES = 16;

    /**
     * Applies a rule to all users of a part of a log.
     *
     * @param <T>   the kind of the results
     * @param log   the part
     * @param part  its number
     * @param split the split of the users
     * @param rule  the rule
     * @return the results, in the order of the users' codes
     */
    public static <T extends Serializable> RuleResults<T> of(PurchaseLog log, int part, UserSplit split,
            Rule<T> rule) {
        return of(log, part, split.of(log), rule, 0, log.users());
    }

    /** Asks all users of a log, on all cores. */
    static <T extends Serializable> RuleResults<T> of(PurchaseLog log, Split[] splits, Rule<T> rule) {
        int stretches = Math.min(MAX_STRETCHES, splits.length);
        List<RuleResults<T>> results = IntStream.range(0, stretches).parallel()
                .mapToObj(i -> of(log, 0, splits, rule, place(i, stretches, splits), place(i + 1, stretches, splits)))
                .toList();
        return joined(results, rule.counters());
    }

    private static int place(int stretch, int stretches, Split[] splits) {
        return (int) ((long) stretch * splits.length / stretches);
    }

    /** Asks some users, by their codes, whose splits are known already. */
    private static <T extends Serializable> RuleResults<T> of(PurchaseLog log, int part, Split[] splits, Rule<T> rule,
            int from, int to) {
        int[] counters = new int[rule.counters()];
        List<Result<T>> given = new ArrayList<>();
        for (int user = from; user < to; user++) {
            int code = user;
            rule.judge(splits[user], log.history(user), counters)
                    .ifPresent(value -> given.add(new Result<>(log.userId(code), part, code, value)));
        }
        return new RuleResults<>(given, counters);
    }

    /** In the order in which they are given. */
    private static <T extends Serializable> RuleResults<T> joined(Collection<RuleResults<T>> parts, int counted) {
        List<Result<T>> given = new ArrayList<>();
        int[] counters = new int[counted];
        for (RuleResults<T> part : parts) {
            given.addAll(part.given());
            Arrays.setAll(counters, i -> counters[i] + part.counters()[i]);
        }
        return new RuleResults<>(given, counters);
    }

    /**
     * Merges the results of all parts of a log.
     *
     * @param <T>   the kind of the results
     * @param parts the results of its parts, in any order; at least one
     * @return all results, in the {@linkplain PurchaseLog#order() order} of the users' ids, and the sums of the
     *     counters
     * @throws IllegalArgumentException if there is no part
     */
    public static <T extends Serializable> RuleResults<T> merged(Collection<RuleResults<T>> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("the results of 0 parts: at least one is needed");
        }
        RuleResults<T> all = joined(parts, parts.iterator().next().counters().length);
        all.given().sort(Comparator.comparing(Result::id, PurchaseLog.order()));
        return all;
    }

    /**
     * Holds the result of a rule for one user.
     *
     * @param <T>   the kind of the result
     * @param id    the user's id
     * @param part  the part of the log that has the user's purchases, 0 if there is only one
     * @param user  the user's code in that part
     * @param value the result
     */
    public record Result<T extends Serializable>(String id, int part, int user, T value) implements Serializable {
    }

    /**
     * Examines one user at a time, using only the user's own purchases, so that it can be applied to users in any order
     * and on any machine.
     *
     * @param <T> the kind of the result; it must be small, because the results of all users are collected on one
     *            machine
     */
    public interface Rule<T extends Serializable> extends Serializable {

        /**
         * Returns the number of counters of the rule.
         *
         * @return the number, which is the same for all users
         */
        int counters();

        /**
         * Examines a user.
         *
         * @param split    the split of the user
         * @param history  all that the user bought
         * @param counters counts of the users so far, to which the rule adds
         * @return the information about this user that is needed later, empty if there is none
         */
        Optional<T> judge(Split split, History history, int[] counters);
    }

    @Override
    public String toString() {
        return given.size() + " results, counters " + Arrays.toString(counters);
    }
}

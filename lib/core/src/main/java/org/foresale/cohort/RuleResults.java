package org.foresale.cohort;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;

/**
 * What a rule finds out about many users.
 *
 * @param <T>      the kind of the results
 * @param given    the results that are not empty
 * @param counters what the rule counted
 */
public record RuleResults<T extends Serializable>(List<Result<T>> given, int[] counters) implements Serializable {

    /**
     * Applies a rule to all users of a part of a log.
     *
     * @param <T>   the kind of the results
     * @param log   the part
     * @param part  its number
     * @param split which user is in which split
     * @param rule  the rule
     * @return the results, in the order of the users' codes
     */
    public static <T extends Serializable> RuleResults<T> of(PurchaseLog log, int part, UserSplit split,
            Rule<T> rule) {
        return of(log, part, split.of(log), rule);
    }

    /** Asks users whose splits are known already, by their codes. */
    static <T extends Serializable> RuleResults<T> of(PurchaseLog log, int part, Split[] splits, Rule<T> rule) {
        int[] counters = new int[rule.counters()];
        List<Result<T>> given = new ArrayList<>();
        for (int user = 0; user < splits.length; user++) {
            int code = user;
            rule.judge(splits[user], log.history(user), counters)
                    .ifPresent(value -> given.add(new Result<>(log.userId(code), part, code, value)));
        }
        return new RuleResults<>(given, counters);
    }

    /**
     * Returns the results of all parts of a log.
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
        List<Result<T>> given = new ArrayList<>();
        int[] counters = new int[parts.iterator().next().counters().length];
        for (RuleResults<T> part : parts) {
            given.addAll(part.given());
            for (int i = 0; i < counters.length; i++) {
                counters[i] += part.counters()[i];
            }
        }
        given.sort(Comparator.comparing(Result::id, PurchaseLog.order()));
        return new RuleResults<>(given, counters);
    }

    /**
     * What a rule finds out about a user.
     *
     * @param <T>   the kind of the result
     * @param id    the user's id
     * @param part  in which part of the log the user's purchases are, 0 if it is in one
     * @param user  the user's code in that part
     * @param value the result
     */
    public record Result<T extends Serializable>(String id, int part, int user, T value) implements Serializable {
    }

    /**
     * A rule that looks at one user at a time, and at nothing but the user's own purchases, so that it can be applied
     * to users in any order and any place.
     *
     * @param <T> what it finds out; of some bytes, as the results of all users are brought to one place
     */
    public interface Rule<T extends Serializable> extends Serializable {

        /**
         * Tells how many counters the rule has.
         *
         * @return a number that is the same for all users
         */
        int counters();

        /**
         * Looks at a user.
         *
         * @param split    the split of the user
         * @param history  all that the user bought
         * @param counters counts of the users so far, to be added to
         * @return what has to be known of this user for what comes next, empty if nothing
         */
        Optional<T> judge(Split split, History history, int[] counters);
    }

    @Override
    public String toString() {
        return given.size() + " results, counters " + Arrays.toString(counters);
    }
}

package org.foresale.cohort;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.foresale.log.PurchaseLog;

/**
 * What a rule answers of many users.
 *
 * @param <T>      the kind of the answers
 * @param given    the answers that are not empty
 * @param counters what the rule counted
 */
public record Answers<T extends Serializable>(List<Answer<T>> given, int[] counters) implements Serializable {

    /**
     * Applies a rule to all users of a part of a log.
     *
     * @param <T>   the kind of the answers
     * @param log   the part
     * @param part  its number
     * @param split which user is in which split
     * @param rule  the rule
     * @return the answers, in the order of the users' codes
     */
    public static <T extends Serializable> Answers<T> of(PurchaseLog log, int part, UserSplit split,
            UserRule<T> rule) {
        return of(log, part, split.of(log), rule);
    }

    /** Asks users whose splits are known already, by their codes. */
    static <T extends Serializable> Answers<T> of(PurchaseLog log, int part, Split[] splits, UserRule<T> rule) {
        int[] counters = new int[rule.counters()];
        List<Answer<T>> given = new ArrayList<>();
        for (int user = 0; user < splits.length; user++) {
            int code = user;
            rule.judge(splits[user], log.history(user), counters)
                    .ifPresent(value -> given.add(new Answer<>(log.userId(code), part, code, value)));
        }
        return new Answers<>(given, counters);
    }

    /**
     * Returns the answers of all parts of a log.
     *
     * @param <T>   the kind of the answers
     * @param parts the answers of its parts, in any order; at least one
     * @return all answers, in the {@linkplain PurchaseLog#order() order} of the users' ids, and the sums of the
     *     counters
     * @throws IllegalArgumentException if there is no part
     */
    public static <T extends Serializable> Answers<T> merged(Collection<Answers<T>> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("the answers of 0 parts: at least one is needed");
        }
        List<Answer<T>> given = new ArrayList<>();
        int[] counters = new int[parts.iterator().next().counters().length];
        for (Answers<T> part : parts) {
            given.addAll(part.given());
            for (int i = 0; i < counters.length; i++) {
                counters[i] += part.counters()[i];
            }
        }
        given.sort(Comparator.comparing(Answer::id, PurchaseLog.order()));
        return new Answers<>(given, counters);
    }
}

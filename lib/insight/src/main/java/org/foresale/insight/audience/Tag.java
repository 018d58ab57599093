package org.foresale.insight.audience;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.foresale.cohort.Target;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.OneLine;

/**
 * Describes a user in words, by a rule that looks at the purchases before a day: the kind of note that an expert would
 * make on the user.
 */
@FunctionalInterface
public interface Tag {

    /**
     * Applies the rule to a user.
     *
     * @param history purchases of the user before the day; may be empty
     * @param context the day, the target and the classes
     * @return a few words, or empty if the rule does not apply
     */
    Optional<String> of(History history, Context context);

    /**
     * Returns all rules of this interface.
     *
     * @return the rules, in the order in which their tags read best
     */
    static List<Tag> standard() {
        return List.of(newToCategory(), lastBought(), rhythm(), favourite(), lastShopped());
    }

    /**
     * Returns the rule for users who have never bought the target. A log usually begins after some users have started
     * to shop; "never" means not since its first day.
     *
     * @return the rule, which gives the tag "new to the category"
     */
    static Tag newToCategory() {
        return (history, context) -> context.targetDays(history).length == 0 ? Optional.of("new to the category")
                : Optional.empty();
    }

    /**
     * Returns the rule for how long ago a user last bought the target.
     *
     * @return the rule, which gives tags such as "last bought 12 days ago"
     */
    static Tag lastBought() {
        return (history, context) -> last("bought", context.targetDays(history), context);
    }

    /**
     * Returns the rule for how long ago a user last bought anything.
     *
     * @return the rule, which gives tags such as "last shopped 3 days ago"
     */
    static Tag lastShopped() {
        return (history, context) -> last("shopped", history.days(), context);
    }

    private static Optional<String> last(String what, int[] days, Context context) {
        return days.length == 0 ? Optional.empty()
                : Optional.of("last " + what + " " + days(context.cut() - days[days.length - 1]) + " ago");
    }

    /**
     * Returns the rule for the number of days between purchases of the target: the median, with the shortest and the
     * longest, for users who bought it on at least three days.
     *
     * @return the rule, which gives tags such as "comes back every 23 days (14 to 41)"
     */
    static Tag rhythm() {
        return (history, context) -> {
            int[] bought = context.targetDays(history);
            if (bought.length < 3) {
                return Optional.empty();
            }
            int[] gaps = IntStream.range(1, bought.length).map(i -> bought[i] - bought[i - 1]).sorted().toArray();
            double median = (gaps[(gaps.length - 1) / 2] + gaps[gaps.length / 2]) / 2.0;
            long every = Math.round(median);
            return Optional.of("comes back every " + (every == 1 ? "day" : every + " days") + " (" + gaps[0] + " to "
                    + gaps[gaps.length - 1] + ")");
        };
    }

    /**
     * Finds users who may be leaving: they bought the target on at least three days, but their last purchase is longer
     * ago than any time between two of them.
     *
     * @return a rule that says such as "lapsing: away for 61 days, at most 41 before"
     */
    static Tag lapsing() {
        return (history, context) -> {
            int[] bought = context.targetDays(history);
            if (bought.length < 3) {
                return Optional.empty();
            }
            int longest = IntStream.range(1, bought.length).map(i -> bought[i] - bought[i - 1]).max().orElseThrow();
            int away = context.cut() - bought[bought.length - 1];
            return away <= longest ? Optional.empty()
                    : Optional.of("lapsing: away for " + days(away) + ", at most " + longest + " before");
        };
    }

    /**
     * Returns the rule for the user's preferred third-level class of the target: the one with the most lines or, among
     * several, the one bought last.
     *
     * @return the rule, which gives tags such as "buys mostly DRY DOG FOOD", or "buys only …" if the user buys no other
     */
    static Tag favourite() {
        return (history, context) -> {
            Map<Integer, int[]> linesAndLast = new TreeMap<>();
            for (int line = 0; line < history.size(); line++) {
                if (context.isTarget(history.thirdClass(line))) {
                    int[] counted = linesAndLast.computeIfAbsent(history.thirdClass(line), key -> new int[2]);
                    counted[0]++;
                    counted[1] = line;
                }
            }
            return linesAndLast.entrySet().stream().max(Map.Entry.comparingByValue(Arrays::compare))
                    .map(most -> "buys " + (linesAndLast.size() == 1 ? "only " : "mostly ")
                            + context.className(most.getKey()));
        };
    }

    private static String days(long number) {
        return number + (number == 1 ? " day" : " days");
    }

    /**
     * Holds what a {@link Tag} may use besides a user's history: the day, the target and the classes, but no purchases.
     */
    final class Context {

        private final int cut;
        private final BitSet target;
        private final Taxonomy taxonomy;

        private Context(int cut, BitSet target, Taxonomy taxonomy) {
            this.cut = cut;
            this.target = target;
            this.taxonomy = taxonomy;
        }

        /**
         * Returns the context for a day.
         *
         * @param log    the log
         * @param target target that is predicted
         * @param day    the first day that is not seen, from the log's second day to the day after its last
         * @return the context
         * @throws IllegalArgumentException if the day is out of range, or if the log lacks a class of the target
         */
        public static Context of(PurchaseLog log, Target target, LocalDate day) {
            return new Context(log.frame().cut(day), target.in(log.taxonomy()), log.taxonomy());
        }

        /**
         * Returns the day.
         *
         * @return the first day that is not seen, in days since the log's first day
         */
        public int cut() {
            return cut;
        }

        /**
         * Returns whether a class belongs to the target.
         *
         * @param thirdClass code of a third-level class
         * @return true if it does
         */
        public boolean isTarget(int thirdClass) {
            return target.get(thirdClass);
        }

        /**
         * Returns the days on which a user bought the target.
         *
         * @param history purchases of the user before the day
         * @return the days without repetition, in ascending order, in days since the log's first day
         */
        public int[] targetDays(History history) {
            return IntStream.range(0, history.size()).filter(line -> isTarget(history.thirdClass(line)))
                    .map(history::day).distinct().toArray();
        }

        /**
         * Returns the name of a class in a form that can be shown.
         *
         * @param thirdClass code of a third-level class
         * @return its name in the log, on one line, without the characters that separate tags or cells, and truncated
         *     if it is very long
         * @throws IndexOutOfBoundsException if there is no such class
         */
        public String className(int thirdClass) {
            return OneLine.of(taxonomy.name(Level.THIRD, thirdClass).replace('|', '/').replace(';', ',').strip());
        }

        @Override
        public String toString() {
            return "Context of day " + cut;
        }
    }
}

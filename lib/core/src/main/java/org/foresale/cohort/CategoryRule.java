package org.foresale.cohort;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.log.History;

/**
 * What becomes of a user whom a snapshot of all categories looks at, at each of its cuts.
 *
 * @param days        when users are looked at, and who is active
 * @param codeOfThird by the code of a third-level class, that of its class of the level that is asked for
 * @param classes     how many classes that level has
 */
record CategoryRule(SnapshotDays days, int[] codeOfThird, int classes)
        implements RuleResults.Rule<CategoryRule.Asked> {

    private static final int USERS = 0;
    private static final int TOO_NEW = 1;
    private static final int SILENT = 2;
    private static final int ACTIVE = 3;
    private static final int PER_SPLIT = 4;

    /**
     * A user who is active at some of the cuts of the user's split.
     *
     * <p>All sets of classes lie one after the other in a single one: on Spark those of all users of a log come to one
     * machine, and a set of its own for each would take up twice as much there.
     *
     * @param split   the user's split
     * @param cuts    at which cuts, rising
     * @param classes how many classes there are
     * @param codes   at each of these cuts, codes of the classes that the user goes on to buy within the horizon, and
     *                then of those that the user had bought before
     */
    record Asked(Split split, int[] cuts, int classes, BitSet codes) implements Serializable {

        boolean isAt(int cut) {
            return Arrays.binarySearch(cuts, cut) >= 0;
        }

        /** At each of the cuts, codes of the classes that the user goes on to buy. */
        List<BitSet> buys() {
            return IntStream.of(cuts).mapToObj(this::buys).toList();
        }

        BitSet buys(int cut) {
            return set(2 * Arrays.binarySearch(cuts, cut));
        }

        BitSet before(int cut) {
            return set(2 * Arrays.binarySearch(cuts, cut) + 1);
        }

        private BitSet set(int number) {
            return codes.get(number * classes, (number + 1) * classes);
        }
    }

    @Override
    public int counters() {
        return Split.values().length * PER_SPLIT;
    }

    static int users(int[] counters, Split split) {
        return counters[split.ordinal() * PER_SPLIT + USERS];
    }

    static int tooNew(int[] counters, Split split) {
        return counters[split.ordinal() * PER_SPLIT + TOO_NEW];
    }

    static int silent(int[] counters, Split split) {
        return counters[split.ordinal() * PER_SPLIT + SILENT];
    }

    static int active(int[] counters, Split split) {
        return counters[split.ordinal() * PER_SPLIT + ACTIVE];
    }

    @Override
    public Optional<Asked> judge(Split split, History history, int[] counters) {
        int from = split.ordinal() * PER_SPLIT;
        counters[from + USERS]++;
        IntStream.Builder active = IntStream.builder();
        for (int cut : days.cuts(split)) {
            History before = history.before(cut);
            if (days.isActive(before, cut)) {
                counters[from + ACTIVE]++;
                active.add(cut);
            } else {
                counters[from + (before.shoppingDays() < days.shoppingDays() ? TOO_NEW : SILENT)]++;
            }
        }
        int[] cuts = active.build().toArray();
        return cuts.length == 0 ? Optional.empty()
                : Optional.of(new Asked(split, cuts, classes, codes(history, cuts)));
    }

    private BitSet codes(History history, int[] cuts) {
        BitSet codes = new BitSet(2 * cuts.length * classes);
        for (int at = 0; at < cuts.length; at++) {
            int seen = history.before(cuts[at]).size();
            History labelled = history.before(cuts[at] + days.horizon());
            for (int line = 0; line < labelled.size(); line++) {
                int set = line < seen ? 2 * at + 1 : 2 * at;
                codes.set(set * classes + codeOfThird[labelled.thirdClass(line)]);
            }
        }
        return codes;
    }
}

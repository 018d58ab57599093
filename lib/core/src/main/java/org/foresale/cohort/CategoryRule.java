package org.foresale.cohort;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.foresale.log.History;

/**
 * What becomes of a user whom a snapshot of all categories looks at, at each of its cuts.
 *
 * @param days        when users are looked at, and who is active
 * @param codeOfThird by the code of a third-level class, that of its class of the level that is asked for
 */
record CategoryRule(SnapshotDays days, int[] codeOfThird) implements RuleResults.Rule<CategoryRule.Asked> {

    private static final int USERS = 0;
    private static final int TOO_NEW = 1;
    private static final int SILENT = 2;
    private static final int ACTIVE = 3;
    private static final int PER_SPLIT = 4;

    /**
     * A user who is active at some of the cuts of the user's split.
     *
     * @param split  the user's split
     * @param cuts   at which cuts, by their number
     * @param buys   at each of these, codes of the classes that the user goes on to buy within the horizon
     * @param before at each of these, codes of the classes that the user had bought before
     */
    record Asked(Split split, List<Integer> cuts, List<BitSet> buys, List<BitSet> before)
            implements Serializable {
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
        List<Integer> asked = new ArrayList<>();
        List<BitSet> buys = new ArrayList<>();
        List<BitSet> bought = new ArrayList<>();
        List<Integer> cuts = days.cuts(split);
        for (int i = 0; i < cuts.size(); i++) {
            int cut = cuts.get(i);
            History before = history.before(cut);
            if (days.isActive(before, cut)) {
                counters[from + ACTIVE]++;
                asked.add(i);
                bought.add(codes(before, 0));
                buys.add(codes(history.before(cut + days.horizon()), before.size()));
            } else {
                counters[from + (before.shoppingDays() < days.shoppingDays() ? TOO_NEW : SILENT)]++;
            }
        }
        return asked.isEmpty() ? Optional.empty() : Optional.of(new Asked(split, asked, buys, bought));
    }

    private BitSet codes(History history, int fromLine) {
        BitSet codes = new BitSet();
        for (int line = fromLine; line < history.size(); line++) {
            codes.set(codeOfThird[history.thirdClass(line)]);
        }
        return codes;
    }
}

package org.foresale.cohort;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.log.History;

/**
 * What becomes of a user whom a snapshot question looks at, at each of its cuts.
 *
 * @param days    when users are looked at, and who is active
 * @param classes the target's classes
 */
record ActiveRule(SnapshotDays days, BitSet classes) implements RuleResults.Rule<ActiveUser> {

    /** Counts for each split its users, then how many came to each step. */
    @Override
    public int counters() {
        return Split.values().length * perSplit();
    }

    private static int perSplit() {
        return FunnelStep.values().length + 1;
    }

    static int users(int[] counters, Split split) {
        return counters[split.ordinal() * perSplit()];
    }

    /** How many users of a split came to a step, at all cuts together. */
    static int count(int[] counters, Split split, FunnelStep step) {
        return counters[split.ordinal() * perSplit() + 1 + step.ordinal()];
    }

    @Override
    public Optional<ActiveUser> judge(Split split, History history, int[] counters) {
        int from = split.ordinal() * perSplit();
        counters[from]++;
        List<Integer> cuts = days.cuts(split);
        BitSet asked = new BitSet();
        BitSet buys = new BitSet();
        for (int i = 0; i < cuts.size(); i++) {
            FunnelStep step = step(history, cuts.get(i));
            counters[from + 1 + step.ordinal()]++;
            asked.set(i, step == FunnelStep.BUYERS || step == FunnelStep.OTHERS);
            buys.set(i, step == FunnelStep.BUYERS);
        }
        return asked.isEmpty() ? Optional.empty() : Optional.of(new ActiveUser(split, asked, buys));
    }

    private FunnelStep step(History history, int cut) {
        History before = history.before(cut);
        if (days.isActive(before, cut)) {
            return buys(history, cut) ? FunnelStep.BUYERS : FunnelStep.OTHERS;
        }
        return before.shoppingDays() < days.shoppingDays() ? FunnelStep.TOO_NEW : FunnelStep.SILENT;
    }

    private boolean buys(History history, int cut) {
        History within = history.before(cut + days.horizon());
        return IntStream.range(history.before(cut).size(), within.size())
                .anyMatch(line -> classes.get(within.thirdClass(line)));
    }
}

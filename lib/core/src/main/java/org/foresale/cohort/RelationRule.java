package org.foresale.cohort;

import java.util.BitSet;
import java.util.Optional;
import org.foresale.log.History;

/**
 * Counts, within bins of like activity, which classes training users buy, and which of them buy a target too.
 *
 * @param end     day after the last that is looked at
 * @param target  the target's classes
 * @param edges   for each bin but the last, the most shopping days in it
 * @param classes how many third-level classes there are
 */
record RelationRule(int end, BitSet target, int[] edges, int classes) implements RuleResults.Rule<Integer> {

    int bins() {
        return edges.length + 1;
    }

    @Override
    public int counters() {
        return bins() * perBin();
    }

    private int perBin() {
        return 2 * classes + 2;
    }

    /** How many users of a bin buy a class. */
    int buyers(int[] counters, int bin, int third) {
        return counters[bin * perBin() + third];
    }

    /** How many users of a bin buy a class and the target. */
    int both(int[] counters, int bin, int third) {
        return counters[bin * perBin() + classes + third];
    }

    int targetBuyers(int[] counters, int bin) {
        return counters[bin * perBin() + 2 * classes];
    }

    int all(int[] counters, int bin) {
        return counters[bin * perBin() + 2 * classes + 1];
    }

    @Override
    public Optional<Integer> judge(Split split, History history, int[] counters) {
        History known = history.before(end);
        if (split == Split.TRAIN && !known.isEmpty()) {
            BitSet bought = known.classes();
            int buys = bought.intersects(target) ? 1 : 0;
            int from = bin(known.shoppingDays()) * perBin();
            for (int third = bought.nextSetBit(0); third >= 0; third = bought.nextSetBit(third + 1)) {
                counters[from + third]++;
                counters[from + classes + third] += buys;
            }
            counters[from + 2 * classes] += buys;
            counters[from + 2 * classes + 1]++;
        }
        return Optional.empty();
    }

    private int bin(int days) {
        int bin = 0;
        while (bin < edges.length && days > edges[bin]) {
            bin++;
        }
        return bin;
    }
}

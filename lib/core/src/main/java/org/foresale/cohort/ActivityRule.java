package org.foresale.cohort;

import java.util.Optional;
import org.foresale.log.History;

/**
 * Counts users, and the training users among them by their shopping days before an end.
 *
 * @param end day after the last that is looked at, at most the length of the log's window
 */
record ActivityRule(int end) implements RuleResults.Rule<Integer> {

    /** Counters 0 to the end are for as many shopping days; the last one is for all users. */
    @Override
    public int counters() {
        return end + 2;
    }

    int users(int[] counters) {
        return counters[end + 1];
    }

    /** How many training users have a shopping day. */
    int active(int[] counters) {
        int active = 0;
        for (int days = 1; days <= end; days++) {
            active += counters[days];
        }
        return active;
    }

    /**
     * Where bins of about as many training users each end; users with as many shopping days are in one bin.
     *
     * @return for each bin but the last, the most shopping days in it
     */
    int[] edges(int[] counters, int bins) {
        int users = active(counters);
        int[] edges = new int[bins - 1];
        int days = 0;
        int upTo = 0;
        for (int bin = 1; bin < bins; bin++) {
            int place = (int) ((long) bin * (users - 1) / bins);
            while (upTo <= place) {
                days++;
                upTo += counters[days];
            }
            edges[bin - 1] = days;
        }
        return edges;
    }

    @Override
    public Optional<Integer> judge(Split split, History history, int[] counters) {
        counters[end + 1]++;
        if (split == Split.TRAIN) {
            counters[history.before(end).shoppingDays()]++;
        }
        return Optional.empty();
    }
}

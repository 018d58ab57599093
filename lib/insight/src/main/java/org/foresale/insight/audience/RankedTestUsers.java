package org.foresale.insight.audience;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.stream.IntStream;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Subgroup;

/** Test users from the highest score down, with what came true. */
final class RankedTestUsers {

    private final boolean[] labels;
    private final int[] users;
    private final int[] order;

    private RankedTestUsers(boolean[] labels, int[] users, int[] order) {
        this.labels = labels;
        this.users = users;
        this.order = order;
    }

    /** Users of equal scores stay in the order in which they come. */
    static RankedTestUsers of(Scores scores, int[] users) {
        if (users.length != scores.size()) {
            throw new IllegalArgumentException(users.length + " users for " + scores.size() + " scores");
        }
        boolean[] labels = new boolean[scores.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = scores.label(i);
        }
        int[] order = IntStream.range(0, labels.length).toArray();
        IntArrays.stableSort(order, (i, j) -> Double.compare(scores.score(j), scores.score(i)));
        return new RankedTestUsers(labels, users.clone(), order);
    }

    int size() {
        return labels.length;
    }

    /** The users with the highest scores, and the buyers among them. */
    Subgroup highest(int addressed) {
        return between(0, addressed);
    }

    /** The users from one rank to before another, and the buyers among them. */
    Subgroup between(int from, int to) {
        boolean[] members = new boolean[labels.length];
        for (int rank = from; rank < to; rank++) {
            members[order[rank]] = true;
        }
        return Subgroup.of(members, labels, users);
    }
}

package org.foresale.cohort;

import java.util.ArrayList;
import java.util.List;

/**
 * The leak of {@link LeakExamples#othersCutAtWindowEnd}: whoever does not buy is cut at the window's end, and so gives
 * itself away.
 */
final class LeakingPairing implements Pairing {

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        int[] drawn = Draw.of(users, user -> others.draw("other", user));
        List<Buyer> first = others.drawn(buyers);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(first.size(), drawn.length); i++) {
            pairs.add(new Pair(first.get(i), drawn[i], others.end()));
        }
        return pairs;
    }
}

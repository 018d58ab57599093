package org.foresale.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The leak of {@link LeakExamples#oneHashForAllFortnights}: one hash of the user in all fortnights, and nobody drawn
 * twice. Whoever shops often and has a small hash is taken by the fortnights that come first.
 */
final class LeakingDrawPairing implements Pairing {

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        Map<Integer, List<Buyer>> wanted = buyers.stream()
                .collect(Collectors.groupingBy(buyer -> Pairing.fortnight(buyer.featureDay()), TreeMap::new,
                        Collectors.toList()));
        Map<Integer, int[]> offered = new TreeMap<>();
        for (int fortnight : wanted.keySet()) {
            offered.put(fortnight, Draw.of(IntStream.of(users).filter(user -> days(user, fortnight, others).length > 0)
                    .toArray(), user -> others.draw("pair", user)));
        }
        // Fortnights with few others for each buyer choose first.
        List<Integer> scarcest = wanted.keySet().stream().sorted(Comparator.comparingDouble(
                fortnight -> (double) offered.get(fortnight).length / wanted.get(fortnight).size())).toList();
        BitSet used = new BitSet();
        List<Pair> pairs = new ArrayList<>();
        for (int fortnight : scarcest) {
            int[] free = IntStream.of(offered.get(fortnight)).filter(user -> !used.get(user)).toArray();
            List<Buyer> drawn = others.drawn(wanted.get(fortnight));
            for (int i = 0; i < Math.min(drawn.size(), free.length); i++) {
                int[] days = days(free[i], fortnight, others);
                used.set(free[i]);
                pairs.add(new Pair(drawn.get(i), free[i], days[(int) (days.length * others.draw("day", free[i]))]));
            }
        }
        return pairs;
    }

    private static int[] days(int user, int fortnight, Others others) {
        ShoppingDays days = others.days(user);
        return Arrays.copyOfRange(days.days(), days.firstFrom(fortnight * FORTNIGHT),
                days.firstFrom((fortnight + 1) * FORTNIGHT));
    }
}

package org.foresale.cohort;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cuts others so that their cuts follow the buyers' feature days: in each fortnight as many of the one as of the other,
 * or several times as many, drawn with equal probability among all shopping days in it that others may be cut at.
 *
 * <p>Days are drawn, not users, as a buyer comes in by a day, too. Whoever shops twice as often in a fortnight is so
 * twice as likely to be drawn, just as such a user has twice the days on which to need something for the first time.
 * Each day has a draw of its own, and a user whose day was drawn may be drawn again: no fortnight knows of another.
 *
 * @param perBuyer how many others each buyer gets, where the fortnight has as many
 */
record DatePairing(int perBuyer) implements Pairing {

    /** A day on which an other may be cut, with its draw. */
    private record Offer(int user, int day, double draw) {

        int fortnight() {
            return Pairing.fortnight(day);
        }
    }

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        Map<Integer, List<Buyer>> wanted = buyers.stream().collect(Collectors.groupingBy(
                buyer -> Pairing.fortnight(buyer.featureDay()), TreeMap::new, Collectors.toList()));
        Map<Integer, List<Offer>> offered = IntStream.of(users).parallel().boxed()
                .flatMap(user -> offers(user, others, wanted)).collect(Collectors.groupingBy(Offer::fortnight));
        return wanted.entrySet().parallelStream().flatMap(fortnight -> pairs(others.drawn(fortnight.getValue()),
                offered.getOrDefault(fortnight.getKey(), List.of()))).toList();
    }

    /** The days of a user in the fortnights of buyers. */
    private static Stream<Offer> offers(int user, Others others, Map<Integer, List<Buyer>> wanted) {
        ShoppingDays days = others.days(user);
        return IntStream.range(days.possible(), days.end()).map(place -> days.days()[place])
                .filter(day -> wanted.containsKey(Pairing.fortnight(day)))
                .mapToObj(day -> new Offer(user, day, others.draw("other", user, day)));
    }

    private Stream<Pair> pairs(List<Buyer> drawn, List<Offer> offers) {
        List<Offer> sorted = offers.stream().sorted(Comparator.comparingDouble(Offer::draw)).toList();
        return IntStream.range(0, Math.min(drawn.size() * perBuyer, sorted.size())).mapToObj(i ->
                new Pair(drawn.get(i % drawn.size()), sorted.get(i).user(), sorted.get(i).day()));
    }
}

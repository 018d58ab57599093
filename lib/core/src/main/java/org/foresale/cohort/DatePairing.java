package org.foresale.cohort;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    }

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        Map<Integer, List<Buyer>> wanted = new TreeMap<>();
        buyers.forEach(buyer -> wanted.computeIfAbsent(Pairing.fortnight(buyer.featureDay()), key -> new ArrayList<>())
                .add(buyer));
        Map<Integer, List<Offer>> offered = new TreeMap<>();
        wanted.keySet().forEach(key -> offered.put(key, new ArrayList<>()));
        for (int user : users) {
            ShoppingDays days = others.days(user);
            for (int i = days.possible(); i < days.end(); i++) {
                int day = days.days()[i];
                List<Offer> offers = offered.get(Pairing.fortnight(day));
                if (offers != null) {
                    offers.add(new Offer(user, day, others.draw("other", user, day)));
                }
            }
        }
        List<Pair> pairs = new ArrayList<>();
        wanted.forEach((key, inIt) -> {
            List<Offer> offers = offered.get(key);
            offers.sort(Comparator.comparingDouble(Offer::draw));
            List<Buyer> drawn = others.drawn(inIt);
            for (int i = 0; i < Math.min(drawn.size() * perBuyer, offers.size()); i++) {
                pairs.add(new Pair(drawn.get(i % drawn.size()), offers.get(i).user(), offers.get(i).day()));
            }
        });
        return pairs;
    }
}

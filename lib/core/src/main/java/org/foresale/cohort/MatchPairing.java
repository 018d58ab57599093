package org.foresale.cohort;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pairs each buyer with an other whose timing is like the buyer's: about as many earlier shopping days, as long known,
 * as long since the last purchase, cut at about the same date. A model of timing alone should then find nothing.
 *
 * <p>The closest of all possible pairs is made first, then the closest of those that are left, until no buyer has
 * anybody within the caliper (nearest neighbours within a caliper, without replacement, closest first: Rosenbaum and
 * Rubin 1985). So no order of the buyers decides who gets whom. Of a large log, each buyer looks at
 * {@value #LOOKED_AT} others, drawn for it alone.
 *
 * <p>Within the caliper, the closest other lies more often on the side where there are more of them. So a trace of
 * timing is left, the less the narrower the caliper; a null test says how much.
 */
final class MatchPairing implements Pairing {

    private static final int LOOKED_AT = 1_000;
    private static final double MAX_RATIO = 1.25;
    private static final double SHOPPING_DAYS_RATIO = Math.log(MAX_RATIO);
    private static final double TENURE_RATIO = Math.log(1.25);
    private static final double GAP_RATIO = Math.log(1.5);
    private static final int DATE_DAYS = 14;

    /** What timing there is before a cut: logarithms, because a day more or less matters when there are few. */
    private record Timed(int cut, double shoppingDays, double tenure, double gap) {

        /** Of the day at a place, with those before it. */
        static Timed of(int[] days, int place, int cut) {
            return new Timed(cut, Math.log(place), Math.log(cut - days[0]), Math.log(cut - days[place - 1]));
        }

        /** Squared distance in units of the caliper; infinite outside of it. */
        double distance(Timed other) {
            double date = (double) (cut - other.cut) / DATE_DAYS;
            double days = (shoppingDays - other.shoppingDays) / SHOPPING_DAYS_RATIO;
            double known = (tenure - other.tenure) / TENURE_RATIO;
            double since = (gap - other.gap) / GAP_RATIO;
            double largest = Math.max(Math.max(Math.abs(date), Math.abs(days)),
                    Math.max(Math.abs(known), Math.abs(since)));
            return largest > 1 ? Double.POSITIVE_INFINITY
                    : date * date + days * days + known * known + since * since;
        }
    }

    /** A pair that could be made; of equally close ones, that with the lower draw comes first. */
    private record Possible(int user, int cut, double distance, double draw) implements Comparable<Possible> {

        @Override
        public int compareTo(Possible other) {
            int closer = Double.compare(distance, other.distance);
            int drawn = closer == 0 ? Double.compare(draw, other.draw) : closer;
            return drawn == 0 ? Integer.compare(user, other.user) : drawn;
        }
    }

    /** A buyer with all that is possible and not yet tried; few of it are ever looked at, so it is not sorted. */
    private record Search(Buyer buyer, PriorityQueue<Possible> possible) {

        static final Comparator<Search> CLOSEST = Comparator.comparing(Search::closest);

        Possible closest() {
            return possible.element();
        }

        /** Drops the closest as long as they are taken, and says whether anybody is left. */
        boolean goesOn(BitSet taken) {
            while (!possible.isEmpty() && taken.get(closest().user())) {
                possible.remove();
            }
            return !possible.isEmpty();
        }
    }

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        List<ShoppingDays> shopping = IntStream.of(users).parallel().mapToObj(others::days).toList();
        PriorityQueue<Search> searches = new PriorityQueue<>(Search.CLOSEST);
        // What is possible for one buyer hangs on no other buyer.
        searches.addAll(buyers.parallelStream()
                .map(buyer -> new Search(buyer, possible(buyer, users, shopping, others)))
                .filter(search -> !search.possible().isEmpty()).toList());
        BitSet taken = new BitSet();
        List<Pair> pairs = new ArrayList<>();
        while (!searches.isEmpty()) {
            Search search = searches.remove();
            Possible closest = search.closest();
            if (!taken.get(closest.user())) {
                taken.set(closest.user());
                pairs.add(new Pair(search.buyer(), closest.user(), closest.cut()));
            } else if (search.goesOn(taken)) {
                searches.add(search);
            }
        }
        return pairs;
    }

    /** Of each user who is looked at, the day that is closest to a buyer's, if one is close enough. */
    private static PriorityQueue<Possible> possible(Buyer buyer, int[] users, List<ShoppingDays> shopping,
            Others others) {
        int[] before = others.usable().get(buyer.user()).value().shoppingDays();
        Timed timed = Timed.of(before, before.length, buyer.featureDay());
        SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(others.draw("match", buyer.user())));
        List<Possible> possible = new ArrayList<>();
        BitSet lookedAt = lookedAt(users.length, random);
        for (int place = lookedAt.nextSetBit(0); place >= 0; place = lookedAt.nextSetBit(place + 1)) {
            double draw = random.nextDouble();
            if (users[place] != buyer.user()) {
                closest(timed, before.length, users[place], shopping.get(place), draw).ifPresent(possible::add);
            }
        }
        return new PriorityQueue<>(possible);
    }

    private static Optional<Possible> closest(Timed timed, int earlier, int user, ShoppingDays shopping, double draw) {
        int best = -1;
        double smallest = Double.POSITIVE_INFINITY;
        int to = Math.min(shopping.end(), (int) (earlier * MAX_RATIO) + 2);
        int first = timed.cut() - DATE_DAYS;
        int last = timed.cut() + DATE_DAYS;
        // From one place more on either side than the ratio of shopping days allows: distance() draws the line.
        for (int place = Math.max(shopping.possible(), (int) (earlier / MAX_RATIO)); place < to; place++) {
            int day = shopping.days()[place];
            if (day > last) {
                break;
            }
            if (day >= first) {
                double distance = timed.distance(Timed.of(shopping.days(), place, day));
                if (distance < smallest) {
                    smallest = distance;
                    best = day;
                }
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(new Possible(user, best, smallest, draw));
    }

    /** The places of the others that a buyer looks at: all, or as many as is enough, drawn at random. */
    private static BitSet lookedAt(int users, SplittableRandom random) {
        BitSet drawn = new BitSet(users);
        if (users <= LOOKED_AT) {
            drawn.set(0, users);
            return drawn;
        }
        // Floyd's algorithm: each set of places with the same probability (Bentley and Floyd 1987).
        for (int last = users - LOOKED_AT; last < users; last++) {
            int place = random.nextInt(last + 1);
            drawn.set(drawn.get(place) ? last : place);
        }
        return drawn;
    }
}

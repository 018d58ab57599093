package org.foresale.cohort;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
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
    private static final double SHOPPING_DAYS_RATIO = Math.log(1.25);
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
    private record Possible(int user, int cut, double distance, double draw) {

        static final Comparator<Possible> CLOSEST =
                Comparator.comparingDouble(Possible::distance).thenComparingDouble(Possible::draw);
    }

    /** A buyer with all that is possible, closest first, and the place of the next to try. */
    private record Search(Buyer buyer, List<Possible> possible, int next) {

        static final Comparator<Search> CLOSEST = Comparator.comparing(Search::closest, Possible.CLOSEST);

        Possible closest() {
            return possible.get(next);
        }

        /** Returns a copy without those who are taken. */
        Search skipping(BitSet taken) {
            int from = next;
            while (from < possible.size() && taken.get(possible.get(from).user())) {
                from++;
            }
            return new Search(buyer, possible, from);
        }

        boolean isOver() {
            return next == possible.size();
        }
    }

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        List<ShoppingDays> shopping = IntStream.of(users).mapToObj(others::days).toList();
        PriorityQueue<Search> searches = new PriorityQueue<>(Search.CLOSEST);
        for (Buyer buyer : buyers) {
            Search search = new Search(buyer, possible(buyer, users, shopping, others), 0);
            if (!search.isOver()) {
                searches.add(search);
            }
        }
        BitSet taken = new BitSet();
        List<Pair> pairs = new ArrayList<>();
        while (!searches.isEmpty()) {
            Search search = searches.poll();
            Search free = search.skipping(taken);
            if (free.next() == search.next()) {
                taken.set(free.closest().user());
                pairs.add(new Pair(free.buyer(), free.closest().user(), free.closest().cut()));
            } else if (!free.isOver()) {
                searches.add(free);
            }
        }
        return pairs;
    }

    /** Of each user who is looked at, the day that is closest to a buyer's, if one is close enough. */
    private static List<Possible> possible(Buyer buyer, int[] users, List<ShoppingDays> shopping, Others others) {
        int[] before = others.usable().get(buyer.user()).value().shoppingDays();
        Timed timed = Timed.of(before, before.length, buyer.featureDay());
        SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(others.draw("match", buyer.user())));
        List<Possible> possible = new ArrayList<>();
        for (int place : lookedAt(users.length, random)) {
            double draw = random.nextDouble();
            if (users[place] != buyer.user()) {
                closest(timed, users[place], shopping.get(place), draw).ifPresent(possible::add);
            }
        }
        possible.sort(Possible.CLOSEST);
        return possible;
    }

    private static Optional<Possible> closest(Timed timed, int user, ShoppingDays shopping, double draw) {
        int best = -1;
        double smallest = Double.POSITIVE_INFINITY;
        int to = shopping.firstFrom(timed.cut() + DATE_DAYS + 1);
        for (int place = shopping.firstFrom(timed.cut() - DATE_DAYS); place < to; place++) {
            double distance = timed.distance(Timed.of(shopping.days(), place, shopping.days()[place]));
            if (distance < smallest) {
                smallest = distance;
                best = shopping.days()[place];
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(new Possible(user, best, smallest, draw));
    }

    /** The places of the others that a buyer looks at, rising: all, or as many as is enough, drawn at random. */
    private static int[] lookedAt(int users, SplittableRandom random) {
        if (users <= LOOKED_AT) {
            return IntStream.range(0, users).toArray();
        }
        // Floyd's algorithm: each set of places with the same probability (Bentley and Floyd 1987).
        IntOpenHashSet drawn = new IntOpenHashSet(LOOKED_AT);
        for (int last = users - LOOKED_AT; last < users; last++) {
            int place = random.nextInt(last + 1);
            if (!drawn.add(place)) {
                drawn.add(last);
            }
        }
        return drawn.intStream().sorted().toArray();
    }
}

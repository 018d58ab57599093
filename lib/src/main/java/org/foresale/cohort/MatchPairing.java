package org.foresale.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs each buyer with a user without a sign of need whose timing is like the buyer's: about as many earlier shopping
 * days, as long known, as long since the last purchase, cut at about the same date. A model of timing alone should then
 * find nothing.
 *
 * <p>Buyers come in a drawn order; each takes the most alike of {@value #LOOKED_AT} others, or none if no one is alike
 * enough (nearest neighbour within a caliper, without replacement: Rosenbaum and Rubin 1985).
 */
final class MatchPairing implements Pairing {

    /** The others come in a drawn order too; on a large log it is enough to look at some. */
    private static final int LOOKED_AT = 1_000;
    private static final double SHOPPING_DAYS_RATIO = Math.log(1.25);
    private static final double TENURE_RATIO = Math.log(1.25);
    private static final double GAP_RATIO = Math.log(1.5);
    private static final int DATE_DAYS = 14;

    /** What timing there is before a cut: logarithms, because a day more or less matters when there are few. */
    private record Timed(int cut, double shoppingDays, double tenure, double gap) {

        static Timed of(int cut, int shoppingDays, int first, int last) {
            return new Timed(cut, Math.log(shoppingDays), Math.log(cut - first), Math.log(cut - last));
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

    /** A user who is still to be had. */
    private record Free(int user, ShoppingDays shopping) {

        Timed at(int place) {
            int[] days = shopping.days();
            return Timed.of(days[place], place, days[0], days[place - 1]);
        }
    }

    /**
     * What suits a buyer best.
     *
     * @param candidate its place among those still to be had, -1 if no one is alike enough
     * @param cut       the day on which it is most alike
     * @param distance  how unlike it is
     */
    private record Choice(int candidate, int cut, double distance) {
    }

    @Override
    public List<Pair> pairs(List<Buyer> buyers, int[] users, Others others) {
        int[] drawn = Draw.of(users, user -> others.draw("pair", user));
        int[] order = Draw.of(IntStream.range(0, buyers.size()).toArray(),
                i -> others.draw("pair", buyers.get(i).user()));
        List<Free> free = new ArrayList<>();
        int next = 0;
        List<Pair> pairs = new ArrayList<>();
        for (int i : order) {
            while (next < drawn.length && free.size() < LOOKED_AT) {
                free.add(new Free(drawn[next], others.days(drawn[next])));
                next++;
            }
            Buyer buyer = buyers.get(i);
            Choice choice = nearest(buyer, others.candidates().get(buyer.user()).value().shoppingDays(), free);
            if (choice.candidate() >= 0) {
                pairs.add(new Pair(buyer, free.get(choice.candidate()).user(), choice.cut()));
                Collections.swap(free, choice.candidate(), free.size() - 1);
                free.remove(free.size() - 1);
            }
        }
        return pairs;
    }

    private static Choice nearest(Buyer buyer, int[] before, List<Free> free) {
        Timed timed = Timed.of(buyer.featureDay(), before.length, before[0], before[before.length - 1]);
        Choice best = new Choice(-1, -1, Double.POSITIVE_INFINITY);
        for (int candidate = 0; candidate < free.size(); candidate++) {
            Free other = free.get(candidate);
            int to = other.shopping().firstFrom(buyer.featureDay() + DATE_DAYS + 1);
            for (int place = other.shopping().firstFrom(buyer.featureDay() - DATE_DAYS); place < to; place++) {
                double distance = timed.distance(other.at(place));
                if (distance < best.distance()) {
                    best = new Choice(candidate, other.shopping().days()[place], distance);
                }
            }
        }
        return best;
    }
}

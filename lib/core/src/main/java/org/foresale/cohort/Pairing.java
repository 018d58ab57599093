package org.foresale.cohort;

import java.util.Comparator;
import java.util.List;

/** Gives each buyer an other: a user cut at one of its own shopping days. All are of one split. */
interface Pairing {

    /** Length in days of the bins in which the cuts of others follow the feature days. */
    int FORTNIGHT = 14;

    /** The fortnight of a day. */
    static int fortnight(int day) {
        return day / FORTNIGHT;
    }

    /**
     * A buyer.
     *
     * @param user       the user's place among the usable users
     * @param featureDay the day of the first purchase
     */
    record Buyer(int user, int featureDay) {
    }

    /**
     * Two samples that belong together.
     *
     * @param buyer a buyer
     * @param other the place of the other
     * @param cut   where the other is cut
     */
    record Pair(Buyer buyer, int other, int cut) {
    }

    /**
     * What the days of the others may be.
     *
     * @param usable       all users of whom a sample can be made, of all splits, in the order of their ids
     * @param from         first day of a cut
     * @param end          day after the last
     * @param shoppingDays least number of shopping days before a cut
     * @param seed         the seed of all draws
     */
    record Others(List<RuleResults.Result<EligibleUser>> usable, int from, int end, int shoppingDays, long seed) {

        /** The days of a user, and which of them an other may be cut at. */
        ShoppingDays days(int user) {
            return ShoppingDays.of(usable.get(user).value().shoppingDays(), shoppingDays, from, end);
        }

        /** A draw that depends on the seed, a purpose and the user alone. */
        double draw(String purpose, int user) {
            return SeededHash.uniform(seed, purpose, usable.get(user).id());
        }

        /** A draw that depends on the seed, a purpose, the user and a day alone. */
        double draw(String purpose, int user, int day) {
            return draw(purpose + " on day " + day, user);
        }

        /** Buyers in a drawn order. */
        List<Buyer> drawn(List<Buyer> buyers) {
            return buyers.stream().sorted(Comparator.comparingDouble(buyer -> draw("buyer", buyer.user()))).toList();
        }
    }

    /**
     * Pairs buyers with others.
     *
     * @param buyers the buyers, in the order of their places
     * @param users  the places of the users that others come from, rising; each has a day to be cut at
     * @param others what their days may be
     * @return the pairs, each buyer in as many at most as it is to get others; buyers who find nobody are in none
     */
    List<Pair> pairs(List<Buyer> buyers, int[] users, Others others);
}

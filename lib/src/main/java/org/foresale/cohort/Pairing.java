package org.foresale.cohort;

import java.util.List;

/** Gives each buyer a user without a sign of need, cut at one of its own days. All are of one split. */
interface Pairing {

    /**
     * A buyer.
     *
     * @param user       the user's place among the candidates
     * @param featureDay the day of the first purchase
     */
    record Buyer(int user, int featureDay) {
    }

    /**
     * Two samples that belong together.
     *
     * @param buyer a buyer
     * @param other the place of a user without a sign of need
     * @param cut   where the other is cut
     */
    record Pair(Buyer buyer, int other, int cut) {
    }

    /**
     * What the days of the others may be.
     *
     * @param candidates   buyers and others of all splits, in the order of their ids
     * @param from         first day of a cut
     * @param end          day after the last
     * @param shoppingDays least number of shopping days before a cut
     * @param seed         the seed of all draws
     */
    record Others(List<Answer<Candidate>> candidates, int from, int end, int shoppingDays, long seed) {

        ShoppingDays days(int user) {
            return ShoppingDays.of(candidates.get(user).value().shoppingDays(), shoppingDays, from, end);
        }

        /** A draw that depends on the seed, a purpose and the user alone. */
        double draw(String purpose, int user) {
            return SeededHash.uniform(seed, purpose, candidates.get(user).id());
        }
    }

    /**
     * Pairs buyers with others; neither is used twice.
     *
     * @param buyers the buyers, in the order of their places
     * @param users  the places of the others, rising; each has a day to be cut at
     * @param others what their days may be
     * @return the pairs; buyers who find nobody are in none
     */
    List<Pair> pairs(List<Buyer> buyers, int[] users, Others others);
}

package org.foresale.cohort;

import java.util.List;
import org.foresale.log.PurchaseLog;

/** Gives each buyer a user without a sign of need, cut at one of its own days. All are of one split. */
interface Pairing {

    /**
     * A buyer.
     *
     * @param user       the user's code
     * @param featureDay the day of the first purchase
     */
    record Buyer(int user, int featureDay) {
    }

    /**
     * Two samples that belong together.
     *
     * @param buyer a buyer
     * @param other a user without a sign of need
     * @param cut   where the other is cut
     */
    record Pair(Buyer buyer, int other, int cut) {
    }

    /**
     * What the days of the others may be.
     *
     * @param log          the log
     * @param from         first day of a cut
     * @param end          day after the last
     * @param shoppingDays least number of shopping days before a cut
     * @param seed         the seed of all draws
     */
    record Others(PurchaseLog log, int from, int end, int shoppingDays, long seed) {

        ShoppingDays days(int user) {
            return ShoppingDays.of(log.history(user), shoppingDays, from, end);
        }

        /** A draw that depends on the seed, a purpose and the user alone. */
        double draw(String purpose, int user) {
            return SeededHash.uniform(seed, purpose, log.userId(user));
        }
    }

    /**
     * Pairs buyers with others; neither is used twice.
     *
     * @param buyers the buyers, in the order of their codes
     * @param users  the others, in the order of their codes; each has a day to be cut at
     * @param others what their days may be
     * @return the pairs; buyers who find nobody are in none
     */
    List<Pair> pairs(List<Buyer> buyers, int[] users, Others others);
}

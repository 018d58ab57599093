package org.foresale.cohort;

import java.io.Serializable;
import java.util.List;

/**
 * Defines the negatives of a first-need question: which shopping days of which users can be non-buyers, and how they
 * are drawn.
 *
 * <p>The population defines what a non-buyer at a cut represents. Days are drawn by date or, more strictly, by
 * matching. Each draw depends only on the user and the day, so no draw depends on earlier ones.
 *
 * @param population the shopping days at which non-buyers may be cut
 * @param matched    whether each buyer is paired with a day that is similar to its feature day, instead of any day in
 *                   the same fortnight
 * @param perBuyer   number of non-buyers per buyer, 1 to {@value #MAX_PER_BUYER}; 1 if matched
 */
public record Negatives(Population population, boolean matched, int perBuyer) implements Serializable {

    /** More would tell hardly more: with m others a buyer, the variance is (m + 1) / m of that with all of them. */
    private static final int MAX_PER_BUYER = 1_000;

    /**
     * Checks the number of non-buyers per buyer.
     *
     * @throws IllegalArgumentException if it is not 1 to {@value #MAX_PER_BUYER}, or above 1 and matched
     */
    public Negatives {
        if (perBuyer < 1 || perBuyer > MAX_PER_BUYER || matched && perBuyer > 1) {
            throw new IllegalArgumentException(perBuyer + " non-buyers per buyer" + (matched ? ", matched" : "")
                    + ": take 1 to " + MAX_PER_BUYER + ", and 1 if each is matched to its buyer");
        }
    }

    /** Selects the users and shopping days at which non-buyers may be cut. */
    public enum Population {
        /**
         * Any shopping day of any user up to the first sign of need: the risk set, from which incidence-density
         * sampling draws in epidemiology (Prentice and Breslow 1978). It uses no information from after that day: a
         * user may be a non-buyer on one day and a buyer on a later one. A shop could select its users in the same way
         * on that day.
         */
        RISK_SET("risk set"),
        /**
         * Any shopping day of users without a sign of need in the whole window, as in the article. Who they are is
         * known only at the end of the window. Users who shop often are less likely to reach it without a sign of need,
         * so their days are rarer among the non-buyers than among the buyers, and timing separates the two even where
         * needs arise at random. A null test with {@link NullLog} measures by how much.
         */
        NO_SIGN("no sign in the window");

        private final String title;

        Population(String title) {
            this.title = title;
        }

        /**
         * Returns a short name of the population.
         *
         * @return a name for tables and charts, such as "risk set"
         */
        public String title() {
            return title;
        }
    }

    /**
     * Returns the design that draws from the risk set, by date.
     *
     * @return the negatives, which are the default of a first-need question
     */
    public static Negatives riskSet() {
        return new Negatives(Population.RISK_SET, false, 1);
    }

    /**
     * Returns the article's design, which draws from the users without a sign of need in the whole window, by date.
     *
     * @return the negatives
     */
    public static Negatives noSign() {
        return new Negatives(Population.NO_SIGN, false, 1);
    }

    /**
     * Returns all designs.
     *
     * @return both populations, each by date and matched
     */
    public static List<Negatives> all() {
        return List.of(riskSet(), riskSet().withMatching(), noSign(), noSign().withMatching());
    }

    /**
     * Returns a copy that matches each buyer with a day similar to its feature day: the number of earlier shopping days
     * and the time since the first purchase within a factor of 1.25, the time since the last purchase within a factor
     * of 1.5, and the date within 14 days. Buyers without a match are left out.
     *
     * @return the same population, matched
     * @throws IllegalArgumentException if there are several non-buyers per buyer
     */
    public Negatives withMatching() {
        return new Negatives(population, true, perBuyer);
    }

    /**
     * Returns a copy that draws several non-buyers per buyer (m:1), for training with class weights: the buyers stay
     * the same, and there is more information about non-buyers. F1 and precision depend on the share of buyers, and so
     * does recall through the choice of the threshold; keep the test set 1:1.
     *
     * @param others number of non-buyers per buyer, 1 to {@value #MAX_PER_BUYER}; if a fortnight has fewer days of
     *               non-buyers, all of them are used
     * @return the same population, with more non-buyers
     * @throws IllegalArgumentException if the number is out of range, or if the negatives are matched
     */
    public Negatives withPerBuyer(int others) {
        return new Negatives(population, matched, others);
    }

    /**
     * Returns a short name of the design.
     *
     * @return a name for tables and charts, such as "risk set, matched"
     */
    public String title() {
        return population.title() + (matched ? ", matched" : "") + (perBuyer > 1 ? ", " + perBuyer + " a buyer" : "");
    }

    Pairing pairing() {
        return matched ? new MatchPairing() : new DatePairing(perBuyer);
    }
}

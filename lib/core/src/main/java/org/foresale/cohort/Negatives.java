package org.foresale.cohort;

import java.io.Serializable;
import java.util.List;

/**
 * Says which shopping days of which users stand beside the buyers of a first need, and how they are drawn.
 *
 * <p>The population is what an <em>other at a cut</em> stands for; drawing is by date or, stricter, by matching. Each
 * draw depends on the user and the day alone, so none depends on what was drawn before it.
 *
 * @param population which shopping days others may be cut at
 * @param matched    whether each buyer gets a day that is like its feature day, instead of any in the same fortnight
 * @param perBuyer   how many others stand beside each buyer, 1 to {@value #MAX_PER_BUYER}; 1 if matched
 */
public record Negatives(Population population, boolean matched, int perBuyer) implements Serializable {

    /** More would tell hardly more: with m others a buyer, the variance is (m + 1) / m of that with all of them. */
    private static final int MAX_PER_BUYER = 1_000;

    /**
     * Checks how many others a buyer gets.
     *
     * @throws IllegalArgumentException if they are not 1 to {@value #MAX_PER_BUYER}, or several and matched
     */
    public Negatives {
        if (perBuyer < 1 || perBuyer > MAX_PER_BUYER || matched && perBuyer > 1) {
            throw new IllegalArgumentException(perBuyer + " non-buyers per buyer" + (matched ? ", matched" : "")
                    + ": take 1 to " + MAX_PER_BUYER + ", and 1 if each is to be like its buyer");
        }
    }

    /** Which shopping days of which users others may be cut at. */
    public enum Population {
        /**
         * Any shopping day, up to the first sign of need, of anybody: the risk set, from which
         * incidence-density sampling draws in epidemiology (Prentice and Breslow 1978). It knows nothing of what comes
         * after the day: a user may be an other on one day and a buyer on a later one. It is what a shop could do on
         * that day.
         */
        RISK_SET("risk set"),
        /**
         * Any shopping day of users without a sign of need in the whole window: the article's own "users
         * without a sign of need". Who belongs to them is known at the window's end only. Those who shop often are less
         * likely to get there without a sign, so their days are rarer among the others than among the buyers, and
         * timing tells the two apart even where a need depends on nothing. {@link NullLog} measures by how much.
         */
        NO_SIGN("no sign in the window");

        private final String title;

        Population(String title) {
            this.title = title;
        }

        /**
         * Names the population.
         *
         * @return a few words for tables and charts, such as "risk set"
         */
        public String title() {
            return title;
        }
    }

    /**
     * Draws from the risk set, by date.
     *
     * @return the negatives that a first need is asked with unless it is told otherwise
     */
    public static Negatives riskSet() {
        return new Negatives(Population.RISK_SET, false, 1);
    }

    /**
     * Draws from the users without a sign of need in the whole window, by date: the article's design.
     *
     * @return the negatives
     */
    public static Negatives noSign() {
        return new Negatives(Population.NO_SIGN, false, 1);
    }

    /**
     * Lists all designs.
     *
     * @return both populations, each by date and matched
     */
    public static List<Negatives> all() {
        return List.of(riskSet(), riskSet().withMatching(), noSign(), noSign().withMatching());
    }

    /**
     * Pairs each buyer with a day that is like its feature day: as many earlier shopping days and as long known within
     * a factor of 1.25, as long since the last purchase within a factor of 1.5, at a date within 14 days. Buyers to
     * whom nobody is alike enough are left out.
     *
     * @return the same population, matched
     * @throws IllegalArgumentException if each buyer is to have several others
     */
    public Negatives withMatching() {
        return new Negatives(population, true, perBuyer);
    }

    /**
     * Draws several others for each buyer (m:1), to train on with class weights: what is known of the buyers stays the
     * same, what is known of the others grows. F1, precision and recall depend on the share of buyers, so a test is to
     * stay 1:1.
     *
     * @param others how many others a buyer, 1 to {@value #MAX_PER_BUYER}; where a fortnight has not as many days of
     *               others, all of them are taken
     * @return the same population, with more others
     * @throws IllegalArgumentException if the number is out of its range, or if the negatives are matched
     */
    public Negatives withPerBuyer(int others) {
        return new Negatives(population, matched, others);
    }

    /**
     * Names the design.
     *
     * @return a few words for tables and charts, such as "risk set, matched"
     */
    public String title() {
        return population.title() + (matched ? ", matched" : "") + (perBuyer > 1 ? ", " + perBuyer + " a buyer" : "");
    }

    Pairing pairing() {
        return matched ? new MatchPairing() : new DatePairing(perBuyer);
    }
}

package org.foresale.internal.bgnbd;

/**
 * The BG/NBD model: how often customers buy while they do, and when they cease.
 *
 * <p>While alive, a customer buys at a rate of its own, in a Poisson process; the rates are gamma distributed with
 * shape r and rate alpha. After each purchase but the first a customer ceases for good with a probability of its own;
 * these are beta distributed with a and b (Fader, Hardie and Lee 2005, "Counting your customers" the easy way: an
 * alternative to the Pareto/NBD model, Marketing Science 24, 275-284).
 *
 * <p>All that counts of a customer is the frequency, which is the number of purchases after the first; the recency,
 * which is the time from the first purchase to the last; and the age, which is the time from the first purchase to now.
 * Times are in any one unit, such as days, which is then the unit of alpha, too. Who has never bought is no customer.
 *
 * @param r     shape of the gamma distribution of the rates, above 0
 * @param alpha rate of that distribution, a time above 0: the mean rate is r / alpha
 * @param a     of the beta distribution of the probabilities of ceasing, above 0
 * @param b     of that distribution, above 0: the mean probability is a / (a + b)
 */
public record BgNbd(double r, double alpha, double a, double b) {

    private static final double MAX_PARAMETER = 1e9;
    /** Times that were seen which a horizon may be at most: of longer ones, nothing that was seen tells. */
    private static final double MAX_HORIZON = 1000;

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if one is not above 0 and at most 1e9
     */
    public BgNbd {
        for (double parameter : new double[] {r, alpha, a, b}) {
            if (!(parameter > 0 && parameter <= MAX_PARAMETER)) {
                throw new IllegalArgumentException("r, alpha, a and b are above 0 and at most " + MAX_PARAMETER
                        + ", but one is " + parameter);
            }
        }
    }

    /**
     * Fits the model by maximum likelihood.
     *
     * @param frequency purchases of each customer after the first, 0 or more
     * @param recency   time of each from the first purchase to the last; 0 where there is one purchase only
     * @param age       time of each from the first purchase to now, at least the recency
     * @return the fit, which says whether it converged
     * @throws IllegalArgumentException if there is no customer, if the arrays differ in length, if a frequency is above
     *     100,000, if a number is out of range, if all ages are 0, or if their mean is not between 1/50,000 and
     *     50,000, as if days came as seconds
     */
    public static BgNbdFit fit(int[] frequency, double[] recency, double[] age) {
        return BgNbdFit.of(new Customers(frequency, recency, age));
    }

    /**
     * Gives the probability that a customer has not ceased (Fader, Hardie and Lee 2008, Computing P(alive) using the
     * BG/NBD model).
     *
     * @param frequency purchases after the first, 0 or more
     * @param recency   time from the first purchase to the last
     * @param age       time from the first purchase to now
     * @return from 0 to 1; 1 for a customer of one purchase, as nobody ceases before the second
     * @throws IllegalArgumentException if a number is out of range
     */
    public double probabilityAlive(int frequency, double recency, double age) {
        Customers.check(frequency, recency, age);
        return frequency == 0 ? 1 : 1 / (1 + Math.exp(logOddsCeased(frequency, recency, age)));
    }

    /** Of a customer with a frequency above 0. */
    double logOddsCeased(int frequency, double recency, double age) {
        return Math.log(a) - Math.log(b + frequency - 1)
                + (r + frequency) * Math.log1p((age - recency) / (alpha + recency));
    }

    /**
     * Gives the probability that a customer buys at least once within the horizon.
     *
     * <p>It is P(alive) · (1 − ((alpha + age) / (alpha + age + horizon))^(r + frequency)). Given the history, a
     * customer who is alive buys at a rate that is gamma distributed with r + frequency and alpha + age, and the
     * probability of ceasing comes into play only after the next purchase; who has ceased does not buy. So the mean of
     * exp(−rate · horizon) over that gamma distribution is all that an alive customer needs.
     *
     * @param horizon   time from now, 0 or more
     * @param frequency purchases after the first, 0 or more
     * @param recency   time from the first purchase to the last
     * @param age       time from the first purchase to now
     * @return from 0 to 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public double probabilityOfPurchase(double horizon, int frequency, double recency, double age) {
        checkHorizon(horizon);
        return probabilityAlive(frequency, recency, age)
                * -Math.expm1(-(r + frequency) * Math.log1p(horizon / (alpha + age)));
    }

    /**
     * Gives the expected number of purchases of a customer within the horizon.
     *
     * <p>It is formula (10) of the paper, summed or, where many purchases are expected, integrated so that every term
     * is positive, nothing cancels, and an a of 1 is nothing special.
     *
     * @param horizon   time from now, 0 or more, at most 1,000 times alpha + age
     * @param frequency purchases after the first, 0 or more
     * @param recency   time from the first purchase to the last
     * @param age       time from the first purchase to now
     * @return 0 or more
     * @throws IllegalArgumentException if a number is out of range
     */
    public double expectedPurchases(double horizon, int frequency, double recency, double age) {
        checkHorizon(horizon);
        double alive = probabilityAlive(frequency, recency, age);
        double ratio = horizon / (alpha + age);
        if (ratio > MAX_HORIZON) {
            throw new IllegalArgumentException("the horizon is at most " + MAX_HORIZON + " times alpha + age, "
                    + (alpha + age) + ", but it is " + horizon + ": choose a shorter one");
        }
        return ratio == 0 ? 0 : alive * new PurchasesIfAlive(r + frequency, ratio, a, b + frequency).expected();
    }

    private static void checkHorizon(double horizon) {
        if (!(horizon >= 0 && horizon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a horizon is a finite time of 0 or more, not " + horizon);
        }
    }
}

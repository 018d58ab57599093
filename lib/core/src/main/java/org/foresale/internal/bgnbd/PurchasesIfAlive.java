package org.foresale.internal.bgnbd;

/**
 * The expected number of purchases within a horizon of a customer who is alive: formula (10) of Fader, Hardie and Lee
 * (2005) over P(alive), in forms in which every term is positive, nothing cancels, and an a of 1 is nothing special.
 *
 * <p>Few purchases are summed up: the first factor of Gauss's hypergeometric function 2F1 makes of its terms the
 * probabilities of a negative binomial distribution, that of the purchases N of a customer who would never cease. The
 * n-th is made with a probability of P(N ≥ n) times that of not having ceased in the n − 1 before it, which is the
 * product of (b + i) / (a + b + i) for i below n − 1.
 *
 * <p>Where many are expected, the sum would hardly end. Then the mean is taken over the probability of ceasing p, which
 * is beta distributed with a and b: a customer of rate λ makes (1 − exp(−λ p t)) / p purchases within a time t, whose
 * mean over the gamma distribution of the rates is (1 − (1 + p · ratio)^(−shape)) / p. The integral is over the
 * log-odds of p, where the trapezoidal rule is as exact as the numbers are (Trefethen and Weideman 2014, The
 * exponentially convergent trapezoidal rule).
 *
 * @param shape of the gamma distribution of the rates given the purchases so far, r + frequency
 * @param ratio the horizon over the rate of that distribution, alpha + age; above 0
 * @param a     of the beta distribution of the probabilities of ceasing
 * @param b     of that distribution given the purchases so far, b + frequency
 */
record PurchasesIfAlive(double shape, double ratio, double a, double b) {

    /** Of more purchases of a customer who would never cease, the integral is done sooner than the sum. */
    private static final double MAX_SUMMED = 1e4;
    private static final double PRECISION = 1e-14;
    /** Steps of the log-odds, as parts of their standard deviation and as a number at most. */
    private static final double STEP_OF_DEVIATION = .6;
    private static final double MAX_STEP = .2;
    /** The logarithm of what is lost in rounding. */
    private static final double LOG_NOTHING = -42;
    /** So that the weight of all that is left of the integral is a number. */
    private static final double MIN_PARAMETER = 1e-200;

    double expected() {
        return shape * ratio <= MAX_SUMMED ? sum() : integral();
    }

    double sum() {
        double logSuccess = -Math.log1p(1 / ratio);
        double success = ratio / (1 + ratio);
        // Of N = n, from n = 0 on: as a logarithm, for the first ones may be too small for a number.
        double logProbability = -shape * Math.log1p(ratio);
        double atLeast = -Math.expm1(logProbability);
        double notCeased = 1;
        double sum = 0;
        for (int n = 1;; n++) {
            sum += atLeast * notCeased;
            logProbability += Math.log((shape + n - 1) / n) + logSuccess;
            double probability = Math.exp(logProbability);
            atLeast = Math.max(0, atLeast - probability);
            // n - 1 first: a b next to 0 would be lost in 1 + b - 1.
            notCeased *= (b + (n - 1)) / (a + b + (n - 1));
            // From here on each probability is at most this part of the one before: a bound of all that is left out.
            double part = Math.max(success, success * (shape + n) / (n + 1));
            if (part < 1 && notCeased * probability <= PRECISION * sum * (1 - part) * (1 - part)) {
                return sum;
            }
        }
    }

    double integral() {
        return new Integral(shape, ratio, Math.max(a, MIN_PARAMETER), Math.max(b, MIN_PARAMETER)).mean();
    }

    /** The mean over the log-odds of ceasing, whose density is highest where they are log(a / b). */
    private record Integral(double shape, double ratio, double a, double b) {

        double mean() {
            double step = Math.min(MAX_STEP, STEP_OF_DEVIATION * Math.sqrt(1 / a + 1 / b));
            double highest = highest();
            // Beyond the first and the last step, the purchases stay what they are and the densities are a geometric
            // series.
            long first = (long) Math.ceil((LOG_NOTHING - Math.log(Math.max(a + b, (shape + 1) * ratio) + 1) - highest)
                    / step);
            long last = (long) Math.floor((-LOG_NOTHING + Math.log(a + b + 1) - highest) / step);
            long from = Math.max(first, Math.min(last, 0));
            double weights = 0;
            double sum = 0;
            for (long k = from; k <= last && !isNothing(k * step); k++) {
                double weight = weight(k * step) * (k == last ? 1 + 1 / Math.expm1(b * step) : 1);
                weights += weight;
                sum += weight * purchases(highest + k * step);
            }
            // The first step, if it is where the sum began, lacks what is before it.
            double before = weight(first * step) / Math.expm1(a * step);
            weights += before;
            sum += before * purchases(highest + first * step);
            for (long k = from - 1; k >= first && !isNothing(k * step); k--) {
                double weight = weight(k * step);
                weights += weight;
                sum += weight * purchases(highest + k * step);
            }
            return sum / weights;
        }

        private double highest() {
            return Math.log(a) - Math.log(b);
        }

        /** Whether all from here on is lost in rounding; purchases are at most 1 / p, which grows to the left. */
        private boolean isNothing(double apart) {
            return logWeight(apart) - Math.min(0, apart) < LOG_NOTHING;
        }

        private double weight(double apart) {
            return Math.exp(logWeight(apart));
        }

        /** The logarithm of the density of log-odds so far from the likeliest, over the density there. */
        private double logWeight(double apart) {
            double highest = highest();
            if (Math.abs(apart) <= 1) {
                return -a * Math.log1p(b / (a + b) * Math.expm1(-apart))
                        - b * Math.log1p(a / (a + b) * Math.expm1(apart));
            }
            return a * (logShare(highest + apart) - logShare(highest))
                    + b * (logShare(-highest - apart) - logShare(-highest));
        }

        /** The logarithm of the probability of some log-odds. */
        private static double logShare(double logOdds) {
            return logOdds < 0 ? logOdds - Math.log1p(Math.exp(logOdds)) : -Math.log1p(Math.exp(-logOdds));
        }

        private double purchases(double logOdds) {
            double ceases = Math.exp(logShare(logOdds));
            return -Math.expm1(-shape * Math.log1p(ceases * ratio)) / ceases;
        }
    }
}

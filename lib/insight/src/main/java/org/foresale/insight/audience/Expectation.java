package org.foresale.insight.audience;

import java.util.Arrays;

/** What probabilities lead one to expect of the users who have the highest of them. */
final class Expectation {

    /**
     * For each number of users, the buyers expected among the highest probabilities; and the variance of their number.
     */
    private final double[] buyers;
    private final double[] variances;

    private Expectation(double[] buyers, double[] variances) {
        this.buyers = buyers;
        this.variances = variances;
    }

    static Expectation of(double[] probabilities) {
        double[] rising = probabilities.clone();
        Arrays.sort(rising);
        double[] buyers = new double[rising.length + 1];
        double[] variances = new double[rising.length + 1];
        for (int n = 1; n <= rising.length; n++) {
            double probability = rising[rising.length - n];
            buyers[n] = buyers[n - 1] + probability;
            variances[n] = variances[n - 1] + probability * (1 - probability);
        }
        return new Expectation(buyers, variances);
    }

    /** How many of some users a share of them is: at least one, unless the share is 0. */
    static int addressed(double share, int users) {
        return share == 0 ? 0 : (int) Math.max(1, Math.round(share * users));
    }

    int users() {
        return buyers.length - 1;
    }

    /** The share of buyers among those addressed; that of the highest probability if nobody is. */
    double precision(double share) {
        int addressed = Math.max(1, addressed(share, users()));
        return buyers[addressed] / addressed;
    }

    /** The share of buyers among the users from one share of all to another, the highest probabilities first. */
    double rate(double from, double to) {
        int first = (int) Math.round(from * users());
        int last = (int) Math.round(to * users());
        return last == first ? Double.NaN : (buyers[last] - buyers[first]) / (last - first);
    }

    /** The share of all buyers that is addressed. */
    double reach(double share) {
        return buyers[addressed(share, users())] / buyers[users()];
    }

    /** How many times as many buyers are addressed as by a random choice of as many users. */
    double lift(double share) {
        return precision(share) / (buyers[users()] / users());
    }

    /** Buyers among the users addressed. */
    double buyers(int addressed, double share) {
        return addressed * precision(share);
    }

    /** Standard deviation of that number, each user buying or not by chance and without regard to others. */
    double sd(int addressed, double share) {
        int of = Math.max(1, addressed(share, users()));
        return Math.sqrt(addressed * variances[of] / of);
    }

    /** The share of users that brings most; of several, the smallest. */
    double mostProfitable(Economics economics) {
        int best = 0;
        for (int n = 1; n <= users(); n++) {
            if (economics.profit(n, buyers[n]) > economics.profit(best, buyers[best])) {
                best = n;
            }
        }
        return (double) best / users();
    }
}

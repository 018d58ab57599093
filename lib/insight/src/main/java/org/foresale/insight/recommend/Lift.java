package org.foresale.insight.recommend;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Interval;

/**
 * How much likelier the buyers of the target are than all users to buy a candidate that they have not bought before.
 *
 * @param purchases  what training users bought
 * @param buyers     which of the samples buy the target within their horizon
 * @param candidates places of the candidates
 * @param shrinkage  expected purchases that are added to both sides
 */
record Lift(Purchases purchases, boolean[] buyers, int[] candidates, double shrinkage) {

    /**
     * Returns a lift that is drawn towards 1 where little is expected: (observed + a) / (expected + a), the mean of a
     * gamma prior of mean 1 and weight a once the counts are seen (as in DuMouchel, Bayesian data mining in large
     * frequency tables, 1999).
     *
     * @param observed purchases
     * @param expected purchases, were the group like everybody
     * @param a        weight of the prior, in expected purchases
     */
    static double shrunk(double observed, double expected, double a) {
        return (observed + a) / (expected + a);
    }

    /** The lift of each candidate, shrunk. */
    double[] all() {
        return IntStream.range(0, candidates.length).mapToDouble(k -> rates(k).lift(shrinkage)).toArray();
    }

    /**
     * The probability of buyers of the target to buy each candidate they have not bought before, shrunk as the lift.
     */
    double[] rates() {
        double[] rates = all();
        Arrays.setAll(rates, k -> rates[k] * rates(k).ofAll());
        return rates;
    }

    Rates rates(int candidate) {
        return Rates.of(states(candidate), once());
    }

    private int[] once() {
        int[] once = new int[purchases.size()];
        Arrays.fill(once, 1);
        return once;
    }

    /** The intervals of some candidates' lifts over the users, all taken from the same resamples. */
    List<Optional<Interval>> intervals(int[] some) {
        State[][] states = IntStream.of(some).mapToObj(this::states).toArray(State[][]::new);
        return Bootstrap.of(purchases.users()).intervals(counts -> Arrays.stream(states)
                .mapToDouble(each -> Rates.of(each, counts).lift(shrinkage)).toArray());
    }

    /** What a sample says of a candidate. */
    private enum State {
        HAD_IT, OTHER_WITHOUT, OTHER_BUYS, BUYER_WITHOUT, BUYER_BUYS
    }

    private State[] states(int candidate) {
        int place = candidates[candidate];
        State[] states = new State[purchases.size()];
        for (int i = 0; i < states.length; i++) {
            boolean buys = Arrays.binarySearch(purchases.fresh()[i], place) >= 0;
            if (Arrays.binarySearch(purchases.before()[i], place) >= 0) {
                states[i] = State.HAD_IT;
            } else if (buyers[i]) {
                states[i] = buys ? State.BUYER_BUYS : State.BUYER_WITHOUT;
            } else {
                states[i] = buys ? State.OTHER_BUYS : State.OTHER_WITHOUT;
            }
        }
        return states;
    }

    /**
     * How many samples without a candidate buy it.
     *
     * @param buyers      samples of buyers of the target
     * @param buyersFresh those of them that buy the candidate
     * @param all         samples of all users
     * @param allFresh    those of them that buy the candidate
     */
    record Rates(int buyers, int buyersFresh, int all, int allFresh) {

        private static Rates of(State[] states, int[] counts) {
            int[] by = new int[State.values().length];
            for (int i = 0; i < states.length; i++) {
                by[states[i].ordinal()] += counts[i];
            }
            int buyersFresh = by[State.BUYER_BUYS.ordinal()];
            int buyers = buyersFresh + by[State.BUYER_WITHOUT.ordinal()];
            int allFresh = buyersFresh + by[State.OTHER_BUYS.ordinal()];
            return new Rates(buyers, buyersFresh, buyers + allFresh - buyersFresh + by[State.OTHER_WITHOUT.ordinal()],
                    allFresh);
        }

        double ofBuyers() {
            return (double) buyersFresh / buyers;
        }

        double ofAll() {
            return (double) allFresh / all;
        }

        private double lift(double shrinkage) {
            return shrunk(buyersFresh, buyers * ofAll(), shrinkage);
        }
    }
}

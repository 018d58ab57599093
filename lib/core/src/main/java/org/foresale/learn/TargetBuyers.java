package org.foresale.learn;

import java.util.Collection;
import java.util.List;
import org.foresale.internal.bgnbd.BgNbd;
import org.foresale.internal.regression.LogisticRegression;

/**
 * What is learnt of users who have bought the target: the BG/NBD model, and the line from its log-odds to those of a
 * positive sample.
 *
 * @param model     the model, in days
 * @param weight    what one of the model's log-odds adds to those of a positive sample
 * @param intercept the log-odds of a positive sample where the model's are 0
 */
record TargetBuyers(BgNbd model, Double weight, Double intercept) {

    private static final double PENALTY = 1;
    /** Keeps log-odds finite; far smaller than what can be learnt. */
    private static final double MIN_PROBABILITY = 1e-9;

    TargetBuyers {
        if (model == null) {
            throw new IllegalArgumentException("the BG/NBD model is missing");
        }
        Scale.checked("weights", List.of(weight == null ? Double.NaN : weight), 1);
        Scale.checked("intercepts", List.of(intercept == null ? Double.NaN : intercept), 1);
    }

    /**
     * Fits the model to users and the line to samples.
     *
     * @param users   each training user once
     * @param samples all training samples
     * @param labels  of the samples
     */
    static TargetBuyers fit(Collection<TargetPurchases> users, List<TargetPurchases> samples, List<Boolean> labels,
            int horizon) {
        // Where the fit does not converge, as where nobody bought twice, its probabilities still order the users.
        BgNbd model = BgNbd.fit(users.stream().mapToInt(TargetPurchases::frequency).toArray(),
                users.stream().mapToDouble(TargetPurchases::recency).toArray(),
                users.stream().mapToDouble(TargetPurchases::age).toArray()).model();
        int size = samples.size();
        double[][] rows = new double[size + 2][];
        boolean[] buys = new boolean[size + 2];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            rows[i] = new double[] {logOdds(model, horizon, samples.get(i))};
            buys[i] = labels.get(i);
            sum += rows[i][0];
        }
        // One more of each label in the middle: so both labels occur, and few samples say little.
        rows[size] = new double[] {sum / size};
        rows[size + 1] = rows[size];
        buys[size] = true;
        LogisticRegression line = LogisticRegression.fit(rows, buys, PENALTY);
        return new TargetBuyers(model, line.weights()[0], line.intercept());
    }

    private static double logOdds(BgNbd model, int horizon, TargetPurchases user) {
        double probability = model.probabilityOfPurchase(horizon, user.frequency(), user.recency(), user.age());
        double inside = Math.min(Math.max(probability, MIN_PROBABILITY), 1 - MIN_PROBABILITY);
        return Math.log(inside) - Math.log1p(-inside);
    }

    /** The probability of a positive sample. */
    double predict(int horizon, TargetPurchases user) {
        return 1 / (1 + Math.exp(-(intercept + weight * logOdds(model, horizon, user))));
    }
}

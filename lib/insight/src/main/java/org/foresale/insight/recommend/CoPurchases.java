package org.foresale.insight.recommend;

import java.util.Arrays;

/**
 * How often items are bought, together and one after the other, over training samples.
 *
 * @param samples    number of samples
 * @param candidates places of the items that may come next
 * @param before     for each item, samples that bought it before the cut
 * @param after      for each candidate, samples that bought it within the horizon
 * @param fresh      for each candidate, samples that did so without having bought it before
 * @param together   for each item and item, samples that bought both before the cut
 * @param follows    for each item and candidate, samples that bought the item before and the candidate fresh
 */
record CoPurchases(int samples, int[] candidates, double[] before, double[] after, double[] fresh,
        double[][] together, double[][] follows) {

    static CoPurchases of(Purchases purchases, int items, int[] candidates) {
        int[] candidateAt = new int[items];
        Arrays.fill(candidateAt, -1);
        for (int k = 0; k < candidates.length; k++) {
            candidateAt[candidates[k]] = k;
        }
        CoPurchases counts = new CoPurchases(purchases.size(), candidates, new double[items],
                new double[candidates.length], new double[candidates.length], new double[items][items],
                new double[items][candidates.length]);
        for (int i = 0; i < purchases.size(); i++) {
            int[] before = purchases.before()[i];
            int[] after = among(candidateAt, purchases.after()[i]);
            int[] fresh = among(candidateAt, purchases.fresh()[i]);
            addOne(counts.before, before);
            addOne(counts.after, after);
            addOne(counts.fresh, fresh);
            for (int place : before) {
                addOne(counts.together[place], before);
                addOne(counts.follows[place], fresh);
            }
        }
        return counts;
    }

    private static int[] among(int[] candidateAt, int[] places) {
        return Arrays.stream(places).map(place -> candidateAt[place]).filter(k -> k >= 0).toArray();
    }

    private static void addOne(double[] counts, int[] at) {
        for (int k : at) {
            counts[k]++;
        }
    }

    /** How many of the samples without a candidate buy it, between 0 and 1. */
    double rate(int candidate) {
        return fresh[candidate] / (samples - before[candidates[candidate]]);
    }

    /** How many samples with an item and without a candidate would buy the candidate, were they like everybody. */
    double expected(int item, int candidate) {
        return rate(candidate) * (before[item] - together[item][candidates[candidate]]);
    }
}

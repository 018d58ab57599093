package org.foresale.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Samples of like scores: ten bins of equal width, each open below and closed above, 0 in the lowest.
 *
 * @param samples       number of samples, at least 1
 * @param meanScore     mean of their scores
 * @param shareOfBuyers share of positives among them
 */
record Bin(int samples, double meanScore, double shareOfBuyers) {

    static final int BINS = 10;

    /** The bins that hold a sample, from the lowest on. */
    static List<Bin> of(Scores scores) {
        int[] samples = new int[BINS];
        int[] positives = new int[BINS];
        double[] sums = new double[BINS];
        for (int i = 0; i < scores.size(); i++) {
            int bin = number(scores.score(i));
            samples[bin]++;
            positives[bin] += scores.label(i) ? 1 : 0;
            sums[bin] += scores.score(i);
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (samples[bin] > 0) {
                bins.add(new Bin(samples[bin], sums[bin] / samples[bin], (double) positives[bin] / samples[bin]));
            }
        }
        return bins;
    }

    /** In which bin a score is, from 0 on. */
    static int number(double score) {
        return Math.max(0, (int) Math.ceil(BINS * score) - 1);
    }
}

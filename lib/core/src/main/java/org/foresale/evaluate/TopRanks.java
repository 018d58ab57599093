package org.foresale.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.evaluate.CategoryBoard.Purchases;
import org.foresale.evaluate.CategoryBoard.Top;

/** The places, from 0 on, that a fit gives what is bought among the categories of a sample. */
final class TopRanks {

    private static final int BLOCK = 64;

    private final CategoryPairs samples;
    /** The samples that buy something, and the places of what each buys. */
    private final int[] buyers;
    private final int[][] ranks;

    private TopRanks(CategoryPairs samples, int[] buyers, int[][] ranks) {
        this.samples = samples;
        this.buyers = buyers;
        this.ranks = ranks;
    }

    /**
     * Ranks the categories of each sample.
     *
     * @param scores for each category, the score of each sample
     */
    static TopRanks of(CategoryPairs samples, double[][] scores, Purchases purchases) {
        int[] buyers = IntStream.range(0, samples.size()).filter(sample -> IntStream.range(0, scores.length)
                .anyMatch(category -> buys(samples, sample, category, purchases))).toArray();
        return new TopRanks(samples, buyers, IntStream.of(buyers).parallel()
                .mapToObj(sample -> ranks(samples, sample, scores, purchases)).toArray(int[][]::new));
    }

    private static boolean buys(CategoryPairs samples, int sample, int category, Purchases purchases) {
        return samples.buys(sample, category) && samples.includes(sample, category, purchases);
    }

    private static int[] ranks(CategoryPairs samples, int sample, double[][] scores, Purchases purchases) {
        int[] among = IntStream.range(0, scores.length)
                .filter(category -> samples.includes(sample, category, purchases)).toArray();
        double[] row = IntStream.of(among).mapToDouble(category -> scores[category][sample]).toArray();
        return IntStream.range(0, among.length).filter(i -> samples.buys(sample, among[i])).map(i -> rank(row, i))
                .toArray();
    }

    /** How many stand before one: those with higher scores, and of the same score those at lower places. */
    private static int rank(double[] row, int one) {
        int rank = 0;
        for (int i = 0; i < row.length; i++) {
            rank += row[i] > row[one] || row[i] == row[one] && i < one ? 1 : 0;
        }
        return rank;
    }

    /** How many users there are who buy something. */
    int users() {
        return (int) IntStream.of(buyers).map(samples::user).distinct().count();
    }

    /**
     * A figure of a sample.
     *
     * @param top which figure
     * @param n   how many categories are recommended
     */
    record At(Top top, int n) {

        At {
            if (n < 1) {
                throw new IllegalArgumentException("a list of " + n + " categories: at least 1 is needed");
            }
        }

        double of(int[] ranks) {
            long found = IntStream.of(ranks).filter(rank -> rank < n).count();
            return switch (top) {
                case HIT_RATE -> found > 0 ? 1 : 0;
                case RECALL -> (double) found / ranks.length;
                case NDCG -> IntStream.of(ranks).filter(rank -> rank < n).mapToDouble(At::gain).sum()
                        / IntStream.range(0, Math.min(n, ranks.length)).mapToDouble(At::gain).sum();
            };
        }

        private static double gain(int rank) {
            return Math.log(2) / Math.log(rank + 2.);
        }

        @Override
        public String toString() {
            return top + " at " + n;
        }
    }

    /** The means of figures over the samples that buy something; NaN in a resample without any. */
    List<Resamples> means(List<At> figures, int rounds) {
        double[][] once = samples.draws().once();
        double[] counts = new double[once.length];
        IntStream.of(buyers).forEach(sample -> counts[samples.user(sample)]++);
        List<double[]> sums = figures.stream().map(figure -> sums(figure, once.length)).toList();
        List<Resamples> means = sums.stream()
                .map(sum -> new Resamples(means(sum, counts, once)[0], new double[rounds])).toList();
        for (int from = 0; from < rounds; from += BLOCK) {
            double[][] weights = samples.draws().weights(from, Math.min(from + BLOCK, rounds));
            for (int figure = 0; figure < means.size(); figure++) {
                System.arraycopy(means(sums.get(figure), counts, weights), 0, means.get(figure).values(), from,
                        weights[0].length);
            }
        }
        return means;
    }

    /** For each user, the sum of a figure over the samples of the user. */
    private double[] sums(At figure, int users) {
        double[] sums = new double[users];
        for (int i = 0; i < buyers.length; i++) {
            sums[samples.user(buyers[i])] += figure.of(ranks[i]);
        }
        return sums;
    }

    private static double[] means(double[] sums, double[] counts, double[][] weights) {
        double[] means = new double[weights[0].length];
        double[] drawn = new double[means.length];
        for (int user = 0; user < sums.length; user++) {
            for (int round = 0; round < means.length; round++) {
                means[round] += sums[user] * weights[user][round];
                drawn[round] += counts[user] * weights[user][round];
            }
        }
        Arrays.setAll(means, round -> means[round] / drawn[round]);
        return means;
    }
}

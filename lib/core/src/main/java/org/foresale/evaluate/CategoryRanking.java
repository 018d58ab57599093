package org.foresale.evaluate;

import it.unimi.dsi.fastutil.doubles.DoubleArrays;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.foresale.evaluate.CategoryBoard.Figure;
import org.foresale.evaluate.CategoryBoard.Purchases;

/**
 * The samples of one category from the highest score down, part by part, made ready to be counted in many resamples at
 * once.
 *
 * <p>A part begins with those above its highest buyer. Then comes a step for each score that a buyer has: the buyers,
 * the others of the same score, and those below them down to the next step. Only where buyers stand is there anything
 * to work out; the others are but added up, for several resamples side by side, which takes a processor no longer than
 * for one.
 */
final class CategoryRanking {

    /** Nothing beside a sample, but more than none: keeps from dividing by 0 where nobody is drawn yet. */
    private static final double TINY = Double.MIN_NORMAL;

    /** The user at each place of the order. */
    private final int[] users;
    /** Where groups of the order end: in each part those above all buyers, and for each step the three of it. */
    private final int[] ends;
    private final int[] stepsOfPart;

    private CategoryRanking(int[] users, int[] ends, int[] stepsOfPart) {
        this.users = users;
        this.ends = ends;
        this.stepsOfPart = stepsOfPart;
    }

    /**
     * Ranks the samples of a category.
     *
     * @param scores the score of each sample of all parts
     */
    static CategoryRanking of(CategoryPairs samples, int category, Purchases purchases, double[] scores) {
        IntArrayList order = new IntArrayList();
        IntArrayList ends = new IntArrayList();
        int[] stepsOfPart = IntStream.range(0, samples.parts()).map(part -> addPart(order, ends, IntStream
                .range(samples.start(part), samples.start(part + 1))
                .filter(sample -> samples.includes(sample, category, purchases)).toArray(),
                sample -> samples.buys(sample, category), scores)).toArray();
        return new CategoryRanking(order.intStream().map(samples::user).toArray(), ends.toIntArray(), stepsOfPart);
    }

    /** Adds the groups of a part and tells how many steps there are. */
    private static int addPart(IntArrayList order, IntArrayList ends, int[] ascending, IntPredicate isBuyer,
            double[] scores) {
        DoubleArrays.radixSortIndirect(ascending, scores, false);
        int steps = 0;
        int to = ascending.length;
        while (to > 0) {
            int from = to - 1;
            while (from > 0 && scores[ascending[from - 1]] == scores[ascending[from]]) {
                from--;
            }
            int place = order.size();
            addAll(order, ascending, from, to, isBuyer);
            boolean hasBuyers = order.size() > place;
            if (hasBuyers) {
                steps++;
                ends.add(place);
                ends.add(order.size());
            }
            addAll(order, ascending, from, to, isBuyer.negate());
            if (hasBuyers) {
                ends.add(order.size());
            }
            to = from;
        }
        ends.add(order.size());
        return steps;
    }

    private static void addAll(IntArrayList order, int[] samples, int from, int to, IntPredicate which) {
        for (int i = from; i < to; i++) {
            if (which.test(samples[i])) {
                order.add(samples[i]);
            }
        }
    }

    /**
     * The figures of several resamples; NaN in one in which no part has both labels.
     *
     * @param rocAuc of pairs of a buyer and another of the same part, how many are in order, ties counted half
     * @param prAuc  the mean over the buyers of the precision at their score among the samples of their part
     */
    record Areas(double[] rocAuc, double[] prAuc) {

        double[] of(Figure figure) {
            return figure == Figure.ROC_AUC ? rocAuc : prAuc;
        }
    }

    /**
     * Counts each sample as often as its user is drawn.
     *
     * @param weights for each user, how often the user is in each resample
     */
    Areas areas(double[][] weights) {
        int rounds = weights[0].length;
        double[] wrong = new double[rounds];
        double[] pairs = new double[rounds];
        double[] precisions = new double[rounds];
        double[] allBuyers = new double[rounds];
        double[] more = new double[rounds];
        int place = 0;
        int group = 0;
        for (int steps : stepsOfPart) {
            double[] buyers = new double[rounds];
            double[] others = new double[rounds];
            place = add(weights, place, ends[group++], others);
            for (int step = 0; step < steps; step++) {
                Arrays.fill(more, 0);
                place = add(weights, place, ends[group++], more);
                addProducts(more, others, wrong);
                place = add(weights, place, ends[group++], others);
                addProducts(more, others, wrong);
                addPrecisions(more, buyers, others, precisions);
                place = add(weights, place, ends[group++], others);
            }
            addProducts(buyers, others, pairs);
            Arrays.setAll(allBuyers, round -> allBuyers[round] + buyers[round]);
        }
        for (int round = 0; round < rounds; round++) {
            wrong[round] = 1 - wrong[round] / (2 * pairs[round]);
            precisions[round] = pairs[round] > 0 ? precisions[round] / allBuyers[round] : Double.NaN;
        }
        return new Areas(wrong, precisions);
    }

    /** Adds how often the users at some places are drawn, and tells where these end. */
    private int add(double[][] weights, int from, int to, double[] sums) {
        for (int place = from; place < to; place++) {
            double[] ofUser = weights[users[place]];
            for (int round = 0; round < sums.length; round++) {
                sums[round] += ofUser[round];
            }
        }
        return to;
    }

    /** Adds more buyers to those above them, and the precision at their score for each. */
    private static void addPrecisions(double[] more, double[] buyers, double[] others, double[] sums) {
        for (int round = 0; round < sums.length; round++) {
            buyers[round] += more[round];
            sums[round] += more[round] * buyers[round] / (buyers[round] + others[round] + TINY);
        }
    }

    private static void addProducts(double[] first, double[] second, double[] sums) {
        for (int round = 0; round < sums.length; round++) {
            sums[round] += first[round] * second[round];
        }
    }
}

package org.foresale.insight.recommend;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * An order of what a user may buy next: a candidate's score is what it starts with and what each item of the user's
 * history adds.
 *
 * @param name    what tables call it
 * @param start   for each candidate, its score without a history
 * @param weights for each item and candidate, what the item adds to the candidate's score; empty if all users get the
 *                same scores
 */
record ItemRanking(String name, double[] start, double[][] weights) {

    static final String MOST_BOUGHT = "most bought";
    static final String FIRST_BOUGHT = "most often bought for the first time";

    /** The name without its setting. */
    String kind() {
        return name.replaceFirst(", (strength|penalty) .*", "");
    }

    static ItemRanking same(String name, double[] scores) {
        return new ItemRanking(name, scores, new double[0][]);
    }

    /** The most bought candidates first. */
    static ItemRanking mostBought(CoPurchases counts) {
        return same(MOST_BOUGHT, counts.after());
    }

    /** First the candidates that most of those without them buy. */
    static ItemRanking firstBought(CoPurchases counts) {
        return same(FIRST_BOUGHT,
                IntStream.range(0, counts.candidates().length).mapToDouble(counts::rate).toArray());
    }

    /**
     * First the candidates that follow on what a user has, and not on what the user lacks: item to item (Linden, Smith
     * and York 2003). To the log of a candidate's rate, each item adds the log of its shrunk lift if it is in the
     * history, less what it adds on the mean, times a strength: items are far from independent, so that the full sum
     * would count the same sign many times.
     */
    static ItemRanking itemToItem(CoPurchases counts, double shrinkage, double strength) {
        double[] rates = firstBought(counts).start;
        double[][] weights = new double[counts.before().length][rates.length];
        for (int item = 0; item < weights.length; item++) {
            for (int k = 0; k < rates.length; k++) {
                weights[item][k] = strength
                        * Math.log(Lift.shrunk(counts.follows()[item][k], counts.expected(item, k), shrinkage));
            }
        }
        double[] start = Arrays.stream(rates).map(Math::log).toArray();
        return centred("item to item, strength " + strength, counts, start, weights);
    }

    /**
     * First the candidates to which a ridge regression on the history gives the highest probability: the closed form of
     * EASE (Steck 2019), with what was bought next for the answer instead of the history itself, less a candidate's
     * rate; a user that has the candidate already has no answer, which counts as 0. The penalty of an item is so many
     * times its variance.
     */
    static ItemRanking ridge(CoPurchases counts, double penalty) {
        int items = counts.before().length;
        double[][] squares = new double[items][items];
        double[][] answers = new double[items][counts.candidates().length];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < items; j++) {
                squares[i][j] = counts.together()[i][j] - counts.before()[i] * counts.before()[j] / counts.samples();
            }
            // An item that all or none have varies not at all; one more keeps the equations solvable.
            squares[i][i] += penalty * squares[i][i] + 1;
            for (int k = 0; k < answers[i].length; k++) {
                answers[i][k] = counts.follows()[i][k] - counts.expected(i, k);
            }
        }
        double[][] weights = new CholeskyDecomposition(new Array2DRowRealMatrix(squares, false)).getSolver()
                .solve(new Array2DRowRealMatrix(answers, false)).getData();
        return centred("ridge, penalty " + Math.round(penalty), counts, firstBought(counts).start, weights);
    }

    /** What items add, less what they add on the mean over the samples. */
    private static ItemRanking centred(String name, CoPurchases counts, double[] means, double[][] weights) {
        double[] start = means.clone();
        for (int item = 0; item < weights.length; item++) {
            double share = counts.before()[item] / counts.samples();
            for (int k = 0; k < start.length; k++) {
                start[k] -= share * weights[item][k];
            }
        }
        return new ItemRanking(name, start, weights);
    }

    /** The best candidates that are not in a history, the best first; of equal ones, the one that stands first. */
    int[] best(int[] before, int[] candidates, int most) {
        double[] scores = start.clone();
        if (weights.length > 0) {
            for (int item : before) {
                double[] row = weights[item];
                for (int k = 0; k < scores.length; k++) {
                    scores[k] += row[k];
                }
            }
        }
        BitSet has = new BitSet();
        for (int item : before) {
            has.set(item);
        }
        // All users of a test are ranked, so only the best are kept in order, and none is put into an object.
        int[] best = new int[Math.min(most, scores.length)];
        int found = 0;
        for (int k = 0; k < scores.length; k++) {
            if (has.get(candidates[k])) {
                continue;
            }
            int place = found;
            while (place > 0 && Double.compare(-scores[k], -scores[best[place - 1]]) < 0) {
                place--;
            }
            if (place < best.length) {
                found = Math.min(found + 1, best.length);
                System.arraycopy(best, place, best, place + 1, found - place - 1);
                best[place] = k;
            }
        }
        return Arrays.copyOf(best, found);
    }
}

package org.foresale.evaluate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was fitted with each seed of a learner, as tested on some of the boards of a bootstrap.
 *
 * @param firstBoard number of the first of the boards; the others follow it
 * @param boards     for each of them, the scores of each seed
 */
record Fits(int firstBoard, List<List<Scored>> boards) {

    int seeds() {
        return boards.get(0).size();
    }

    /** Draws of seeds that share nothing with the draws of users, nor with those of other fits. */
    SplittableRandom random(long seed, int side) {
        return random(seed, firstBoard, side);
    }

    private static SplittableRandom random(long seed, int firstBoard, int side) {
        return new SplittableRandom(new SplittableRandom(seed).split().nextLong() + 2L * firstBoard + side);
    }

    /**
     * Tells how much each seed weighs in a resample: of n seeds, n - 1 are drawn with replacement, as the variance of
     * the mean of n draws would be too small by (n - 1) / n (Rao and Wu 1988). A single seed is kept.
     */
    double[] draw(SplittableRandom random) {
        return draw(seeds(), random);
    }

    private static double[] draw(int n, SplittableRandom random) {
        if (n == 1) {
            return new double[] {1};
        }
        double[] weights = new double[n];
        for (int draw = 0; draw < n - 1; draw++) {
            weights[random.nextInt(n)] += 1. / (n - 1);
        }
        return weights;
    }

    /** How much each of n seeds weighs in each resample. */
    static double[][] draws(int n, long seed, int side, int rounds) {
        SplittableRandom random = random(seed, 0, side);
        return Stream.generate(() -> draw(n, random)).limit(rounds).toArray(double[][]::new);
    }

    /** The fits on one of the boards, numbered from 0. */
    Fits on(int board) {
        return new Fits(firstBoard + board, List.of(boards.get(board)));
    }

    /** One fits a board, for boards on which learners were fitted anew. */
    List<Fits> apart() {
        return IntStream.range(0, boards.size()).mapToObj(this::on).toList();
    }
}

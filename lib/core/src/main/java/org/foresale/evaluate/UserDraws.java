package org.foresale.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Resamples of users, the same for whoever asks: more of them begin with those that were there before. */
final class UserDraws {

    static final long SEED = 1;

    private final BoardUsers users;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<byte[]> drawn = new ArrayList<>();

    UserDraws(BoardUsers users) {
        this.users = users;
    }

    /** For each user, how often the user is in each of the resamples from one on to before another. */
    synchronized double[][] weights(int from, int to) {
        while (drawn.size() < to) {
            drawn.add(users.draw(random));
        }
        double[][] weights = new double[users.people()][to - from];
        for (int round = from; round < to; round++) {
            byte[] counts = drawn.get(round);
            for (int user = 0; user < counts.length; user++) {
                weights[user][round - from] = counts[user];
            }
        }
        return weights;
    }

    /** The weights of the samples themselves: one round with every user once. */
    double[][] once() {
        double[][] weights = new double[users.people()][1];
        Arrays.stream(weights).forEach(ofUser -> ofUser[0] = 1);
        return weights;
    }
}

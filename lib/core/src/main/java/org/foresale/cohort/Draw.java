package org.foresale.cohort;

import it.unimi.dsi.fastutil.doubles.DoubleArrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Users in an order that a hash gives, whatever order they come in. */
final class Draw {

    private Draw() {
    }

    /** The users by their hash. */
    static int[] of(int[] users, IntToDoubleFunction hash) {
        double[] key = IntStream.of(users).mapToDouble(hash).toArray();
        int[] order = IntStream.range(0, users.length).toArray();
        DoubleArrays.quickSortIndirect(order, key);
        return IntStream.of(order).map(i -> users[i]).toArray();
    }
}

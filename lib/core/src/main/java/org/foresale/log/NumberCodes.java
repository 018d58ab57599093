package org.foresale.log;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;

/**
 * The codes of whole numbers: those that are small, as ids that count up are, stand in an array, which is read several
 * times faster than a hash table.
 */
final class NumberCodes {

    private static final int FIRST_SIZE = 1 << 10;
    /** Sixteen megabytes of codes. */
    private static final int MAX = 1 << 22;

    private final Long2IntOpenHashMap large = new Long2IntOpenHashMap();
    private int[] small = filled(new int[FIRST_SIZE], 0);

    NumberCodes() {
        large.defaultReturnValue(Coder.MISSING);
    }

    private static int[] filled(int[] codes, int from) {
        Arrays.fill(codes, from, codes.length, Coder.MISSING);
        return codes;
    }

    /** The code of a number, -1 if it has none. */
    int get(long number) {
        if (number >= 0 && number < MAX) {
            return number < small.length ? small[(int) number] : Coder.MISSING;
        }
        return large.get(number);
    }

    void put(long number, int code) {
        if (number >= 0 && number < MAX) {
            if (number >= small.length) {
                int size = Math.min(MAX, Math.max(2 * small.length, (int) number + 1));
                small = filled(Arrays.copyOf(small, size), small.length);
            }
            small[(int) number] = code;
        } else {
            large.put(number, code);
        }
    }
}

package org.foresale.log;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The columns of a log, one entry a line, sorted by user, then time, then content; never changed after construction.
 *
 * @param day        days since the log's first day
 * @param second     second of the day; empty where the source has dates only
 * @param basket     code of the basket, -1 where a line has none; empty where the source has none
 * @param product    code of the product
 * @param thirdClass code of the third-level class
 * @param quantity   units bought
 * @param value      money spent
 */
record Lines(int[] day, int[] second, int[] basket, int[] product, int[] thirdClass, double[] quantity,
        double[] value) implements Serializable {

    /** Some of the lines. */
    Lines only(int[] kept) {
        return new Lines(only(day, kept), only(second, kept), only(basket, kept), only(product, kept),
                only(thirdClass, kept), only(quantity, kept), only(value, kept));
    }

    /** An empty column stays empty. */
    private static int[] only(int[] column, int[] kept) {
        return column.length == 0 ? column : Arrays.stream(kept).map(line -> column[line]).toArray();
    }

    private static double[] only(double[] column, int[] kept) {
        return Arrays.stream(kept).mapToDouble(line -> column[line]).toArray();
    }
}

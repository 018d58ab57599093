package org.foresale.log;

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
        double[] value) {
}

package org.foresale.log;

/**
 * One line of a log, read, judged and kept.
 *
 * @param user       the user's id
 * @param seconds    local time in seconds since 1970-01-01
 * @param basket     id of the basket, blank if there is none
 * @param product    id of the product
 * @param thirdClass code of the third-level class in the taxonomy of the log's {@link LogFrame}
 * @param quantity   units bought, above 0
 * @param value      money spent, 0 or more
 */
public record Line(String user, long seconds, String basket, String product, int thirdClass, double quantity,
        double value) {
}

package org.foresale.log;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * One line to be put into a log by {@link LogBuilder}: one product in one basket.
 *
 * @param user     the user's id; a line whose user is blank is left out of the log and counted
 * @param day      the day of the purchase, in the shop's own time; a line without is left out of the log and counted
 * @param time     the time of day, if it is known
 * @param product  the product's id; a line whose product is blank is left out of the log and counted
 * @param classes  the product's classes; a line without is left out of the log and counted
 * @param basket   id of the basket, if it is known
 * @param quantity units bought; a line with none, or fewer, is left out of the log and counted
 * @param value    money spent; a line with less than none is left out of the log and counted
 */
public record LogLine(String user, Optional<LocalDate> day, Optional<LocalTime> time, String product,
        Optional<ClassPath> classes, Optional<String> basket, double quantity, double value) {

    /**
     * Returns a line of one piece at no cost, without a time of day and a basket.
     *
     * @param user    the user's id
     * @param day     the day of the purchase
     * @param product the product's id
     * @param classes the product's classes, if it has any
     * @return the line
     */
    public static LogLine of(String user, LocalDate day, String product, Optional<ClassPath> classes) {
        return new LogLine(user, Optional.of(day), Optional.empty(), product, classes, Optional.empty(), RawLog.DEFAULT_QUANTITY,
                RawLog.DEFAULT_VALUE);
    }

    /**
     * Returns a copy of this line of which it is not known when it was bought.
     *
     * @return the new line
     */
    public LogLine withoutDay() {
        return new LogLine(user, Optional.empty(), time, product, classes, basket, quantity, value);
    }

    /**
     * Returns a copy of this line with a time of day.
     *
     * @param otherTime the time of day
     * @return the new line
     */
    public LogLine withTime(LocalTime otherTime) {
        return new LogLine(user, day, Optional.of(otherTime), product, classes, basket, quantity, value);
    }

    /**
     * Returns a copy of this line in a basket.
     *
     * @param id the basket's id
     * @return the new line
     */
    public LogLine withBasket(String id) {
        return new LogLine(user, day, time, product, classes, Optional.of(id), quantity, value);
    }

    /**
     * Returns a copy of this line of other pieces at another cost.
     *
     * @param units units bought
     * @param money money spent
     * @return the new line
     */
    public LogLine withAmount(double units, double money) {
        return new LogLine(user, day, time, product, classes, basket, units, money);
    }
}

package org.foresale.log;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.foresale.log.internal.Arguments;

/**
 * Holds the calendar and the taxonomy that all parts of a log share, so that days and classes have the same codes in
 * every part.
 *
 * @param name      the log's name
 * @param firstDay  first day of the window: day 0
 * @param days      length of the window in days, above 0
 * @param timeOfDay whether the log has times of day
 * @param baskets   whether the log has baskets
 * @param taxonomy  the classes of the products
 */
public record LogFrame(String name, LocalDate firstDay, int days, boolean timeOfDay, boolean baskets, Taxonomy taxonomy)
        implements Serializable {

    /**
     * Checks the name and the window.
     *
     * @throws IllegalArgumentException if the name is blank, if the window has no days, or if an argument is null
     */
    public LogFrame {
        Arguments.text("name of a log", name);
        if (days < 1 || firstDay == null || taxonomy == null) {
            throw new IllegalArgumentException("a log of " + days + " days from " + firstDay + " with "
                    + (taxonomy == null ? "no" : "a") + " taxonomy: it needs at least one day, a date and a taxonomy");
        }
    }

    /**
     * Returns the date of a day.
     *
     * @param day days since the first day
     * @return the date
     */
    public LocalDate date(int day) {
        return firstDay.plusDays(day);
    }

    /**
     * Returns the cut for a date: histories then contain only lines before that date.
     *
     * @param day the first day that is not included, from the log's second day to the day after its last
     * @return the cut, in days since the log's first day
     * @throws IllegalArgumentException if the day is out of this range
     */
    public int cut(LocalDate day) {
        long cut = ChronoUnit.DAYS.between(firstDay, day);
        if (cut < 1 || cut > days) {
            throw new IllegalArgumentException("histories of " + name + " can be cut on days from " + date(1) + " to "
                    + date(days) + ", the day after its last day, but not on " + day + (cut > days ? ". Load the lines"
                    + " up to then, or cut on " + date(days) : ""));
        }
        return (int) cut;
    }
}

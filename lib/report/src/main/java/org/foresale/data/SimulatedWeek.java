package org.foresale.data;

/**
 * The clock that invented users live by: it runs through busy weekdays slowly, so that more shopping falls on them, and
 * through a week in seven days. The days between two shopping days stay about what they were.
 */
final class SimulatedWeek {

    /** Shares of Complete Journey's shopping days, Monday to Sunday; every simulated log begins on a Monday. */
    private static final double[] SHARES = {.141, .136, .132, .133, .137, .156, .165};
    private static final int DAYS = SHARES.length;
    private static final double[] BEGIN = begin();

    private SimulatedWeek() {
    }

    private static double[] begin() {
        double[] begin = new double[DAYS + 1];
        for (int weekday = 0; weekday < DAYS; weekday++) {
            begin[weekday + 1] = begin[weekday] + DAYS * SHARES[weekday];
        }
        return begin;
    }

    /** What the clock shows in the middle of a day. */
    static double middle(int day) {
        int weekday = day % DAYS;
        return day - weekday + (BEGIN[weekday] + BEGIN[weekday + 1]) / 2;
    }

    /** The day on which the clock shows a time, 0 or more. */
    static int day(double time) {
        int week = (int) (Math.min(time, Integer.MAX_VALUE - DAYS) / DAYS);
        int weekday = 0;
        while (weekday < DAYS - 1 && BEGIN[weekday + 1] <= time - week * (double) DAYS) {
            weekday++;
        }
        return week * DAYS + weekday;
    }
}

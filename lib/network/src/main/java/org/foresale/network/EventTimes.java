package org.foresale.network;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;

/** The numbers of an event that come from its time, from tables: millions of events ask for the same few values. */
final class EventTimes {

    private static final int DAYS_A_WEEK = 7;
    private static final double SECONDS_AN_HOUR = 3600;
    private static final int TABLED = 1024;
    private static final double[] LOGS = IntStream.range(0, TABLED).mapToDouble(Math::log1p).toArray();
    private static final double[] SINES = angles().map(Math::sin).toArray();
    private static final double[] COSINES = angles().map(Math::cos).toArray();

    private final int firstWeekday;
    private final boolean hasTimeOfDay;

    EventTimes(Samples samples) {
        firstWeekday = samples.weekday(0).ordinal();
        hasTimeOfDay = samples.hasTimeOfDay();
    }

    private static DoubleStream angles() {
        return IntStream.range(0, DAYS_A_WEEK).mapToDouble(day -> 2 * Math.PI * day / DAYS_A_WEEK);
    }

    /** log(1 + count). */
    static double log(int count) {
        return count < TABLED ? LOGS[count] : Math.log1p(count);
    }

    double sine(int day) {
        return SINES[(firstWeekday + day) % DAYS_A_WEEK];
    }

    double cosine(int day) {
        return COSINES[(firstWeekday + day) % DAYS_A_WEEK];
    }

    /** Hours since midnight; 0 if the log has dates only. */
    double hour(int second) {
        return hasTimeOfDay ? second / SECONDS_AN_HOUR : 0;
    }
}

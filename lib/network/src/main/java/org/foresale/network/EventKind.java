package org.foresale.network;

import java.util.List;
import org.foresale.cohort.Samples;

/** Says what one event of a sequence is. */
public enum EventKind {
    /** A shopping day: the second-level classes bought that day, and numbers that describe the day. */
    DAYS(List.of("log gap", "log spend", "log lines", "weekday sine", "weekday cosine", "hour", "log days to cut",
            "target bought", "log target lines", "log days since target", "log target days")) {
        @Override
        EventReader reader(Samples samples) {
            return new DayEvents(samples);
        }
    },
    /** A line: the second-level class of one product in one basket, and numbers that describe the line. */
    LINES(List.of("log gap", "log spend", "log quantity", "weekday sine", "weekday cosine", "hour", "log days to cut",
            "target bought")) {
        @Override
        EventReader reader(Samples samples) {
            return new LineEvents(samples);
        }
    };

    private final List<String> numbers;

    EventKind(List<String> numbers) {
        this.numbers = numbers;
    }

    /**
     * Returns the names of the numbers that describe an event; "log" means log(1 + x).
     *
     * <p>In order: days since the user's previous shopping day (0 for the first), money spent, lines or units bought,
     * weekday as an angle, hour (0 if unknown), days to the cut, and whether the target was bought. For a shopping day,
     * three more follow: the number of lines with the target, the days since the last shopping day with the target (or,
     * if there was none, one more than the days since the user's first purchase), and the number of days with the
     * target so far.
     *
     * @return the names, in order
     */
    public List<String> numbers() {
        return numbers;
    }

    abstract EventReader reader(Samples samples);
}

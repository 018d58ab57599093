package org.foresale.network;

import java.util.List;
import org.foresale.cohort.Samples;

/** What an event of a sequence is. */
public enum EventKind {
    /** A shopping day: the second-level classes bought that day, and numbers of the day. */
    DAYS(List.of("log gap", "log spend", "log lines", "weekday sine", "weekday cosine", "hour", "log days to cut",
            "target bought", "log target lines", "log days since target", "log target days")) {
        @Override
        EventReader reader(Samples samples) {
            return new DayEvents(samples);
        }
    },
    /** A line: the second-level class of one product in one basket, and numbers of the line. */
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
     * Returns the numbers of an event; "log" is log(1 + x).
     *
     * <p>In order: days since the user's shopping day before (0 at the first), money spent, lines or units bought,
     * weekday as an angle, hour (0 if unknown), days to the cut, whether the target was bought, and of a shopping day
     * how many lines of it, how many days it has been since the last one with the target (one more than since the
     * user's first purchase, if there was none), and on how many days it was bought so far.
     *
     * @return their names
     */
    public List<String> numbers() {
        return numbers;
    }

    abstract EventReader reader(Samples samples);
}

package org.foresale.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;

/** The newest shopping days of a user before the cut, each one event. */
final class DayEvents {

    private static final int HOUR = 3600;

    /**
     * One shopping day.
     *
     * @param classes     codes of the second-level classes bought, ascending, each once
     * @param day         days since the log's first day
     * @param gap         days since the shopping day before; 0 for the user's first
     * @param toCut       days to the cut, at least 1
     * @param spend       money spent
     * @param items       lines bought
     * @param targetLines lines of the target's classes among them
     * @param hour        hour of the day's first purchase, 0 if unknown
     */
    record DayEvent(int[] classes, int day, int gap, int toCut, double spend, int items, int targetLines,
            double hour) {
    }

    private DayEvents() {
    }

    /**
     * The newest events of a sample.
     *
     * @param samples the samples
     * @param i       which of them
     * @param most    how many events at most
     * @return the events, oldest first
     */
    static List<DayEvent> newest(Samples samples, int i, int most) {
        History history = samples.history(i);
        List<DayEvent> newestFirst = new ArrayList<>();
        int to = history.size();
        while (to > 0 && newestFirst.size() < most) {
            int from = to - 1;
            while (from > 0 && history.day(from - 1) == history.day(to - 1)) {
                from--;
            }
            newestFirst.add(event(samples, history, samples.get(i).cut(), from, to));
            to = from;
        }
        List<DayEvent> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    private static DayEvent event(Samples samples, History history, int cut, int from, int to) {
        int day = history.day(from);
        int[] classes = IntStream.range(from, to)
                .map(line -> samples.taxonomy().ancestor(history.thirdClass(line), Level.SECOND))
                .sorted()
                .distinct()
                .toArray();
        int targets = (int) IntStream.range(from, to)
                .filter(line -> samples.isTarget(history.thirdClass(line))).count();
        return new DayEvent(classes, day, from == 0 ? 0 : day - history.day(from - 1), cut - day,
                IntStream.range(from, to).mapToDouble(history::value).sum(), to - from, targets,
                samples.hasTimeOfDay() ? history.second(from) / (double) HOUR : 0);
    }
}

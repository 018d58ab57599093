package org.foresale.network;

import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/** The newest shopping days of a user before the cut, each one event. */
final class DayEvents implements EventReader {

    private static final int NEVER = -1;

    private final Samples samples;
    private final Taxonomy taxonomy;
    private final EventTimes times;
    private final double[] numbers = new double[EventKind.DAYS.numbers().size()];
    private final int[] classes;
    /** For each second-level class, the number of the last event that had it. */
    private final int[] metIn;
    private int event;
    /** The newest day so far on which the user bought the target. */
    private int lastTarget;
    private int targetDays;

    DayEvents(Samples samples) {
        this.samples = samples;
        taxonomy = samples.taxonomy();
        times = new EventTimes(samples);
        classes = new int[taxonomy.size(Level.SECOND)];
        metIn = new int[classes.length];
    }

    @Override
    public void read(int sample, int most, Sink sink) {
        History history = samples.history(sample);
        int cut = samples.get(sample).cut();
        int from = newest(history, most);
        recall(history, from);
        while (from < history.size()) {
            int to = dayEnd(history, from);
            day(history, from, to, cut, sink);
            from = to;
        }
    }

    /** Remembers what was bought of the target before a line. */
    private void recall(History history, int before) {
        lastTarget = NEVER;
        targetDays = 0;
        for (int line = 0; line < before; line++) {
            if (samples.isTarget(history.thirdClass(line)) && history.day(line) != lastTarget) {
                lastTarget = history.day(line);
                targetDays++;
            }
        }
    }

    /** The first line of the newest days. */
    private static int newest(History history, int most) {
        int line = history.size();
        for (int days = 0; days < most && line > 0; days++) {
            int day = history.day(line - 1);
            while (line > 0 && history.day(line - 1) == day) {
                line--;
            }
        }
        return line;
    }

    private static int dayEnd(History history, int from) {
        int to = from + 1;
        while (to < history.size() && history.day(to) == history.day(from)) {
            to++;
        }
        return to;
    }

    private void day(History history, int from, int to, int cut, Sink sink) {
        event++;
        int count = 0;
        int targets = 0;
        double spend = 0;
        for (int line = from; line < to; line++) {
            int third = history.thirdClass(line);
            int second = taxonomy.ancestor(third, Level.SECOND);
            if (metIn[second] != event) {
                metIn[second] = event;
                classes[count++] = second;
            }
            targets += samples.isTarget(third) ? 1 : 0;
            spend += history.value(line);
        }
        int day = history.day(from);
        if (targets > 0) {
            lastTarget = day;
            targetDays++;
        }
        numbers[0] = EventTimes.log(from == 0 ? 0 : day - history.day(from - 1));
        numbers[1] = Math.log1p(spend);
        numbers[2] = EventTimes.log(to - from);
        numbers[3] = times.sine(day);
        numbers[4] = times.cosine(day);
        numbers[5] = times.hour(history.second(from));
        numbers[6] = EventTimes.log(cut - day);
        numbers[7] = targets > 0 ? 1 : 0;
        numbers[8] = EventTimes.log(targets);
        numbers[9] = EventTimes.log(lastTarget == NEVER ? day - history.day(0) + 1 : day - lastTarget);
        numbers[10] = EventTimes.log(targetDays);
        sink.event(classes, count, numbers);
    }
}

package org.foresale.network;

import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/** The newest lines of a user before the cut, each one event. */
final class LineEvents implements EventReader {

    private final Samples samples;
    private final Taxonomy taxonomy;
    private final EventTimes times;
    private final double[] numbers = new double[EventKind.LINES.numbers().size()];
    private final int[] one = new int[1];

    LineEvents(Samples samples) {
        this.samples = samples;
        taxonomy = samples.taxonomy();
        times = new EventTimes(samples);
    }

    @Override
    public void read(int sample, int most, Sink sink) {
        History history = samples.history(sample);
        int cut = samples.get(sample).cut();
        int before = -1;
        int first = Math.max(0, history.size() - most);
        for (int line = first; line < history.size(); line++) {
            int day = history.day(line);
            if (line == first || history.day(line - 1) != day) {
                before = dayBefore(history, line);
            }
            int third = history.thirdClass(line);
            one[0] = taxonomy.ancestor(third, Level.SECOND);
            numbers[0] = EventTimes.log(before < 0 ? 0 : day - before);
            numbers[1] = Math.log1p(history.value(line));
            numbers[2] = Math.log1p(history.quantity(line));
            numbers[3] = times.sine(day);
            numbers[4] = times.cosine(day);
            numbers[5] = times.hour(history.second(line));
            numbers[6] = EventTimes.log(cut - day);
            numbers[7] = samples.isTarget(third) ? 1 : 0;
            sink.event(one, 1, numbers);
        }
    }

    /** The shopping day before that of a line; -1 if it is the user's first. */
    private static int dayBefore(History history, int line) {
        int earlier = line;
        while (earlier >= 0 && history.day(earlier) == history.day(line)) {
            earlier--;
        }
        return earlier < 0 ? -1 : history.day(earlier);
    }
}

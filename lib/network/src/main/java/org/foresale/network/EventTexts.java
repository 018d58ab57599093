package org.foresale.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;

/**
 * An event as people read it.
 *
 * @param label when it was: a date, of a line with its number that day
 * @param text  what was bought, of the target first
 */
record EventTexts(String label, String text) {

    private static final int MAX_NAMES = 6;

    /** The newest events of a sample, oldest first, as an encoder reads them. */
    static List<EventTexts> of(Samples samples, int sample, EventKind events, int most) {
        History history = samples.history(sample);
        List<EventTexts> texts = new ArrayList<>();
        int from = 0;
        while (from < history.size()) {
            int to = from + 1;
            while (to < history.size() && history.day(to) == history.day(from)) {
                to++;
            }
            String date = samples.date(history.day(from)).toString();
            if (events == EventKind.DAYS) {
                texts.add(new EventTexts(date, classes(samples, history, from, to)));
            } else {
                for (int line = from; line < to; line++) {
                    texts.add(new EventTexts(date + " (" + (line - from + 1) + ")",
                            classes(samples, history, line, line + 1)));
                }
            }
            from = to;
        }
        return texts.subList(Math.max(0, texts.size() - most), texts.size());
    }

    private static String classes(Samples samples, History history, int from, int to) {
        // What belongs to the target comes first, so that it is never among those left out.
        List<String> names = Stream.of(true, false).flatMap(target -> IntStream.range(from, to)
                .filter(line -> samples.isTarget(history.thirdClass(line)) == target)
                .map(line -> samples.taxonomy().ancestor(history.thirdClass(line), Level.SECOND))
                .mapToObj(second -> samples.taxonomy().name(Level.SECOND, second))).distinct().toList();
        String shown = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? shown + " and " + (names.size() - MAX_NAMES) + " more" : shown;
    }
}

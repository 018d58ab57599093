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
 * @param brief the same, for where there is little room
 */
record EventTexts(String label, String text, String brief) {

    private static final int MAX_NAMES = 6;
    private static final int FEW_NAMES = 2;

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
                texts.add(of(date, classes(samples, history, from, to)));
            } else {
                for (int line = from; line < to; line++) {
                    texts.add(of(date + " (" + (line - from + 1) + ")", classes(samples, history, line, line + 1)));
                }
            }
            from = to;
        }
        return texts.subList(Math.max(0, texts.size() - most), texts.size());
    }

    private static EventTexts of(String label, List<String> names) {
        return new EventTexts(label, listed(names, MAX_NAMES), listed(names, FEW_NAMES));
    }

    private static List<String> classes(Samples samples, History history, int from, int to) {
        // What belongs to the target comes first, so that it is never among those left out.
        return Stream.of(true, false).flatMap(target -> IntStream.range(from, to)
                .filter(line -> samples.isTarget(history.thirdClass(line)) == target)
                .map(line -> samples.taxonomy().ancestor(history.thirdClass(line), Level.SECOND))
                .mapToObj(second -> samples.taxonomy().name(Level.SECOND, second))).distinct().toList();
    }

    private static String listed(List<String> names, int most) {
        String shown = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
    }
}

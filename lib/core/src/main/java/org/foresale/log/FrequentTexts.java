package org.foresale.log;

import it.unimi.dsi.fastutil.objects.Object2LongOpenHashMap;
import java.util.Comparator;
import java.util.List;

/** Counts texts and keeps the most frequent ones, so that the room it takes is bounded. */
final class FrequentTexts {

    /** How many texts are kept at least; with no more than that, all counts are exact. */
    private static final int KEPT = 5_000;

    /**
     * A text and how many lines have it.
     *
     * @param text  the text
     * @param lines how many lines
     */
    record Counted(String text, long lines) {
    }

    private static final Comparator<Counted> FREQUENT_FIRST = Comparator.comparingLong(Counted::lines).reversed()
            .thenComparing(Counted::text, Coder.ORDER);

    private final boolean once;
    private final Object2LongOpenHashMap<String> counts = new Object2LongOpenHashMap<>();
    private long floor;

    /**
     * No text yet.
     *
     * @param once whether each text will come once, with all of its lines: then all counts that are kept are exact
     */
    FrequentTexts(boolean once) {
        this.once = once;
    }

    void add(String text, long lines) {
        if (once && lines <= floor) {
            return;
        }
        counts.addTo(text, lines);
        if (counts.size() > 2 * KEPT) {
            List<Counted> kept = mostFrequent(KEPT);
            floor = kept.get(KEPT - 1).lines();
            counts.clear();
            kept.forEach(one -> counts.put(one.text(), one.lines()));
        }
    }

    /** Whether no text was given up. */
    boolean isComplete() {
        return floor == 0;
    }

    List<Counted> mostFrequent(int howMany) {
        return counts.object2LongEntrySet().stream().map(entry -> new Counted(entry.getKey(), entry.getLongValue()))
                .sorted(FREQUENT_FIRST).limit(howMany).toList();
    }

    /** All that are kept, the most frequent first. */
    List<Counted> kept() {
        return mostFrequent(Integer.MAX_VALUE);
    }
}

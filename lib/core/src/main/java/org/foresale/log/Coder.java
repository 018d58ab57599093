package org.foresale.log;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Gives each distinct text a code, 0 for the first one met; a missing or blank text has no code. */
final class Coder {

    static final int MISSING = -1;

    /** Shorter ids first, so that ids which are numbers stand in the order of their values. */
    static final Comparator<String> ORDER = Comparator.comparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final Object2IntOpenHashMap<String> codes = new Object2IntOpenHashMap<>();
    private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
    private final List<String> words = new ArrayList<>();
    private String last = "";
    private int lastCode = MISSING;

    Coder() {
        codes.defaultReturnValue(MISSING);
        numbers.defaultReturnValue(MISSING);
    }

    /** Codes of some texts, in their order. */
    static Coder of(String... words) {
        Coder coder = new Coder();
        for (String word : words) {
            coder.code(word);
        }
        return coder;
    }

    /** The texts by code. */
    List<String> words() {
        return Collections.unmodifiableList(words);
    }

    int code(String text) {
        if (text == null || text.isBlank()) {
            return MISSING;
        }
        if (text.equals(last)) {
            return lastCode;
        }
        int code = codes.getInt(text);
        if (code == MISSING) {
            code = words.size();
            codes.put(text, code);
            words.add(text);
        }
        last = text;
        lastCode = code;
        return code;
    }

    /** The code of an id that is a number: far cheaper than by its text. A coder has either texts or numbers. */
    int code(long id) {
        int code = numbers.get(id);
        if (code == MISSING) {
            code = words.size();
            numbers.put(id, code);
            words.add(Long.toString(id));
        }
        return code;
    }

    /** The words that are used, in {@link #ORDER}, so that codes no longer depend on the order of appearance. */
    Sorted sorted(BitSet used) {
        int[] order = used.stream()
                .boxed()
                .sorted(Comparator.comparing(words::get, ORDER))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] rank = new int[words.size()];
        String[] sorted = new String[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
            sorted[i] = words.get(order[i]);
        }
        return new Sorted(sorted, rank);
    }

    /**
     * Words in order.
     *
     * @param words the words
     * @param rank  for each code, the place of its word among them; meaningless for unused codes
     */
    record Sorted(String[] words, int[] rank) {
    }
}

package org.foresale.log;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresale.log.internal.Texts;

/**
 * Gives each distinct text a code, 0 for the first one met; a missing or blank text has no code. Texts that differ in
 * what cannot be seen are one ({@link Texts#clean}), and are counted.
 */
final class Coder {

    static final int MISSING = -1;

    /** Shorter ids first, so that ids which are numbers stand in the order of their values. */
    static final Comparator<String> ORDER = Comparator.comparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final Object2IntOpenHashMap<String> codes = new Object2IntOpenHashMap<>();
    private final NumberCodes numbers = new NumberCodes();
    private final List<String> words = new ArrayList<>();
    /** Codes of texts that are not clean, as they came. */
    private final Object2IntOpenHashMap<String> unclean = new Object2IntOpenHashMap<>();
    private long cleaned;
    private Optional<String> example = Optional.empty();
    private String last = "";
    private int lastCode = MISSING;

    Coder() {
        codes.defaultReturnValue(MISSING);
        unclean.defaultReturnValue(MISSING);
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
        if (text == null) {
            return MISSING;
        }
        if (text.equals(last)) {
            return lastCode;
        }
        int code = codes.getInt(text);
        if (code == MISSING) {
            code = unclean.getInt(text);
            if (code != MISSING) {
                cleaned++;
                return code;
            }
            String clean = Texts.clean(text);
            if (clean.isEmpty()) {
                return MISSING;
            }
            code = ofClean(clean);
            if (!clean.equals(text)) {
                unclean.put(text, code);
                example = example.or(() -> Optional.of(text));
                cleaned++;
                return code;
            }
        }
        last = text;
        lastCode = code;
        return code;
    }

    private int ofClean(String text) {
        int code = codes.getInt(text);
        if (code == MISSING) {
            code = words.size();
            codes.put(text, code);
            words.add(text);
        }
        return code;
    }

    /**
     * The codes of texts that many lines have; which of them are not clean is told beside, as only the lines are
     * counted.
     */
    int[] codes(List<String> texts, BitSet notClean) {
        long before = cleaned;
        int[] all = new int[texts.size()];
        for (int i = 0; i < all.length; i++) {
            long soFar = cleaned;
            all[i] = code(texts.get(i));
            notClean.set(i, cleaned > soFar);
        }
        cleaned = before;
        return all;
    }

    /** Counts one more line whose text was not clean. */
    void countCleaned() {
        cleaned++;
    }

    /** How many texts were not clean. */
    long cleaned() {
        return cleaned;
    }

    /** The first of them, as it came. */
    Optional<String> example() {
        return example;
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

    /** The code of an id that is a number, in a coder that may have texts, too: a number is its text. */
    int codeAmongTexts(long id) {
        int code = numbers.get(id);
        if (code == MISSING) {
            code = ofClean(Long.toString(id));
            numbers.put(id, code);
        }
        return code;
    }

    /** The words that are used, in {@link #ORDER}, so that codes no longer depend on the order of appearance. */
    Sorted sorted(BitSet used) {
        int[] order = used.stream().toArray();
        IntArrays.mergeSort(order, (a, b) -> ORDER.compare(words.get(a), words.get(b)));
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

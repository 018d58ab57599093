package org.foresale.log;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.objects.Object2LongOpenHashMap;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Texts;

/**
 * What one column holds, over all lines of a source: how many cells are blank, how many different texts the others
 * have, and how many of them are times or numbers in which format.
 */
final class ColumnProfile {

    /** What the source itself says of a column's cells. */
    enum Type { TEXT, NUMBER, TIME }

    private static final int MAX_DIFFERENT = 1 << 18;
    private static final int MAX_PENDING = 1 << 14;
    private static final int FEW = 20;
    private static final double MORE_THAN_HALF = 0.51;
    private static final double ALMOST_ALL = 0.95;
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_FACTOR = 0x100000001b3L;

    private static final Pattern CURRENCY = Pattern.compile("(?iu)(?<=[\\p{L}\\p{N}])[\\s_(\\[/,.:-]*(?:\\b[ie]n\\s+)?"
            + "(?:\\p{Sc}|(?<!\\p{L})(?:eur|euros?|usd|chf|gbp|dollars?))[\\s)\\].]*$");

    private final String name;
    private final Type type;
    private final boolean once;
    private final Object2LongOpenHashMap<String> pending = new Object2LongOpenHashMap<>();
    private final LongOpenHashSet hashes = new LongOpenHashSet();
    private final FrequentTexts frequent;
    private final NumberEvidence numbers = new NumberEvidence();
    private final TimeFormats times = new TimeFormats();
    private long lines;
    private long blanks;
    private long different;

    /**
     * No cell yet.
     *
     * @param name the column's name
     * @param type what the source says of its cells
     * @param once whether each text will come once, with all of its lines
     */
    ColumnProfile(String name, Type type, boolean once) {
        this.name = name;
        this.type = type;
        this.once = once;
        this.frequent = new FrequentTexts(once);
    }

    /** A text, null for none, and how many lines have it. */
    void add(String text, long count) {
        if (once) {
            take(text == null ? "" : text, count);
            return;
        }
        pending.addTo(text == null ? "" : text, count);
        if (pending.size() > MAX_PENDING) {
            end();
        }
    }

    /** Says that no more cells come. */
    void end() {
        pending.object2LongEntrySet().forEach(entry -> take(entry.getKey(), entry.getLongValue()));
        pending.clear();
    }

    private void take(String text, long count) {
        lines += count;
        String clean = Texts.clean(text);
        if (Texts.isNothing(clean)) {
            blanks += count;
            return;
        }
        if (once) {
            different++;
        } else if (hashes.size() < MAX_DIFFERENT && hashes.add(hash(clean))) {
            different++;
        }
        frequent.add(clean, count);
        if (type != Type.TIME) {
            numbers.add(clean, count);
            times.add(clean, count);
        }
    }

    private static long hash(String text) {
        long hash = FNV_START;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_FACTOR;
        }
        return hash;
    }

    String name() {
        return name;
    }

    /**
     * The name without what makes no difference: Customer_ID, customerId and "customer id" are the same name, as are
     * Référence and reference.
     */
    String plainName() {
        return plainName(name);
    }

    /** As {@link #plainName()}; the currency behind it makes no difference either: Betrag in € is Betrag. */
    static String plainName(String name) {
        return plain(CURRENCY.matcher(name).replaceFirst(""));
    }

    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** The name fit to be read in a sentence. */
    String shownName() {
        return OneLine.of(name);
    }

    Type type() {
        return type;
    }

    long lines() {
        return lines;
    }

    long blanks() {
        return blanks;
    }

    /** Lines that hold something. */
    long filled() {
        return lines - blanks;
    }

    /** How many different texts there are; with {@link #hasMoreDifferent}, at least. */
    long different() {
        return different;
    }

    /** Whether there may be more different texts than were counted. */
    boolean hasMoreDifferent() {
        return !once && different == MAX_DIFFERENT;
    }

    String differentText() {
        return (hasMoreDifferent() ? "at least " : "") + LogTables.count(different) + " different";
    }

    FrequentTexts frequent() {
        return frequent;
    }

    NumberEvidence numbers() {
        return numbers;
    }

    TimeFormats times() {
        return times;
    }

    /** Whether some of the lines that hold something are almost all of them; of a few, more than half will do. */
    boolean areAlmostAll(long some) {
        return filled() > 0 && some >= (filled() < FEW ? MORE_THAN_HALF : ALMOST_ALL) * filled();
    }

    /** Lines that are times in the formats that read most of them. */
    long timeLines() {
        List<TimeFormats.Found> best = times.best();
        return type == Type.TIME ? filled() : best.isEmpty() ? 0 : best.get(0).lines();
    }

    /** Lines that are numbers in the style that reads most of them. */
    long numberLines() {
        return type == Type.TIME ? 0 : numbers.readable(numbers.bestStyle());
    }

    /** Lines that are whole numbers. */
    long wholeLines() {
        return type == Type.TIME ? 0 : numbers.whole(numbers.bestStyle());
    }
}

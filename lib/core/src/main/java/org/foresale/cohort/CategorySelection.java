package org.foresale.cohort;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.LogFrame;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;

/**
 * Holds the samples that a question about every category selects, with details of the selection, but without the
 * purchases.
 */
public final class CategorySelection {

    private final String name;
    private final CategoryCounts counts;
    private final List<Selection.Chosen> samples;
    /** The user of each sample; sets of categories are made when they are needed, as all at once take up much more. */
    private final List<CategoryRule.Asked> asked;
    private final int[] places;
    private final Funnel funnel;

    CategorySelection(String name, CategoryCounts counts, List<Selection.Chosen> samples,
            List<CategoryRule.Asked> asked, Funnel funnel) {
        this.name = name;
        this.counts = counts;
        this.samples = List.copyOf(samples);
        this.asked = List.copyOf(asked);
        this.places = counts.placesOfCodes();
        this.funnel = funnel;
    }

    /** The samples with the purchases of the log that they were chosen from. */
    CategoryCohort of(PurchaseLog log) {
        return new CategoryCohort(name, counts, funnel, log.frame(), new CategorySamples(log, counts.categories(),
                samples.stream().map(Selection.Chosen::sample).toList(),
                IntStream.range(0, samples.size()).mapToObj(this::buys).toList(),
                IntStream.range(0, samples.size()).mapToObj(this::before).toList()));
    }

    /**
     * Returns the samples in the order of their numbers in the files.
     *
     * @return the training samples, then validation, then test
     */
    public List<Selection.Chosen> samples() {
        return samples;
    }

    /**
     * Writes the files of {@link CategoryCohort#write}, with events from any source.
     *
     * @param frame   the name, calendar and taxonomy of the log
     * @param folder  the folder to create; if writing fails, it is not created, or an earlier one is kept
     * @param replace whether an earlier cohort may be replaced
     * @param events  writes the events
     * @throws org.foresale.log.ForesaleException if the folder exists already and may not be replaced, or cannot be
     *     written
     */
    public void write(LogFrame frame, Path folder, boolean replace, Selection.Events events) {
        CategoryFiles.write(this, frame, folder, replace, events);
    }

    String name() {
        return name;
    }

    CategoryCounts counts() {
        return counts;
    }

    Funnel funnel() {
        return funnel;
    }

    BitSet buys(int sample) {
        return places(asked.get(sample).buys(cut(sample)));
    }

    BitSet before(int sample) {
        return places(asked.get(sample).before(cut(sample)));
    }

    private int cut(int sample) {
        return samples.get(sample).sample().cut();
    }

    private BitSet places(BitSet codes) {
        BitSet bits = new BitSet();
        codes.stream().map(code -> places[code]).filter(place -> place != Taxonomy.NO_PLACE).forEach(bits::set);
        return bits;
    }

    @Override
    public String toString() {
        return name + ": " + samples.size() + " samples chosen";
    }
}

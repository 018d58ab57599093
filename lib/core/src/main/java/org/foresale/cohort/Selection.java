package org.foresale.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.foresale.log.LogFrame;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.NewFolder;

/** Holds the samples that a question selects, with details of the selection, but without the purchases. */
public final class Selection {

    private final String name;
    private final Target target;
    private final BitSet classes;
    private final List<Chosen> samples;
    private final Map<Split, Cohort.Eligible> eligible;
    private final Funnel funnel;

    /**
     * Describes a selected sample.
     *
     * @param userId the user's id
     * @param part   the part of the log that has the user's purchases
     * @param sample the sample; its user is the code in that part
     */
    public record Chosen(String userId, int part, Sample sample) {

        static Chosen of(RuleResults.Result<?> result, int cut, boolean label, Split split) {
            return new Chosen(result.id(), result.part(), new Sample(result.user(), cut, label, split, 0));
        }
    }

    Selection(String name, Target target, BitSet classes, List<Chosen> samples, Map<Split, Cohort.Eligible> eligible,
            Funnel funnel) {
        this.name = name;
        this.target = target;
        this.classes = classes;
        this.samples = List.copyOf(samples);
        this.eligible = eligible;
        this.funnel = funnel;
    }

    /** The samples with the purchases of the log that they were chosen from. */
    Cohort of(PurchaseLog log) {
        return new Cohort(name, target, classes, log, samples.stream().map(Chosen::sample).toList(), eligible, funnel);
    }

    /**
     * Returns a name made of the log and the question.
     *
     * @return a name for tables and charts
     */
    public String name() {
        return name;
    }

    /**
     * Returns what is to be predicted.
     *
     * @return the target
     */
    public Target target() {
        return target;
    }

    /**
     * Returns the samples in the order of their numbers in the files of a cohort.
     *
     * @return the training samples, then validation, then test
     */
    public List<Chosen> samples() {
        return Stream.of(Split.values())
                .flatMap(split -> samples.stream().filter(chosen -> chosen.sample().split() == split)).toList();
    }

    /**
     * Returns how the samples were selected from all users.
     *
     * @return the steps of the selection, with the reason and the number of each exclusion
     */
    public Funnel funnel() {
        return funnel;
    }

    /** Writes the purchases of the users of samples. */
    public interface Events {

        /**
         * Writes the events of samples as Parquet files, with the columns of {@link Cohort#write}.
         *
         * @param samples the samples; the number of a sample is its index
         * @param folder  the folder to create
         * @return the number of events of each sample
         * @throws IOException if they cannot be written
         */
        int[] write(List<Chosen> samples, Path folder) throws IOException;
    }

    /**
     * Checks that a folder can be written, before the work for it begins.
     *
     * @param folder  the folder
     * @param replace whether an earlier cohort may be replaced
     * @throws org.foresale.log.ForesaleException if the folder exists and may not be replaced or is not a cohort
     */
    public static void requireFree(Path folder, boolean replace) {
        NewFolder.requireFree(folder, CohortFiles.mark(replace));
    }

    /**
     * Writes the files of {@link Cohort#write}, with events from any source.
     *
     * @param frame   the name, calendar and taxonomy of the log
     * @param folder  the folder to create; if writing fails, it is not created, or an earlier one is kept
     * @param replace whether an earlier cohort may be replaced
     * @param events  writes the events
     * @throws org.foresale.log.ForesaleException if the folder exists already and may not be replaced, or cannot be
     *     written
     */
    public void write(LogFrame frame, Path folder, boolean replace, Events events) {
        CohortFiles.write(this, frame, folder, replace, events);
    }

    Cohort.Eligible eligible(Split split) {
        return eligible.get(split);
    }

    @Override
    public String toString() {
        return name + ": " + samples.size() + " samples chosen";
    }
}

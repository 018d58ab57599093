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

/** The samples that a question chose, with all that is known of the choice, but without the purchases. */
public final class Selection {

    private final String name;
    private final Target target;
    private final BitSet classes;
    private final List<Chosen> samples;
    private final Map<Split, Cohort.Eligible> eligible;
    private final Funnel funnel;

    /**
     * A chosen sample.
     *
     * @param userId the user's id
     * @param part   in which part of the log the user's purchases are
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
     * Tells what was asked of which log.
     *
     * @return a name for tables and charts
     */
    public String name() {
        return name;
    }

    /**
     * Tells what is to be foreseen.
     *
     * @return the target
     */
    public Target target() {
        return target;
    }

    /**
     * Returns the samples in the order in which a cohort's files number them.
     *
     * @return those of training first, then validation, then test
     */
    public List<Chosen> samples() {
        return Stream.of(Split.values())
                .flatMap(split -> samples.stream().filter(chosen -> chosen.sample().split() == split)).toList();
    }

    /**
     * Tells how the samples came out of all users.
     *
     * @return the steps, every exclusion named and counted
     */
    public Funnel funnel() {
        return funnel;
    }

    /** Writes what the users of samples bought. */
    public interface Events {

        /**
         * Writes the events of samples as Parquet files, with the columns of {@link Cohort#write}.
         *
         * @param samples the samples; each one's number is its place
         * @param folder  the folder to make
         * @return how many events each sample has
         * @throws IOException if they cannot be written
         */
        int[] write(List<Chosen> samples, Path folder) throws IOException;
    }

    /**
     * Refuses a folder that could not be written, before the work for it begins.
     *
     * @param folder  the folder
     * @param replace whether an earlier cohort may be replaced
     * @throws org.foresale.log.ForesaleException if there is such a folder that may not be replaced, or is no cohort
     */
    public static void requireFree(Path folder, boolean replace) {
        NewFolder.requireFree(folder, CohortFiles.mark(replace));
    }

    /**
     * Writes the files of {@link Cohort#write}, with the events from wherever they are.
     *
     * @param frame   the name, calendar and taxonomy of the log
     * @param folder  the folder to make; a write that does not come to its end leaves no such folder, or the earlier
     *                one
     * @param replace whether an earlier cohort may be replaced
     * @param events  writes the events
     * @throws org.foresale.log.ForesaleException if the folder is there already and may not be replaced, or cannot be
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

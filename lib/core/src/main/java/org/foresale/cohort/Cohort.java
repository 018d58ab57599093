package org.foresale.cohort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Holds the samples of one question, in three splits with no user in common. */
public final class Cohort {

    private final String name;
    private final Target target;
    private final BitSet classes;
    private final PurchaseLog log;
    private final Map<Split, Samples> splits = new EnumMap<>(Split.class);
    private final Map<Split, Eligible> eligible;
    private final Funnel funnel;
    /** Is fitted when it is first asked for: most cohorts are never asked. */
    private final AtomicReference<Sentinel> sentinel = new AtomicReference<>();

    /**
     * How many samples there were to choose from.
     *
     * @param samples   users at a cut that the rule accepts
     * @param positives those of them that buy the target
     */
    record Eligible(int samples, int positives) {
    }

    Cohort(String name, Target target, BitSet classes, PurchaseLog log, List<Sample> samples,
            Map<Split, Eligible> eligible, Funnel funnel) {
        this.name = name;
        this.target = target;
        this.classes = classes;
        this.log = log;
        this.eligible = eligible;
        for (Split split : Split.values()) {
            splits.put(split, new Samples(log, classes,
                    samples.stream().filter(sample -> sample.split() == split).toList()));
        }
        this.funnel = funnel;
        train().requireBothLabels("training");
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
     * Returns the samples of a split.
     *
     * @param split the split
     * @return its samples
     */
    public Samples samples(Split split) {
        return splits.get(split);
    }

    /**
     * Returns the training samples.
     *
     * @return the samples of {@link Split#TRAIN}
     */
    public Samples train() {
        return samples(Split.TRAIN);
    }

    /**
     * Returns the validation samples.
     *
     * @return the samples of {@link Split#VALIDATION}
     */
    public Samples validation() {
        return samples(Split.VALIDATION);
    }

    /**
     * Returns the test samples.
     *
     * @return the samples of {@link Split#TEST}
     */
    public Samples test() {
        return samples(Split.TEST);
    }

    /**
     * Returns the base rate: the share of buyers before any balancing.
     *
     * @param split the split
     * @return positives divided by all eligible samples, between 0 and 1
     */
    public double baseRate(Split split) {
        Eligible all = eligible.get(split);
        return (double) all.positives() / all.samples();
    }

    /**
     * Returns how the samples were selected from all users.
     *
     * @return the steps of the selection, with the reason and the number of each exclusion
     */
    public Funnel funnel() {
        return funnel;
    }

    /**
     * Returns the leak sentinel, which measures how well timing alone separates buyers from non-buyers. The first call
     * fits a model, which may take a moment; later calls return the same result.
     *
     * @return the leak sentinel
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Sentinel sentinel() {
        synchronized (sentinel) {
            if (sentinel.get() == null) {
                sentinel.set(Sentinel.of(train(), validation(), test()));
            }
            return sentinel.get();
        }
    }

    /**
     * Returns a copy of this cohort in which the samples of one split are shifted.
     *
     * @param split the split
     * @param shift makes the copies of its samples
     * @return the new cohort
     * @throws IllegalArgumentException if the samples were shifted before, if the training copies lack one of the
     *     labels, or if no validation and test sample is left
     */
    public Cohort withShift(Split split, Shift shift) {
        List<Sample> others = new ArrayList<>();
        splits.forEach((key, samples) -> others.addAll((key == split ? shift.of(samples) : samples).asList()));
        return with(split.name().toLowerCase(Locale.ROOT) + " shifted by " + shift.removed(), others);
    }

    /** Returns a copy of this question and log with other samples. */
    Cohort with(String change, List<Sample> others) {
        return new Cohort(name + ", " + change, target, classes, log, others, eligible, funnel);
    }

    /**
     * Writes the samples and their events as Parquet files, for use in other tools. The file samples.parquet has one
     * row per sample: its number, user, cut, label, split, shift, and number of events. The folder events has one row
     * per event of a sample: the number of the sample, user, time, basket if there is one, product, three classes,
     * quantity, value. The file cohort.json has the rest. No event at or after the cut of its sample is written.
     *
     * @param folder the folder to create; it is not created if writing fails
     * @throws org.foresale.log.ForesaleException if the folder exists already, or cannot be written
     */
    public void write(Path folder) {
        CohortFiles.write(this, folder);
    }

    /**
     * Reads a cohort that was written by {@link #write}. Its log contains only the events that the samples may see.
     *
     * @param folder the folder
     * @return the cohort
     * @throws org.foresale.log.ForesaleException if the folder contains no cohort, or one that is damaged, altered or
     *     of another version
     */
    public static Cohort read(Path folder) {
        return CohortFiles.read(folder);
    }

    PurchaseLog log() {
        return log;
    }

    Eligible eligible(Split split) {
        return eligible.get(split);
    }

    /**
     * Returns a summary of the cohort.
     *
     * @return one row per split: its users, the eligible samples and their share of buyers in percent, the samples
     *     used, and how many of these buy the target; then the result of the leak sentinel, with a warning if timing
     *     alone predicts buyers
     */
    public Table summary() {
        StringColumn split = StringColumn.create("split");
        IntColumn users = IntColumn.create("users");
        IntColumn all = IntColumn.create("eligible");
        DoubleColumn rate = DoubleColumn.create("buyers %");
        IntColumn used = IntColumn.create("used");
        IntColumn positives = IntColumn.create("buyers used");
        splits.forEach((key, samples) -> {
            split.append(key.name().toLowerCase(Locale.ROOT));
            users.append((int) IntStream.of(samples.users()).distinct().count());
            all.append(eligible.get(key).samples());
            rate.append(100 * baseRate(key));
            used.append(samples.size());
            positives.append(samples.positives());
        });
        for (String line : sentinel().lines()) {
            split.append(line);
            List.of(users, all, rate, used, positives).forEach(Column::appendMissing);
        }
        return Table.create(name, split, users, all, rate, used, positives);
    }

    /**
     * Compares cohorts in a table.
     *
     * @param cohorts the cohorts
     * @return one row per cohort: its name, the number of samples of each split, how well timing alone separates buyers
     *     from non-buyers (area under the ROC curve, 0.5 if not at all), and a warning if it does
     */
    public static Table compare(Cohort... cohorts) {
        StringColumn name = StringColumn.create("cohort");
        IntColumn train = IntColumn.create("train");
        IntColumn validation = IntColumn.create("validation");
        IntColumn test = IntColumn.create("test");
        DoubleColumn timing = DoubleColumn.create("timing only, AUC");
        StringColumn warning = StringColumn.create("warning");
        for (Cohort cohort : cohorts) {
            name.append(cohort.name());
            train.append(cohort.train().size());
            validation.append(cohort.validation().size());
            test.append(cohort.test().size());
            timing.append(cohort.sentinel().rocAuc());
            warning.append(cohort.sentinel().warns() ? "timing predicts" : "");
        }
        return Table.create("cohorts", name, train, validation, test, timing, warning);
    }

    /**
     * Describes the cohort in one line.
     *
     * @return its name and the sentinel
     */
    @Override
    public String toString() {
        return name + " (" + sentinel() + ")";
    }
}

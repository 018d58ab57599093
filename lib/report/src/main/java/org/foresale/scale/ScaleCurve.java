package org.foresale.scale;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the measurements for increasing numbers of lines.
 *
 * @param trials at least one, the smallest first
 */
public record ScaleCurve(List<ScaleTrial> trials) {

    private static final double MEGA = 1e6;
    private static final String NOT_TRIED = "No size was tried on one machine.";

    /**
     * Checks and copies the trials.
     *
     * @throws IllegalArgumentException if there is none, or if one does not have more lines than the one before
     */
    public ScaleCurve {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a curve has at least one trial");
        }
        for (int i = 1; i < trials.size(); i++) {
            if (trials.get(i).lines() <= trials.get(i - 1).lines()) {
                throw new IllegalArgumentException("a trial of " + trials.get(i).lines() + " lines comes after one of "
                        + trials.get(i - 1).lines());
            }
        }
    }

    /**
     * Returns the results: the size of the data, and whether the cluster and a single machine agree.
     *
     * @return one row per size: numbers of lines and users, number of samples, how many of them are the same on one
     *     machine (missing if that was not tried), and the size of the files in MB (10⁶ bytes)
     */
    public Table table() {
        LongColumn lines = LongColumn.create("lines");
        LongColumn users = LongColumn.create("users");
        IntColumn samples = IntColumn.create("samples");
        IntColumn equal = IntColumn.create("the same on one machine");
        DoubleColumn source = DoubleColumn.create("files, MB");
        for (ScaleTrial trial : trials) {
            lines.append(trial.lines());
            users.append(trial.onCluster().users());
            samples.append(trial.samples());
            trial.alone().ifPresentOrElse(made -> equal.append(made.equal()), equal::appendMissing);
            source.append(trial.sourceBytes() / MEGA);
        }
        return Table.create("The same question at growing numbers of lines", lines, users, samples, equal, source);
    }

    /**
     * Returns the costs.
     *
     * @return one row per size: number of lines; seconds on one machine (missing if that was not tried) and on the
     *     cluster; then in MB (10⁶ bytes) the data sent between tasks, stored by executors and brought to the driver,
     *     and the peak heap of an executor, garbage included
     */
    public Table costs() {
        LongColumn lines = LongColumn.create("lines");
        DoubleColumn alone = DoubleColumn.create("one machine, s");
        DoubleColumn cluster = DoubleColumn.create("cluster, s");
        DoubleColumn shuffle = DoubleColumn.create("shuffle, MB");
        DoubleColumn kept = DoubleColumn.create("kept histories, MB");
        DoubleColumn driver = DoubleColumn.create("to the driver, MB");
        DoubleColumn heap = DoubleColumn.create("peak heap, MB");
        for (ScaleTrial trial : trials) {
            lines.append(trial.lines());
            trial.alone().ifPresentOrElse(made -> alone.append(made.seconds()), alone::appendMissing);
            cluster.append(trial.onCluster().seconds());
            shuffle.append(trial.onCluster().shuffleBytes() / MEGA);
            kept.append(trial.onCluster().keptBytes() / MEGA);
            driver.append(trial.onCluster().driverBytes() / MEGA);
            heap.append(trial.peakHeap() / MEGA);
        }
        return Table.create("What it took", lines, alone, cluster, shuffle, kept, driver, heap);
    }

    /**
     * Tells in a sentence whether one machine found the samples of the cluster.
     *
     * @return at how many sizes it found all of them, or at which sizes not all, and how many there
     */
    public String agreement() {
        List<ScaleTrial> tried = tried();
        List<String> unequal = tried.stream()
                .filter(trial -> trial.alone().orElseThrow().equal() != trial.samples())
                .map(trial -> String.format(Locale.ROOT, "%,d of %,d at %,d lines",
                        trial.alone().orElseThrow().equal(), trial.samples(), trial.lines())).toList();
        if (tried.isEmpty()) {
            return NOT_TRIED;
        }
        return unequal.isEmpty()
                ? "One machine found all samples of the cluster at each size that it was tried on (" + tried.size()
                        + " of " + trials.size() + ")."
                : "Not all samples of the cluster are the same on one machine: " + String.join(", ", unequal) + ".";
    }

    /**
     * Tells in a sentence how long the cluster took beside one machine.
     *
     * @return the ratio of the seconds at each size that was tried on both
     */
    public String slowdown() {
        List<ScaleTrial> tried = tried();
        return tried.isEmpty() ? NOT_TRIED : tried.stream()
                .map(trial -> String.format(Locale.ROOT, "%.1f at %,d lines",
                        trial.onCluster().seconds() / trial.alone().orElseThrow().seconds(), trial.lines()))
                .collect(Collectors.joining(", ",
                        "On the same cores, the cluster took this many times as long as one machine: ", "."));
    }

    private List<ScaleTrial> tried() {
        return trials.stream().filter(trial -> trial.alone().isPresent()).toList();
    }

    /**
     * Tells in sentences how the costs of the cluster grew with the lines.
     *
     * @return how many times as much the largest size took as the smallest
     */
    public String growth() {
        ScaleTrial least = trials.get(0);
        ScaleTrial most = trials.get(trials.size() - 1);
        return String.format(Locale.ROOT, "The largest log has %.1f times as many lines as the smallest. On the"
                + " cluster, the shuffle grew to %.1f times its size, the kept histories to %.1f times, the data that"
                + " the driver receives to %.1f times, the peak heap to %.1f times, and the seconds to %.1f times.",
                (double) most.lines() / least.lines(),
                (double) most.onCluster().shuffleBytes() / least.onCluster().shuffleBytes(),
                (double) most.onCluster().keptBytes() / least.onCluster().keptBytes(),
                (double) most.onCluster().driverBytes() / least.onCluster().driverBytes(),
                (double) most.peakHeap() / least.peakHeap(),
                most.onCluster().seconds() / least.onCluster().seconds());
    }

    /**
     * Returns the times, for a chart.
     *
     * @return one row per measured time: where, millions of lines, seconds
     */
    public Table times() {
        StringColumn where = StringColumn.create("where");
        DoubleColumn lines = DoubleColumn.create("million lines");
        DoubleColumn seconds = DoubleColumn.create("seconds");
        for (ScaleTrial trial : trials) {
            trial.alone().ifPresent(made -> {
                where.append("one machine");
                lines.append(trial.lines() / MEGA);
                seconds.append(made.seconds());
            });
        }
        for (ScaleTrial trial : trials) {
            where.append("cluster on the same machine");
            lines.append(trial.lines() / MEGA);
            seconds.append(trial.onCluster().seconds());
        }
        return Table.create("Seconds by lines", where, lines, seconds);
    }

    /**
     * Returns the counts that are the same on every machine, for a results file.
     *
     * @return for each size, the numbers of lines, users and samples
     */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (ScaleTrial trial : trials) {
            String of = trial.onCluster().users() + " users / ";
            counts.put(of + "lines", trial.lines());
            counts.put(of + "samples", (long) trial.samples());
        }
        return counts;
    }
}

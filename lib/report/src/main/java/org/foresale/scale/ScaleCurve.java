package org.foresale.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.foresale.log.internal.Ratios;
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
                .map(trial -> String.format(Locale.ROOT, "%s at %,d lines", Ratios.of(trial.onCluster().seconds()
                        / trial.alone().orElseThrow().seconds()), trial.lines()))
                .collect(Collectors.joining(", ",
                        "On the same cores, the cluster took this many times as long as one machine: ", "."));
    }

    private List<ScaleTrial> tried() {
        return trials.stream().filter(trial -> trial.alone().isPresent()).toList();
    }

    /**
     * Tells in sentences how the costs of the cluster grew with the lines.
     *
     * @return how many times as much the largest size took as the smallest, and what was not measured at both; if only
     *     one size was tried, that it was
     */
    public String growth() {
        ScaleTrial least = trials.get(0);
        ScaleTrial most = trials.get(trials.size() - 1);
        if (trials.size() == 1) {
            return "Only one size was tried.";
        }
        List<String> ratios = new ArrayList<>();
        List<String> unmeasured = new ArrayList<>();
        costs(most).forEach((what, cost) -> {
            double before = costs(least).get(what);
            if (cost > 0 && before > 0) {
                ratios.add(Ratios.of(cost / before) + " times the " + what);
            } else {
                unmeasured.add("the " + what);
            }
        });
        return "The largest log has " + Ratios.of((double) most.lines() / least.lines())
                + " times as many lines as the smallest."
                + (ratios.isEmpty() ? "" : " On the cluster, it takes " + and(ratios) + ".")
                + (unmeasured.isEmpty() ? "" : " Not measured at both sizes: " + and(unmeasured) + ".");
    }

    private static Map<String, Double> costs(ScaleTrial trial) {
        Map<String, Double> costs = new LinkedHashMap<>();
        costs.put("shuffle", (double) trial.onCluster().shuffleBytes());
        costs.put("kept histories", (double) trial.onCluster().keptBytes());
        costs.put("data that the driver receives", (double) trial.onCluster().driverBytes());
        costs.put("peak heap", (double) trial.peakHeap());
        costs.put("seconds", trial.onCluster().seconds());
        return costs;
    }

    private static String and(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
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

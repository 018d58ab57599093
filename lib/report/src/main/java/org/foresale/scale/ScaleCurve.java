package org.foresale.scale;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What was measured at growing numbers of lines.
 *
 * @param trials at least one, the smallest first
 */
public record ScaleCurve(List<ScaleTrial> trials) {

    private static final double MEGA = 1e6;

    /**
     * Checks and copies the trials.
     *
     * @throws IllegalArgumentException if there is none, or if one has no more lines than the one before
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
     * Returns all that came out: what was asked of, and whether both ways say the same.
     *
     * @return one row a size: lines and users, samples, how many of them are the same on one machine (missing if that
     *     was not tried), and the size of the files in MB (10⁶ bytes)
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
     * Tells what it took.
     *
     * @return one row a size: lines; seconds on one machine (missing if that was not tried) and on the cluster; then in
     *     MB (10⁶ bytes) what went between tasks, was kept by executors and brought to the driver, and the most heap of
     *     an executor, garbage included
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
     * Returns the times, to be drawn.
     *
     * @return one row a measured time: where, millions of lines, seconds
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
     * Tells what is the same on every machine, for a file of results.
     *
     * @return for each size the numbers of its lines, users and samples
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

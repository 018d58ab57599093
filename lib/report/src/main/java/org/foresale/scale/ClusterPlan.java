package org.foresale.scale;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.foresale.spark.JobReport;
import org.foresale.spark.SparkSettings;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Estimates what the job would need for other numbers of lines and on other clusters, by calculation from two measured
 * sizes.
 *
 * <p>Bytes and core seconds are extrapolated along the straight line through the two sizes: each line is read, sent and
 * sorted once, so they grow with the number of lines, plus a fixed part such as the broadcast taxonomy and the start of
 * tasks. Memory does not grow with them, as parts of a partition have a bounded number of lines: for each of its cores,
 * an executor gets the largest heap measured on an executor with one core. Cores are assumed to be as fast as the
 * measured ones, and never to wait for the network; the transfer time of the shuffle is given separately.
 */
public final class ClusterPlan {

    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;
    private static final double MINUTE = 60;
    /** Of a network of one gigabit a second. */
    private static final double BYTES_A_SECOND = 125e6;

    private final ScaleTrial smaller;
    private final ScaleTrial larger;
    private final int cores;

    private ClusterPlan(ScaleTrial smaller, ScaleTrial larger, int cores) {
        this.smaller = smaller;
        this.larger = larger;
        this.cores = cores;
    }

    /**
     * Returns a plan based on the two largest sizes of a curve.
     *
     * @param curve the measurements
     * @param cores number of cores of the cluster that was measured
     * @return the plan
     * @throws IllegalArgumentException if the curve has fewer than two sizes, or if there is no core
     */
    public static ClusterPlan of(ScaleCurve curve, int cores) {
        List<ScaleTrial> trials = curve.trials();
        if (trials.size() < 2 || cores < 1) {
            throw new IllegalArgumentException("a plan needs two sizes and a core, not " + trials.size() + " and "
                    + cores);
        }
        return new ClusterPlan(trials.get(trials.size() - 2), trials.get(trials.size() - 1), cores);
    }

    /** On the straight line through both sizes. */
    private double at(long lines, ToDoubleFunction<JobReport> figure) {
        double first = figure.applyAsDouble(smaller.onCluster());
        double second = figure.applyAsDouble(larger.onCluster());
        return first + (second - first) * (lines - smaller.lines()) / (larger.lines() - smaller.lines());
    }

    /**
     * Checks the linear model against a size that was not used to fit it.
     *
     * @param trial the size
     * @return one row per figure, in seconds or MB (10⁶ bytes): predicted value, measured value, and the ratio of the
     *     two
     */
    public Table check(ScaleTrial trial) {
        StringColumn figure = StringColumn.create("figure");
        DoubleColumn calculated = DoubleColumn.create("calculated");
        DoubleColumn measured = DoubleColumn.create("measured");
        DoubleColumn ratio = DoubleColumn.create("ratio");
        List<String> names = List.of("seconds", "shuffle, MB", "kept histories, MB", "to the driver, MB");
        List<ToDoubleFunction<JobReport>> figures = List.of(JobReport::seconds, report -> report.shuffleBytes() / MEGA,
                report -> report.keptBytes() / MEGA, report -> report.driverBytes() / MEGA);
        IntStream.range(0, names.size()).forEach(i -> {
            double line = at(trial.lines(), figures.get(i));
            double found = figures.get(i).applyAsDouble(trial.onCluster());
            figure.append(names.get(i));
            calculated.append(line);
            measured.append(found);
            ratio.append(line / found);
        });
        return Table.create(String.format(Locale.ROOT, "The linear model at %,d lines", trial.lines()), figure,
                calculated, measured, ratio);
    }

    /**
     * Estimates what clusters need for a number of lines.
     *
     * @param lines     number of lines
     * @param cores     cores of each executor, at least 1
     * @param executors numbers of executors, each at least 1
     * @return one row per cluster: its executors, partitions, total shuffle; then for each executor the data it sends,
     *     the histories it stores on disk, and its heap; the data that the driver receives; minutes of computing, and
     *     minutes to send each executor's share of the shuffle over a network of one gigabit per second; sizes are in
     *     GB (10⁹ bytes)
     * @throws IllegalArgumentException if a number is below 1
     * @throws ArithmeticException if a cluster has more cores than an int can hold
     */
    public Table table(long lines, int cores, int... executors) {
        if (lines < 1 || cores < 1 || IntStream.of(executors).anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("lines, cores and executors are at least 1: " + lines + ", " + cores
                    + ", " + Arrays.toString(executors));
        }
        IntColumn number = IntColumn.create("executors");
        LongColumn partitions = LongColumn.create("partitions");
        DoubleColumn shuffle = DoubleColumn.create("shuffle, GB");
        DoubleColumn sent = DoubleColumn.create("shuffle per executor, GB");
        DoubleColumn kept = DoubleColumn.create("kept per executor, GB");
        DoubleColumn heap = DoubleColumn.create("heap per executor, GB");
        DoubleColumn driver = DoubleColumn.create("to the driver, GB");
        DoubleColumn minutes = DoubleColumn.create("computing, min");
        DoubleColumn network = DoubleColumn.create("network, min");
        for (int count : executors) {
            int together = Math.multiplyExact(count, cores);
            double whole = at(lines, JobReport::shuffleBytes);
            number.append(count);
            partitions.append(Math.max(together, lines / SparkSettings.LINES_A_PARTITION + 1));
            shuffle.append(whole / GIGA);
            sent.append(whole / GIGA / count);
            kept.append(at(lines, JobReport::keptBytes) / GIGA / count);
            heap.append(cores * Math.max(smaller.peakHeap(), larger.peakHeap()) / GIGA);
            driver.append(at(lines, JobReport::driverBytes) / GIGA);
            minutes.append(at(lines, JobReport::seconds) * this.cores / together / MINUTE);
            network.append(whole / count / BYTES_A_SECOND / MINUTE);
        }
        return Table.create(String.format(Locale.ROOT,
                "Calculated for %,d lines and %,d samples, %d cores per executor", lines,
                Math.round(at(lines, JobReport::results)), cores), number, partitions, shuffle, sent, kept, heap,
                driver, minutes, network);
    }

    @Override
    public String toString() {
        return "Plan for " + cores + " cores";
    }
}

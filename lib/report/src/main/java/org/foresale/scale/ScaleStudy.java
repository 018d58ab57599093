package org.foresale.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Sample;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.data.SimulatedLog;
import org.foresale.log.ColumnMapping;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.NewFolder;
import org.foresale.spark.JobReport;

/** Asks who comes to need a target, {@link FirstNeed} with its defaults, of simulated logs of several sizes. */
public final class ScaleStudy {

    private static final String JOB = "CohortJob";
    private static final double WRITTEN = 0.1;
    private static final double MADE_ALONE = 0.25;
    /** Of heap, while a log is read from files. */
    private static final long BYTES_A_LINE = 50;

    private final LocalCluster cluster;
    private final Path folder;
    private final long mostLinesAlone;

    private ScaleStudy(LocalCluster cluster, Path folder, long mostLinesAlone) {
        this.cluster = cluster;
        this.folder = folder;
        this.mostLinesAlone = mostLinesAlone;
    }

    /**
     * Returns a study on a cluster. Logs that fit into the memory of this process are also worked off in it, without
     * the cluster.
     *
     * @param cluster the cluster
     * @param folder  where logs and cohorts are written; those of an earlier run are replaced
     * @return the study
     */
    public static ScaleStudy of(LocalCluster cluster, Path folder) {
        return new ScaleStudy(Arguments.given("cluster", cluster), Arguments.given("folder", folder),
                Runtime.getRuntime().maxMemory() / BYTES_A_LINE);
    }

    /**
     * Returns a copy of this study with another limit of what is also worked off without the cluster.
     *
     * @param lines up to how many lines
     * @return the new study
     */
    public ScaleStudy withMaxLinesAlone(long lines) {
        return new ScaleStudy(cluster, folder, lines);
    }

    /**
     * Returns the options of the job on the cluster that makes the cohort of a simulated log.
     *
     * @param simulated the log
     * @param lines     where its files are
     * @param output    the folder to make
     * @return options of {@link org.foresale.spark.CohortJob}
     */
    public static List<String> options(SimulatedLog simulated, Path lines, Path output) {
        ColumnMapping columns = SimulatedLog.MAPPING;
        List<String> options = new ArrayList<>(List.of("--question", "first-need", "--target", target().name(),
                "--level", "second", "--class", SimulatedLog.TARGET, "--lines", lines.toString(), "--name", "simulated",
                "--user", columns.user(), "--time", columns.time(), "--product", columns.product()));
        for (int level = 0; level < columns.classes().size(); level++) {
            options.addAll(List.of("--class" + (level + 1), columns.classes().get(level)));
        }
        columns.quantity().ifPresent(column -> options.addAll(List.of("--quantity", column)));
        columns.value().ifPresent(column -> options.addAll(List.of("--value", column)));
        options.addAll(List.of("--first-day", SimulatedLog.FIRST_DAY.toString(), "--last-day",
                SimulatedLog.FIRST_DAY.plusDays(simulated.days() - 1L).toString(), "--everybody",
                "--output", output.toString(), "--overwrite"));
        return options;
    }

    private static Target target() {
        return Target.of("the need", Level.SECOND, SimulatedLog.TARGET);
    }

    /**
     * Runs the study, one size after the other, on a cluster that is started once.
     *
     * @param logs     the logs, the smallest first
     * @param listener told how it goes on
     * @return what was measured
     * @throws IllegalStateException if the cluster does not start, or if a job on it fails
     * @throws IllegalArgumentException if there is no log, if one has no more lines than the one before, or as
     *     {@link FirstNeed#cohort} does
     * @throws org.foresale.log.ForesaleException if a log or a cohort cannot be written or read
     * @throws UncheckedIOException if the size of the files cannot be told
     * @throws CancellationException if the thread is interrupted
     */
    public ScaleCurve run(List<SimulatedLog> logs, ScaleListener listener) {
        long all = logs.stream().mapToLong(SimulatedLog::users).sum();
        long before = 0;
        List<ScaleTrial> trials = new ArrayList<>();
        listener.at(0, "starting the cluster");
        try (RunningCluster running = cluster.start()) {
            for (SimulatedLog log : logs) {
                double from = (double) before / all;
                double part = (double) log.users() / all;
                String users = String.format(Locale.ROOT, "%,d users: ", log.users());
                trials.add(trial(log, running, (share, note) -> listener.at(from + part * share, users + note)));
                before += log.users();
            }
        } catch (CancellationException e) {
            listener.interrupted(trials.size(), logs.size());
            throw e;
        }
        listener.done(trials.size());
        return new ScaleCurve(trials);
    }

    private ScaleTrial trial(SimulatedLog simulated, RunningCluster running, ScaleListener listener) {
        Path lines = folder.resolve("lines");
        Path output = folder.resolve("cohort-" + simulated.users());
        NewFolder.delete(lines);
        try {
            long all = simulated.write(lines, written ->
                    listener.at(0, String.format(Locale.ROOT, "%,d lines written", written)));
            listener.at(WRITTEN, "the cohort on one machine");
            Optional<Local> local = all > mostLinesAlone ? Optional.empty()
                    : Optional.of(local(simulated, lines));
            JobReport report = running.run(JOB, options(simulated, lines, output), seconds ->
                    listener.at(MADE_ALONE, "the cohort on the cluster, " + seconds + " s"));
            Cohort cohort = Cohort.read(output);
            return new ScaleTrial(cohort, bytes(lines), report, local.map(made ->
                    new ScaleTrial.Alone(made.seconds(), equal(cohort, made.cohort()))));
        } finally {
            NewFolder.delete(lines);
        }
    }

    /** What one machine made of a log, as it is read back from its files. */
    private record Local(Cohort cohort, double seconds) {
    }

    private Local local(SimulatedLog simulated, Path lines) {
        Path output = folder.resolve("alone");
        NewFolder.delete(output);
        try {
            long start = System.nanoTime();
            FirstNeed.of(target()).cohort(LogSource.file(lines).load(SimulatedLog.MAPPING, simulated.rules()))
                    .write(output);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Local(Cohort.read(output), seconds);
        } finally {
            NewFolder.delete(output);
        }
    }

    private static long bytes(Path lines) {
        try (Stream<Path> files = Files.walk(lines)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the files of a log in " + lines + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** How many samples are in both cohorts, with all that their users did before the cut. */
    private static int equal(Cohort first, Cohort second) {
        Set<UUID> known = checksums(first);
        known.retainAll(checksums(second));
        return known.size();
    }

    private static Set<UUID> checksums(Cohort cohort) {
        Set<UUID> sums = new HashSet<>();
        for (Split split : Split.values()) {
            Samples samples = cohort.samples(split);
            for (int i = 0; i < samples.size(); i++) {
                sums.add(UUID.nameUUIDFromBytes(text(samples, i).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return sums;
    }

    private static String text(Samples samples, int i) {
        Sample sample = samples.get(i);
        History history = samples.history(i);
        StringBuilder text = new StringBuilder(samples.userId(i)).append(' ').append(samples.date(sample.cut()))
                .append(' ').append(sample.label()).append(' ').append(sample.split());
        for (int line = 0; line < history.size(); line++) {
            text.append(' ').append(history.day(line)).append(' ')
                    .append(samples.taxonomy().name(Level.THIRD, history.thirdClass(line))).append(' ')
                    .append(history.quantity(line)).append(' ').append(history.value(line));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "Scale study on " + cluster;
    }
}

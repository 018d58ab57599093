package org.foresale.scale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.ScratchFolder;
import org.foresale.spark.JobReport;

/**
 * Runs jobs on a cluster that {@code environment/spark} starts on this machine for one job and shuts down afterwards.
 *
 * @param command the script
 * @param workers number of workers, at least 1; each runs one task at a time
 * @param memory  memory of each worker's executor in megabytes, at least 512
 */
public record LocalCluster(Path command, int workers, int memory) {

    private static final int MIN_MEMORY = 512;
    private static final long TELL_EVERY_SECONDS = 2;
    private static final long GRACE_SECONDS = 30;
    private static final int LAST_LINES = 15;
    /** Means the same to a shell without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=+-]+");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the script does not exist, if there is no worker, or if the memory is too
     *     small
     */
    public LocalCluster {
        if (!Files.isExecutable(command)) {
            throw new IllegalArgumentException(command + " is not an executable script");
        }
        if (workers < 1 || memory < MIN_MEMORY) {
            throw new IllegalArgumentException("a cluster has at least 1 worker of " + MIN_MEMORY + " megabytes, not "
                    + workers + " of " + memory);
        }
    }

    /**
     * Returns a cluster of two workers with one core and two gigabytes each, using the script of the project that
     * contains the current folder.
     *
     * @return the cluster, which is not running yet
     * @throws IllegalArgumentException if no parent folder of the current one has the script
     */
    public static LocalCluster ofProject() {
        Path here = Path.of("").toAbsolutePath();
        Path command = Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("environment").resolve("spark")).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no folder above " + here
                        + " has environment/spark. Start JupyterLab by environment/lab in the project's folder."));
        return new LocalCluster(command, 2, 2048);
    }

    /**
     * Runs a job of {@link org.foresale.spark} and waits for it. If this thread is interrupted, or this process ends,
     * the cluster is shut down.
     *
     * @param job     simple name of the job's class, such as CohortJob
     * @param options the job's options, without {@code --report}
     * @param seconds receives the running time of the job in seconds, every other second
     * @return what the job did, and what it needed
     * @throws IllegalStateException if the job fails; the message contains the last lines of its output
     * @throws CancellationException if the thread is interrupted
     */
    public JobReport run(String job, List<String> options, LongConsumer seconds) {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Path report = scratch.file(".json");
            Path output = scratch.file(".txt");
            finish(start(job, options, report, output), job, output, seconds);
            return new ObjectMapper().readValue(report.toFile(), JobReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report of " + job + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(job + " cannot be run: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the command that starts a job in a shell, with one option per line.
     *
     * @param job     simple name of the job's class
     * @param options the job's options
     * @return the equivalent of {@link #run}, except for the size of the cluster and the report
     */
    public static String typed(String job, List<String> options) {
        StringBuilder command = new StringBuilder("environment/spark submit ")
                .append(Arguments.text("job", job));
        for (String word : options) {
            command.append(word.startsWith("--") ? " \\\n    " : " ").append(quoted(word));
        }
        return command.toString();
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Process start(String job, List<String> options, Path report, Path output) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.toString(), "--workers", Integer.toString(workers),
                "--memory", memory + "m", "submit", job));
        words.addAll(options);
        words.addAll(List.of("--report", report.toString()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The jar that this process runs on stays as it is.
        builder.environment().put("FORESALE_SETUP", "done");
        return builder.start();
    }

    private static void finish(Process process, String job, Path output, LongConsumer seconds) throws IOException {
        Thread end = new Thread(process::destroy, "end of the cluster");
        Runtime.getRuntime().addShutdownHook(end);
        long start = System.nanoTime();
        try {
            process.getOutputStream().close();
            while (!process.waitFor(TELL_EVERY_SECONDS, TimeUnit.SECONDS)) {
                seconds.accept((System.nanoTime() - start) / 1_000_000_000);
            }
        } catch (InterruptedException e) {
            process.destroy();
            await(process);
            Thread.currentThread().interrupt();
            throw new CancellationException(job + " was interrupted");
        } finally {
            process.destroy();
            removeHook(end);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(job + " failed:\n" + tail(output));
        }
    }

    /** The script takes its cluster down before it ends. */
    private static void await(Process process) {
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static void removeHook(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // This process is coming to its end: the hook runs already.
            return;
        }
    }

    private static String tail(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}

package org.foresale.scale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.ScratchFolder;
import org.foresale.spark.JobReport;

/**
 * Runs jobs on a started {@link LocalCluster}, one after the other, and shuts it down when it is closed or this process
 * ends: the cluster holds one end of a pipe, and ends with the pipe.
 */
public final class RunningCluster implements AutoCloseable {

    /** Run by the script within its cluster: prints where the cluster is, then waits for the end of the pipe. */
    private static final String HOLD = "env | grep ^FORESALE_SPARK_; echo ready; exec cat >/dev/null";
    private static final long LOOK_EVERY_MILLISECONDS = 100;
    private static final long TELL_EVERY_SECONDS = 2;
    private static final long GRACE_SECONDS = 30;
    private static final int LAST_LINES = 15;

    private final LocalCluster cluster;
    private final ScratchFolder scratch;
    private final Process holder;
    private final Path said;
    private final Path complaints;

    private RunningCluster(LocalCluster cluster, ScratchFolder scratch) throws IOException {
        this.cluster = cluster;
        this.scratch = scratch;
        this.said = scratch.file(".env");
        this.complaints = scratch.file(".txt");
        this.holder = process(List.of("--workers", Integer.toString(cluster.workers()), "--memory",
                cluster.memory() + "m", "sh", "-c", HOLD), Map.of()).redirectOutput(said.toFile())
                .redirectError(complaints.toFile()).start();
    }

    static RunningCluster start(LocalCluster cluster) {
        ScratchFolder scratch = new ScratchFolder();
        RunningCluster started;
        try {
            started = new RunningCluster(cluster, scratch);
        } catch (IOException e) {
            scratch.close();
            throw new IllegalStateException(cluster.command() + " cannot be run: " + e.getMessage(), e);
        }
        try {
            started.await();
            return started;
        } catch (IOException e) {
            started.close();
            throw new IllegalStateException("what the cluster says cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void await() throws IOException {
        try {
            while (!Files.readString(said).endsWith("ready\n")) {
                if (holder.waitFor(LOOK_EVERY_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("the cluster does not start:\n" + tail(complaints));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the start of the cluster was interrupted");
        }
    }

    /**
     * Runs a job of {@link org.foresale.spark} and waits for it.
     *
     * @param job     simple name of the job's class, such as CohortJob
     * @param options the job's options, without {@code --report}
     * @param seconds receives the running time of the job in seconds, every other second
     * @return what the job did, and what it needed
     * @throws IllegalStateException if the job fails or the cluster has ended; the message contains the last lines of
     *     the job's output
     * @throws CancellationException if the thread is interrupted
     */
    public JobReport run(String job, List<String> options, LongConsumer seconds) {
        Arguments.text("job", job);
        try (ScratchFolder files = new ScratchFolder()) {
            Path report = files.file(".json");
            Path output = files.file(".txt");
            List<String> words = new ArrayList<>(List.of("submit", job));
            words.addAll(options);
            words.addAll(List.of("--report", report.toString()));
            finish(process(words, where()).redirectErrorStream(true).redirectOutput(output.toFile()).start(), job,
                    output, seconds);
            return new ObjectMapper().readValue(report.toFile(), JobReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report of " + job + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(job + " cannot be run: " + e.getMessage(), e);
        }
    }

    /** The variables by which the script finds the cluster. */
    private Map<String, String> where() throws IOException {
        return Files.readString(said).lines().filter(line -> line.contains("="))
                .collect(Collectors.toMap(line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1)));
    }

    private ProcessBuilder process(List<String> words, Map<String, String> variables) {
        List<String> all = new ArrayList<>(List.of(cluster.command().toString()));
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all);
        // The jar that this process runs on stays as it is.
        builder.environment().put("FORESALE_SETUP", "done");
        builder.environment().putAll(variables);
        return builder;
    }

    private void finish(Process process, String job, Path output, LongConsumer seconds) throws IOException {
        Thread end = new Thread(process::destroy, "end of " + job);
        Runtime.getRuntime().addShutdownHook(end);
        long start = System.nanoTime();
        try {
            process.getOutputStream().close();
            while (!process.waitFor(TELL_EVERY_SECONDS, TimeUnit.SECONDS)) {
                if (!holder.isAlive()) {
                    process.destroy();
                    throw new IllegalStateException(job + ": the cluster has ended under it:\n" + tail(complaints));
                }
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

    private static void await(Process process) {
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
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

    /** Shuts the cluster down, and waits until it has gone. */
    @Override
    public void close() {
        // The same as the end of the pipe, and heard also while the cluster is being started.
        holder.destroy();
        boolean interrupted = Thread.interrupted();
        await(holder);
        scratch.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return cluster + ", running";
    }
}

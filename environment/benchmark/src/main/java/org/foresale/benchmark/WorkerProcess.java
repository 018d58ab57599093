package org.foresale.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A contender in a process of its own. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;

    private final PrintStream orders;

    private final BufferedReader answers;

    private final String name;

    /**
     * Starts it.
     *
     * @param contender which one
     * @param threads   how many threads its arithmetic may use
     * @param scratch   a folder for what its libraries unpack
     */
    WorkerProcess(String contender, int threads, Path scratch) {
        name = contender;
        ProcessBuilder builder = new ProcessBuilder(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:ActiveProcessorCount=" + threads, "-Xmx4g", "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=" + threads, "-Dai.djl.pytorch.num_interop_threads=1",
                "-Dorg.bytedeco.javacpp.logger=slf4j", "-cp", System.getProperty("java.class.path"),
                Worker.class.getName(), contender));
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
        builder.environment().put("OPT_OUT_TRACKING", "true");
        builder.environment().put("DJL_CACHE_DIR", scratch.toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Lets it build a network. */
    void network(Network network) {
        order("network\t" + network.told());
    }

    /**
     * Lets it run for a while.
     *
     * @param phase train or infer
     * @return sequences a second
     */
    double perSecond(String phase, double seconds) {
        return Double.parseDouble(order(phase + "\t" + seconds));
    }

    private String order(String order) {
        orders.println(order);
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(Worker.ANSWER)) {
                    return line.substring(Worker.ANSWER.length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the process of " + name + " ended at \"" + order.replace('\t', ' ')
                + "\"; what it says stands above");
    }

    @Override
    public void close() {
        process.destroy();
    }
}

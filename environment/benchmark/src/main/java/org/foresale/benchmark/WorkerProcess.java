package org.foresale.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A contender in a process of its own. */
final class WorkerProcess implements AutoCloseable {

    private final Process process;

    private final PrintStream orders;

    private final BufferedReader answers;

    private final List<String> printed = new ArrayList<>();

    private final String name;

    /**
     * Starts it.
     *
     * @param contender which one
     * @param threads   how many threads its arithmetic may use
     */
    WorkerProcess(Contender.Kind contender, int threads) {
        this(contender, threads, Map.of());
    }

    WorkerProcess(Contender.Kind contender, int threads, Map<String, String> environment) {
        name = contender.title();
        ProcessBuilder builder = new ProcessBuilder(contender.command(threads));
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
        builder.environment().putAll(environment);
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

    /** How often its main thread was seen in each part of the program, while it ran for a while. */
    Map<String, Integer> samples(String phase, double seconds) {
        Map<String, Integer> samples = new TreeMap<>();
        for (String part : order("sample\t" + phase + "\t" + seconds).split("\t")) {
            samples.put(part.substring(0, part.lastIndexOf('=')),
                    Integer.parseInt(part.substring(part.lastIndexOf('=') + 1)));
        }
        return samples;
    }

    /** What its libraries print while it does some steps. */
    List<String> steps(String phase, int steps) {
        order("steps\t" + phase + "\t" + steps);
        return List.copyOf(printed);
    }

    private String order(String order) {
        orders.println(order);
        printed.clear();
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(Worker.ANSWER)) {
                    return line.substring(Worker.ANSWER.length());
                }
                printed.add(line);
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

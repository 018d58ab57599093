package org.foresale.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a batch goes. Samples of the stack tell how much of it is oneDNN's and how much is around it; what
 * oneDNN does is timed by oneDNN itself, operation by operation. Each is measured in a process of its own, as either
 * disturbs the other, and in turns: the two are not subtracted from each other, and each figure has its range.
 */
final class Where {

    private static final int ROUNDS = 5;
    private static final int STEPS = 20;
    /** Of what oneDNN calls its operations. */
    private static final Map<String, String> KINDS = Map.of("matmul", "products", "inner_product", "products",
            "convolution", "convolution", "pooling", "pooling", "binary", "gates and activations", "eltwise",
            "gates and activations", "reorder", "copies by oneDNN");
    private static final String ALL = "all of these";

    private final double seconds;
    private final WorkerProcess quiet;
    private final WorkerProcess telling;

    private Where(double seconds, WorkerProcess quiet, WorkerProcess telling) {
        this.seconds = seconds;
        this.quiet = quiet;
        this.telling = telling;
    }

    /**
     * Runs.
     *
     * @param arguments how many seconds each measurement takes; how many times smaller the batches are
     */
    public static void main(String[] arguments) {
        double seconds = Double.parseDouble(arguments[0]);
        int smaller = Integer.parseInt(arguments[1]);
        try (WorkerProcess quiet = new WorkerProcess(Contender.Kind.ACCELERATED, 1);
                WorkerProcess telling = new WorkerProcess(Contender.Kind.ACCELERATED, 1,
                        Map.of("ONEDNN_VERBOSE", "profile_exec"))) {
            System.out.printf("Where the time of a batch goes, on one thread: medians of %d rounds, and their range%n",
                    ROUNDS);
            Where where = new Where(seconds / 2, quiet, telling);
            for (Network network : Network.ALL) {
                for (String phase : PeerComparison.PHASES) {
                    where.print(network.withBatchesSmaller(smaller), phase);
                }
            }
        }
    }

    private void print(Network network, String phase) {
        quiet.network(network);
        telling.network(network);
        quiet.perSecond(phase, 2 * seconds);
        telling.steps(phase, STEPS);
        List<Double> batches = new ArrayList<>();
        List<Map<String, Double>> sampled = new ArrayList<>();
        List<Map<String, Double>> timed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            batches.add(1000 * network.batch() / quiet.perSecond(phase, seconds));
            sampled.add(around(quiet.samples(phase, seconds), batches.get(round)));
            timed.add(operations(telling.steps(phase, STEPS)));
        }
        double batch = Result.median(batches);
        System.out.printf("%n%s, %s: %.2f ms a batch of %d (%.2f to %.2f)%n", network.name(), phase, batch,
                network.batch(), Collections.min(batches), Collections.max(batches));
        print("by samples of the stack", sampled, batch);
        print("of which oneDNN, by its own clock in another process", timed, batch);
    }

    /** Prints parts, the largest first. */
    private static void print(String title, List<Map<String, Double>> rounds, double batch) {
        System.out.println("  " + title);
        Map<String, List<Double>> parts = new TreeMap<>();
        rounds.stream().flatMap(round -> round.keySet().stream()).distinct().forEach(part ->
                parts.put(part, rounds.stream().map(round -> round.getOrDefault(part, 0.)).toList()));
        parts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<Double>> part) -> -Result.median(part.getValue())))
                .forEach(part -> System.out.printf("    %-26s %8.2f ms %5.1f %%  (%.2f to %.2f)%n", part.getKey(),
                        Result.median(part.getValue()), 100 * Result.median(part.getValue()) / batch,
                        Collections.min(part.getValue()), Collections.max(part.getValue())));
    }

    /** Milliseconds of a batch by samples of the stack. */
    private static Map<String, Double> around(Map<String, Integer> samples, double batch) {
        double all = samples.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Double> parts = new TreeMap<>();
        samples.forEach((part, count) -> parts.put(part, batch * count / all));
        return parts;
    }

    /** Milliseconds of a batch by what oneDNN prints of its operations: kind as the sixth field, time as the last. */
    private static Map<String, Double> operations(List<String> lines) {
        Map<String, Double> sums = new TreeMap<>();
        for (String line : lines) {
            int exec = line.indexOf(",exec,cpu,");
            if (line.startsWith("onednn_verbose,") && exec > 0) {
                String kind = line.substring(exec + ",exec,cpu,".length()).split(",", 2)[0];
                double milliseconds = Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)) / STEPS;
                sums.merge(KINDS.getOrDefault(kind, kind), milliseconds, Double::sum);
                sums.merge(ALL, milliseconds, Double::sum);
            }
        }
        return sums;
    }
}

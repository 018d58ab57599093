package org.foresale.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the time of a batch goes. What oneDNN does is timed by oneDNN itself, operation by operation; what is around it
 * is told by samples of the stack. Each is measured in a process of its own, as either disturbs the other.
 */
final class Where {

    private static final int STEPS = 20;
    /** Of what oneDNN calls its operations. */
    private static final Map<String, String> KINDS = Map.of("matmul", "products", "inner_product", "products",
            "convolution", "convolution", "pooling", "pooling", "binary", "gates and activations", "eltwise",
            "gates and activations", "reorder", "copies by oneDNN");

    private Where() {
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
            for (Network network : Network.ALL) {
                for (String phase : PeerComparison.PHASES) {
                    print(network.withBatchesSmaller(smaller), phase, seconds, quiet, telling);
                }
            }
        }
    }

    private static void print(Network network, String phase, double seconds, WorkerProcess quiet,
            WorkerProcess telling) {
        quiet.network(network);
        quiet.perSecond(phase, seconds);
        double batch = 1000 * network.batch() / quiet.perSecond(phase, seconds);
        Map<String, Double> parts = around(quiet.samples(phase, seconds), batch);
        telling.network(network);
        telling.steps(phase, STEPS);
        split(parts, operations(telling.steps(phase, STEPS)));
        System.out.printf("%n%s, %s: %.2f ms a batch of %d on one thread%n", network.name(), phase, batch,
                network.batch());
        parts.forEach((part, milliseconds) -> System.out.printf("  %-44s %7.2f ms %5.1f %%%n", part, milliseconds,
                100 * milliseconds / batch));
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
                sums.merge(KINDS.getOrDefault(kind, kind),
                        Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)) / STEPS, Double::sum);
            }
        }
        return sums;
    }

    /** The part that is oneDNN's, by operation; what is left of it is the way there and back. */
    private static void split(Map<String, Double> parts, Map<String, Double> operations) {
        Double all = parts.remove(Worker.ONEDNN);
        parts.putAll(operations);
        parts.put("calls of oneDNN (" + Worker.ONEDNN + " less its operations)", (all == null ? 0 : all)
                - operations.values().stream().mapToDouble(Double::doubleValue).sum());
    }
}

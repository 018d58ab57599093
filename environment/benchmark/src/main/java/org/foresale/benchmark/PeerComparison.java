package org.foresale.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contenders in turn, repeat by repeat, so that what disturbs the machine disturbs them alike. */
final class PeerComparison {

    static final List<String> CONTENDERS = List.of("stock", "accelerated", "pytorch");

    static final List<String> PHASES = List.of("train", "infer");

    private final int repeats;

    private final double seconds;

    private final Path scratch;

    PeerComparison(int repeats, double seconds, Path scratch) {
        this.repeats = repeats;
        this.seconds = seconds;
        this.scratch = scratch;
    }

    List<Result> run(List<Network> networks) {
        Map<String, WorkerProcess> processes = new LinkedHashMap<>();
        List<Result> results = new ArrayList<>();
        try {
            for (String contender : CONTENDERS) {
                processes.put(contender, new WorkerProcess(contender, 1, scratch));
            }
            for (Network network : networks) {
                processes.values().forEach(process -> process.network(network));
                for (String phase : PHASES) {
                    results.addAll(run(processes, network, phase));
                }
            }
        } finally {
            processes.values().forEach(WorkerProcess::close);
        }
        return results;
    }

    private List<Result> run(Map<String, WorkerProcess> processes, Network network, String phase) {
        System.out.printf("  %s, %s: warming up", network.name(), phase);
        processes.values().forEach(process -> process.perSecond(phase, seconds));
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        CONTENDERS.forEach(contender -> figures.put(contender, new ArrayList<>()));
        List<String> order = new ArrayList<>(CONTENDERS);
        for (int repeat = 0; repeat < repeats; repeat++) {
            System.out.printf(", %d of %d", repeat + 1, repeats);
            for (String contender : order) {
                figures.get(contender).add(processes.get(contender).perSecond(phase, seconds));
            }
            Collections.rotate(order, 1);
        }
        System.out.println();
        return CONTENDERS.stream().map(contender ->
                new Result(network.name(), phase, contender, figures.get(contender))).toList();
    }
}

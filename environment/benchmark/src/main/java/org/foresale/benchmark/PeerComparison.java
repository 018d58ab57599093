package org.foresale.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contenders in turn, repeat by repeat, so that what disturbs the machine disturbs them alike. */
final class PeerComparison {

    static final List<String> PHASES = List.of("train", "infer");

    private final int repeats;

    private final double seconds;

    private final List<Contender.Kind> contenders;

    PeerComparison(int repeats, double seconds, List<Contender.Kind> contenders) {
        this.repeats = repeats;
        this.seconds = seconds;
        this.contenders = List.copyOf(contenders);
    }

    /** The results, network by network and phase by phase, all contenders in their order. */
    List<Result> run(List<Network> networks, int threads) {
        Map<String, WorkerProcess> processes = new LinkedHashMap<>();
        List<Result> results = new ArrayList<>();
        try {
            for (Contender.Kind contender : contenders) {
                processes.put(contender.name(), new WorkerProcess(contender, threads));
            }
            for (Network network : networks) {
                processes.values().forEach(process -> process.network(network));
                for (String phase : PHASES) {
                    results.addAll(run(processes, network, phase, threads));
                }
            }
        } finally {
            processes.values().forEach(WorkerProcess::close);
        }
        return results;
    }

    private List<Result> run(Map<String, WorkerProcess> processes, Network network, String phase,
            int threads) {
        System.out.printf("  %s, %s: warming up%n", network.name(), phase);
        processes.values().forEach(process -> process.perSecond(phase, seconds));
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        processes.keySet().forEach(contender -> figures.put(contender, new ArrayList<>()));
        List<String> order = new ArrayList<>(processes.keySet());
        for (int repeat = 0; repeat < repeats; repeat++) {
            System.out.printf(repeat == 0 ? "    %d of %d" : ", %d of %d", repeat + 1, repeats);
            for (String contender : order) {
                figures.get(contender).add(processes.get(contender).perSecond(phase, seconds));
            }
            Collections.rotate(order, 1);
        }
        System.out.println();
        return processes.keySet().stream().map(contender ->
                new Result(network.name(), phase, contender, threads, figures.get(contender))).toList();
    }
}

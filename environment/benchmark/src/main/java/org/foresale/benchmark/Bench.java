package org.foresale.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** The benchmark: measures, prints tables and writes the figures as JSON. */
final class Bench {

    private static final int EPOCH = 4096;
    private static final int BATCH = 128;

    private Bench() {
    }

    /**
     * Runs.
     *
     * @param arguments the folder for the results; how many repeats; seconds of each; how many times smaller
     *                  the batches are than those that are quoted; the program of the peers; for each of them its name
     *                  and its Python, as in "tensorflow=/usr/bin/python3"
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int repeats = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        int smaller = Integer.parseInt(arguments[3]);
        Path program = Path.of(arguments[4]);
        List<Contender.Kind> peers = Arrays.stream(arguments).skip(5).map(peer -> peer.split("=", 2))
                .map(peer -> Contender.Kind.peer(peer[0], Path.of(peer[1]), program)).toList();
        Files.createDirectories(folder);
        List<Network> networks = Network.ALL.stream().map(network -> network.withBatchesSmaller(smaller)).toList();

        System.out.println("measuring, one contender at a time, each in its own process; oneDNN uses "
                + instructions());
        List<Contender.Kind> all = new ArrayList<>(List.of(Contender.Kind.STOCK, Contender.Kind.ACCELERATED));
        all.addAll(peers);
        List<Result> results = new ArrayList<>(new PeerComparison(repeats, seconds, all).run(networks, 1));
        Tables.compare(results, all, repeats, seconds);
        Tables.share(results, Peak.multiplyAddsPerSecond());
        if (!peers.isEmpty() && Runtime.getRuntime().availableProcessors() > 1) {
            List<Contender.Kind> fast = all.subList(1, all.size());
            List<Result> two = new PeerComparison(repeats, seconds, fast).run(networks, 2);
            Tables.compare(two, fast, repeats, seconds);
            results.addAll(two);
        }
        Path file = folder.resolve("networks.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), results);

        new Epochs(EPOCH, seconds, BATCH / smaller).print();
        System.out.println("\nall figures: " + file);
    }

    /** The instructions that oneDNN uses here, such as "avx2". */
    private static String instructions() {
        dnnl.cpu_isa used = dnnl.get_effective_cpu_isa();
        return Arrays.stream(dnnl.cpu_isa.values()).filter(known -> known.value == used.value).findFirst()
                .map(known -> known.toString().replace("isa_", "")).orElse("instructions of number " + used.value);
    }
}

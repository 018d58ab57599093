package org.foresale.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
     *                  the batches are than those that are quoted
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int repeats = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        int smaller = Integer.parseInt(arguments[3]);
        Files.createDirectories(folder);
        Path scratch = folder.resolve("unpacked");

        System.out.println("measuring, one contender at a time, each in its own process on one core");
        List<Result> results = new PeerComparison(repeats, seconds, scratch).run(Network.ALL.stream()
                .map(network -> network.withBatchesSmaller(smaller)).toList());
        Path file = folder.resolve("networks.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), results);
        Tables.compare(results, repeats, seconds);
        Tables.share(results, Peak.multiplyAddsPerSecond());

        Epochs epochs = new Epochs(EPOCH, seconds, BATCH / smaller, scratch);
        epochs.print();
        System.out.println("\nall figures: " + file);
    }
}

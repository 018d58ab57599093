package org.foresale.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long an epoch of the project's network over basket-days takes, against what one can choose. */
final class Epochs {

    private final int sequences;

    private final double seconds;

    private final Path scratch;

    /**
     * A series of measurements.
     *
     * @param sequences sequences of an epoch
     * @param seconds   how long each measurement runs
     */
    Epochs(int sequences, double seconds, Path scratch) {
        this.sequences = sequences;
        this.seconds = seconds;
        this.scratch = scratch;
    }

    void print() {
        System.out.printf("%nSeconds per epoch of %,d sequences of basket-days, with oneDNN%n", sequences);
        try (WorkerProcess process = new WorkerProcess("accelerated", 1, scratch)) {
            System.out.println("  by size of batch (48 events, one thread)");
            for (int batch : new int[] {32, 64, 128, 256, 512}) {
                line(batch, epoch(process, Network.dayEvents(batch, 48)));
            }
            System.out.println("  by length of the sequences (batches of 128, one thread)");
            for (int length : new int[] {12, 24, 48, 96, 192}) {
                line(length, epoch(process, Network.dayEvents(128, length)));
            }
        }
        int cores = Runtime.getRuntime().availableProcessors();
        System.out.println("  by threads (48 events, batches of 128)");
        for (int threads = 1; threads <= cores; threads *= 2) {
            try (WorkerProcess process = new WorkerProcess("accelerated", threads, scratch)) {
                line(threads, epoch(process, Network.dayEvents(128, 48)));
            }
        }
        System.out.println("  by trainings side by side, one thread each (48 events, batches of 128; seconds of each)");
        for (int runs = 1; runs <= cores; runs *= 2) {
            line(runs, sideBySide(runs));
        }
    }

    private double sideBySide(int runs) {
        List<WorkerProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < runs; i++) {
                processes.add(new WorkerProcess("accelerated", 1, scratch));
            }
            return processes.parallelStream().mapToDouble(process -> epoch(process, Network.dayEvents(128, 48)))
                    .average().orElseThrow();
        } finally {
            processes.forEach(WorkerProcess::close);
        }
    }

    private double epoch(WorkerProcess process, Network network) {
        process.network(network);
        process.perSecond("train", seconds);
        return sequences / process.perSecond("train", seconds);
    }

    private static void line(int choice, double epoch) {
        System.out.printf("    %4d  %7.2f s%n", choice, epoch);
    }
}

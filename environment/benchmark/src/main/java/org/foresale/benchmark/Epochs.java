package org.foresale.benchmark;

import java.util.ArrayList;
import java.util.List;

/** How long an epoch of the project's network over basket-days takes, against what one can choose. */
final class Epochs {

    private final int sequences;

    private final double seconds;

    private final int batch;

    /**
     * A series of measurements.
     *
     * @param sequences sequences of an epoch
     * @param seconds   how long each measurement runs
     * @param batch     sequences of a batch where its size is not what varies, a multiple of 4
     */
    Epochs(int sequences, double seconds, int batch) {
        this.sequences = sequences;
        this.seconds = seconds;
        this.batch = batch;
    }

    void print() {
        System.out.printf("%nSeconds per epoch of %,d sequences of basket-days, with oneDNN%n", sequences);
        try (WorkerProcess process = new WorkerProcess(Contender.Kind.ACCELERATED, 1)) {
            System.out.println("  by size of batch (48 events, one thread)");
            for (int times : new int[] {1, 2, 4, 8, 16}) {
                Network network = Network.dayEvents(batch / 4 * times, 48);
                line(network.batch(), epoch(process, network));
            }
            System.out.printf("  by length of the sequences (batches of %d, one thread)%n", batch);
            for (int length : new int[] {12, 24, 48, 96, 192}) {
                line(length, epoch(process, Network.dayEvents(batch, length)));
            }
        }
        int cores = Runtime.getRuntime().availableProcessors();
        System.out.printf("  by threads (48 events, batches of %d)%n", batch);
        for (int threads = 1; threads <= cores; threads *= 2) {
            try (WorkerProcess process = new WorkerProcess(Contender.Kind.ACCELERATED, threads)) {
                line(threads, epoch(process, Network.dayEvents(batch, 48)));
            }
        }
        System.out.printf("  by trainings side by side, one thread each (48 events, batches of %d; seconds of each)%n",
                batch);
        for (int runs = 1; runs <= cores; runs *= 2) {
            line(runs, sideBySide(runs));
        }
    }

    private double sideBySide(int runs) {
        List<WorkerProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < runs; i++) {
                processes.add(new WorkerProcess(Contender.Kind.ACCELERATED, 1));
            }
            return processes.parallelStream().mapToDouble(process -> epoch(process, Network.dayEvents(batch, 48)))
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

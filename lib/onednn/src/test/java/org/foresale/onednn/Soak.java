package org.foresale.onednn;

import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains for long, in a process of its own with a heap of fixed size, so that growth of its resident memory is growth
 * of native memory.
 */
final class Soak {

    private Soak() {
    }

    /**
     * Prints by how many bytes the resident memory grew between a third of the rounds and the last.
     *
     * @param arguments "steps" of one network, or "networks" that come and go; how many
     */
    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[1]);
        Runnable round = arguments[0].equals("steps") ? steps() : networks();
        long before = 0;
        for (int i = 0; i < rounds; i++) {
            round.run();
            if (i == rounds / 3) {
                before = resident();
            }
        }
        System.out.println(resident() - before);
    }

    private static Runnable steps() {
        MultiLayerNetwork network = OneDnn.accelerate(TrainingTest.network(6, 8));
        Random random = new Random(2);
        DataSet[] batches = {Networks.labelled(random, 16, 6, 8), Networks.labelled(random, 16, 6, 8),
            Networks.labelled(random, 5, 6, 8)};
        int[] step = {0};
        return () -> {
            DataSet batch = batches[step[0]++ % batches.length];
            network.fit(batch);
            if (step[0] % 10 == 0) {
                network.output(batch.getFeatures());
            }
        };
    }

    /** Each holds about 6 MB of native memory until it is restored. */
    private static Runnable networks() {
        DataSet batch = Networks.labelled(new Random(4), 64, 6, 64);
        return () -> {
            MultiLayerNetwork network = OneDnn.accelerate(TrainingTest.network(6, 64));
            network.fit(batch);
            OneDnn.restore(network);
        };
    }

    private static long resident() {
        System.gc();
        return Pointer.physicalBytes();
    }
}

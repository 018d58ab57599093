package org.foresale.onednn;

import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

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
     * @param arguments "steps" of one network, "marks" for steps that read a sparse input, or "networks" that come and
     *     go; how many
     */
    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[1]);
        Runnable round = switch (arguments[0]) {
            case "steps" -> steps();
            case "marks" -> marks();
            default -> networks();
        };
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

    private static Runnable marks() {
        MultiLayerNetwork network = OneDnn.accelerate(Networks.ofSequence(40, 8,
                new Convolution1D.Builder().kernelSize(1).nOut(16).activation(Activation.IDENTITY).build(),
                new LastTimeStep(Networks.lstm(4))));
        SparseInput input = SparseInput.of(network, 40, 3);
        Random random = new Random(3);
        int[] step = {0};
        return () -> {
            int batch = step[0]++ % 3 == 0 ? 5 : 16;
            input.clear();
            for (int i = 0; i < batch * 8; i++) {
                input.mark(random.nextInt(37));
                input.endStep(new float[3], 0);
            }
            network.fit(new DataSet(input.array(8), Nd4j.zeros(batch, 1)));
            if (step[0] % 10 == 0) {
                network.output(input.array(8));
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

package org.foresale.onednn;

import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Runs where oneDNN's native library is not on the class path. */
final class WithoutLibrary {

    private WithoutLibrary() {
    }

    /**
     * Accelerates two networks and trains one.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        OneDnn.accelerate(TrainingTest.network(6, 8));
        MultiLayerNetwork network = OneDnn.accelerate(TrainingTest.network(6, 8));
        network.fit(Networks.labelled(new Random(1), 4, 6, 8));
        System.out.println(OneDnn.report(network));
        System.out.println(OneDnn.isAvailable());
    }
}

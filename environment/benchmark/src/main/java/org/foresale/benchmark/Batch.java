package org.foresale.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One batch, the same for every contender.
 *
 * @param features [batch, features, time], row by row
 * @param classes  the classes of each event of each sequence; none for a full input
 * @param labels   0 or 1
 */
record Batch(float[] features, int[][][] classes, float[] labels) {

    /** Some batches for a network, from a fixed seed. */
    static List<Batch> of(Network network, int count) {
        Random random = new Random(42);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] features = new float[network.batch() * network.features() * network.length()];
            int[][][] classes = new int[network.ones() == 0 ? 0 : network.batch()][network.length()][network.ones()];
            if (network.ones() == 0) {
                for (int k = 0; k < features.length; k++) {
                    features[k] = random.nextFloat();
                }
            } else {
                for (int event = 0; event < network.batch() * network.length(); event++) {
                    int at = event / network.length() * network.features() * network.length()
                            + event % network.length();
                    for (int one = 0; one < network.ones(); one++) {
                        int bought = random.nextInt(network.features());
                        features[at + bought * network.length()] = 1;
                        classes[event / network.length()][event % network.length()][one] = bought;
                    }
                }
            }
            float[] labels = new float[network.batch()];
            for (int k = 0; k < labels.length; k++) {
                labels[k] = random.nextInt(2);
            }
            batches.add(new Batch(features, classes, labels));
        }
        return batches;
    }
}

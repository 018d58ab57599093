package org.foresale.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.onednn.OneDnn;
import org.foresale.onednn.SparseInput;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch of encoded sequences, as {@link Training} and {@link TrainedNetwork} run it: trained by a sparse input that is
 * filled anew for each batch, answered through an embedding that reads the sparse events.
 */
public final class EncodedBatch {

    private final Sequences sequences;
    private final SparseInput input;
    private final int length;
    private final int[] rows;

    private EncodedBatch(Sequences sequences, SparseInput input, int length) {
        this.sequences = sequences;
        this.input = input;
        this.length = length;
        rows = IntStream.range(0, sequences.size()).toArray();
    }

    /**
     * Encodes a batch.
     *
     * @param network  the network that is trained by it
     * @param features number of channels of an event
     * @param classes  the channels that are 1, sequence by sequence and event by event
     * @return the batch
     */
    public static EncodedBatch of(MultiLayerNetwork network, int features, int[][][] classes) {
        Sequences.Builder builder = new Sequences.Builder(features, 0, classes[0].length);
        for (int[][] sequence : classes) {
            for (int[] event : sequence) {
                builder.event(event, event.length, new float[0]);
            }
            builder.endSequence();
        }
        Sequences sequences = builder.build();
        return new EncodedBatch(sequences, sequences.inputOf(network), classes[0].length);
    }

    /**
     * Returns what a training step reads.
     *
     * @return [batch, features, time], good until the next call
     */
    public INDArray input() {
        sequences.fill(input, () -> false, rows);
        return input.array(length);
    }

    /** A trained network that answers such batches. */
    public static final class Answering {

        private final MultiLayerNetwork rest;
        private final Embedding embedding;

        /**
         * Takes a network apart: the embedding, and all that comes after it.
         *
         * @param architecture its architecture
         * @param network      the network
         * @param features     number of channels of an event
         * @param length       events of a sequence
         * @param batch        sequences of a batch
         */
        public Answering(Architecture architecture, MultiLayerNetwork network, int features, int length, int batch) {
            float[] weights = network.params().toFloatVector();
            int width = architecture.embedding();
            int own = width * (features + 1);
            float[] others = Arrays.copyOfRange(weights, own, weights.length);
            rest = new MultiLayerNetwork(architecture.configurationAfterEmbedding(length, Head.probability()));
            rest.init(Nd4j.createFromArray(others).reshape(1, others.length), false);
            OneDnn.accelerate(rest);
            embedding = new Embedding(Arrays.copyOfRange(weights, width, own), Arrays.copyOf(weights, width), length,
                    batch);
        }

        /**
         * Returns the probabilities of a batch.
         *
         * @param batch the batch
         * @return one probability a sequence
         */
        public float[] probabilities(EncodedBatch batch) {
            float[] said = new float[batch.sequences.size()];
            TrainedNetwork.copy(rest.output(embedding.of(batch.sequences, 0, said.length), false), said, 0);
            return said;
        }
    }
}

package org.foresale.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained network of one or more outputs with its encoder.
 *
 * <p>The embedding is computed from the sparse events, the rest by Deeplearning4j on oneDNN; no dense tensor of all
 * channels is ever made. It serves one thread at a time.
 */
final class TrainedNetwork {

    private static final String ARCHITECTURE = "architecture.json";
    private static final String ENCODER = "encoder.json";
    private static final String AFFINITIES = "affinities.json";
    private static final String WEIGHTS = "weights.bin";
    private static final String EPOCHS = "epochs.json";
    /** No training ends there, and no sum of products of such weights overflows. */
    private static final float LARGEST_WEIGHT = 1e5f;
    private static final int LARGEST_BATCH = 512;
    /** Numbers of one layer that a batch may hold: 64 MiB. */
    private static final long BATCH_ACTIVATIONS = 1L << 24;

    private final Architecture architecture;
    private final Head head;
    private final SequenceEncoder encoder;
    private final float[] weights;
    private final Training.EpochLog log;
    private final MultiLayerNetwork rest;

    /**
     * Puts a network together.
     *
     * @param weights in Deeplearning4j's order, as many as the architecture has
     */
    TrainedNetwork(Architecture architecture, Head head, SequenceEncoder encoder, float[] weights,
            Training.EpochLog log) {
        this.architecture = architecture;
        this.head = head;
        this.encoder = encoder;
        this.weights = weights;
        this.log = log;
        float[] others = Arrays.copyOfRange(weights, embeddingWeights(), weights.length);
        rest = new MultiLayerNetwork(architecture.configurationAfterEmbedding(encoder.length(), head));
        rest.init(Nd4j.createFromArray(others).reshape(1, others.length), false);
        OneDnn.accelerate(rest);
    }

    /**
     * Reads a network that {@link #addTo} has written.
     *
     * @throws ForesaleException if a part is missing or does not fit the others
     */
    static TrainedNetwork read(PredictorParts parts, Head head) {
        Architecture architecture = parts.json(ARCHITECTURE, Architecture.class);
        SequenceEncoder encoder = SequenceEncoder.read(parts, ENCODER, AFFINITIES);
        try {
            architecture.checkLength(encoder.length());
        } catch (IllegalArgumentException e) {
            throw new ForesaleException("the network's architecture does not suit its encoder: " + e.getMessage(), e);
        }
        float[] weights = parts.floats(WEIGHTS, architecture.parameters(encoder.features(), head.outputs()),
                LARGEST_WEIGHT);
        return new TrainedNetwork(architecture, head, encoder, weights,
                parts.json(EPOCHS, Training.EpochLog.class));
    }

    /** Adds architecture, encoder, and weights as little-endian floats in Deeplearning4j's order. */
    PredictorParts addTo(PredictorParts parts) {
        return encoder.addTo(parts.withJson(ARCHITECTURE, architecture), ENCODER, AFFINITIES)
                .withFloats(WEIGHTS, weights).withJson(EPOCHS, log);
    }

    /** What the network says of sequences, sequence by sequence. */
    float[] outputs(Sequences sequences) {
        float[] said = new float[Math.multiplyExact(sequences.size(), head.outputs())];
        if (sequences.size() == 0) {
            return said;
        }
        int size = Math.min(batch(architecture, encoder.length()), sequences.size());
        Embedding embedding = embedding(size);
        for (int from = 0; from < sequences.size(); from += size) {
            int to = Math.min(from + size, sequences.size());
            copy(rest.output(embedding.of(sequences, from, to), false), said, from * head.outputs());
        }
        return said;
    }

    private int embeddingWeights() {
        return architecture.embedding() * (encoder.features() + 1);
    }

    /** The embedding for batches of some size; a network that is not asked takes no memory for it. */
    private Embedding embedding(int size) {
        int width = architecture.embedding();
        // Deeplearning4j keeps a convolution's bias first, then its weights as [tap, channel, filter].
        return new Embedding(embeddingRows(), Arrays.copyOf(weights, width), encoder.length(), size);
    }

    /** The weights of the embedding, one row a channel. */
    float[] embeddingRows() {
        return Arrays.copyOfRange(weights, architecture.embedding(), embeddingWeights());
    }

    /** Samples of a batch whose layers stay within bounds. */
    static int batch(Architecture architecture, int length) {
        return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_ACTIVATIONS / architecture.activations(length)));
    }

    /** Copies outputs of a network, row by row. */
    static void copy(INDArray output, float[] said, int at) {
        float[] values = output.dup('c').data().asFloat();
        System.arraycopy(values, 0, said, at, values.length);
    }

    /** A probability without the last bit of rounding. */
    static float clipped(float probability) {
        return Math.min(1, Math.max(0, probability));
    }

    /** Of one sequence. */
    long multiplications() {
        return architecture.work(encoder.length());
    }

    Architecture architecture() {
        return architecture;
    }

    SequenceEncoder encoder() {
        return encoder;
    }

    Training.EpochLog log() {
        return log;
    }

    long parameters() {
        return weights.length;
    }

    float[] weights() {
        return weights.clone();
    }

    /** The whole network, as it was trained. */
    MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(architecture.configuration(encoder.features(),
                encoder.length(), TrainingPlan.withDefaults(), 0, head));
        network.init(Nd4j.createFromArray(weights).reshape(1, weights.length), true);
        return OneDnn.accelerate(network);
    }

    @Override
    public String toString() {
        List<TrainingListener.Epoch> epochs = log.epochs();
        return architecture.kind().title() + epochs.stream().filter(TrainingListener.Epoch::best)
                .reduce((before, later) -> later).map(best -> String.format(Locale.ROOT,
                        ": best epoch %d of %d, validation loss %.3f", best.number(), epochs.size(),
                        best.validationLoss())).orElse("");
    }
}

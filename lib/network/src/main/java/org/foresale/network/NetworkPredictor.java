package org.foresale.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.cohort.Samples;
import org.foresale.learn.Predictor;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;
import org.foresale.onednn.AccelerationReport;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A trained network with its encoder.
 *
 * <p>The embedding is computed from the sparse events, the rest by Deeplearning4j on oneDNN; no dense tensor of all
 * channels is ever made. A predictor serves one thread at a time.
 */
public final class NetworkPredictor implements Predictor {

    /** What {@link PredictorParts#kind()} says of a network. */
    public static final String KIND = "network";

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
    /** Samples encoded at once. */
    private static final int CHUNK = 4_096;

    private final Architecture architecture;
    private final SequenceEncoder encoder;
    private final float[] weights;
    private final MultiLayerNetwork rest;
    private final List<TrainingListener.Epoch> epochs;
    private final TrainingListener.Ending ending;

    NetworkPredictor(Architecture architecture, SequenceEncoder encoder, MultiLayerNetwork network,
            List<TrainingListener.Epoch> epochs, TrainingListener.Ending ending) {
        this(architecture, encoder, network.params().toFloatVector(), epochs, ending);
    }

    private NetworkPredictor(Architecture architecture, SequenceEncoder encoder, float[] weights,
            List<TrainingListener.Epoch> epochs, TrainingListener.Ending ending) {
        this.architecture = architecture;
        this.encoder = encoder;
        this.weights = weights;
        this.epochs = List.copyOf(epochs);
        this.ending = ending;
        float[] others = Arrays.copyOfRange(weights, embeddingWeights(), weights.length);
        rest = new MultiLayerNetwork(architecture.configurationAfterEmbedding(encoder.length()));
        rest.init(Nd4j.createFromArray(others).reshape(1, others.length), false);
        OneDnn.accelerate(rest);
    }

    /**
     * Puts a network together from its parts.
     *
     * @param parts the parts
     * @return the predictor
     * @throws ForesaleException if they are of another kind, or if a part is missing or does not fit the others
     */
    public static NetworkPredictor read(PredictorParts parts) {
        parts.requireKind(KIND);
        Architecture architecture = parts.json(ARCHITECTURE, Architecture.class);
        SequenceEncoder encoder = SequenceEncoder.read(parts, ENCODER, AFFINITIES);
        try {
            architecture.checkLength(encoder.length());
        } catch (IllegalArgumentException e) {
            throw new ForesaleException("the network's architecture does not suit its encoder: " + e.getMessage(), e);
        }
        float[] weights = floats(parts.bytes(WEIGHTS), architecture.parameters(encoder.features()));
        Training.EpochLog log = parts.json(EPOCHS, Training.EpochLog.class);
        return new NetworkPredictor(architecture, encoder, weights, log.epochs(), log.ending());
    }

    /** Weights of a file; their number is known before any memory is taken. */
    private static float[] floats(byte[] bytes, long expected) {
        if (bytes.length != expected * Float.BYTES) {
            throw new ForesaleException(
                    "the network has " + expected + " weights, but its file \"" + WEIGHTS + "\" holds "
                    + bytes.length + " bytes, not " + expected * Float.BYTES);
        }
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        for (int i = 0; i < floats.length; i++) {
            if (!(Math.abs(floats[i]) <= LARGEST_WEIGHT)) {
                throw new ForesaleException("weight " + i + " of the network is " + floats[i]);
            }
        }
        return floats;
    }

    /** Saves architecture, encoder, and weights as little-endian floats in Deeplearning4j's order. */
    @Override
    public PredictorParts parts() {
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights);
        return encoder.addTo(PredictorParts.of(KIND).withJson(ARCHITECTURE, architecture), ENCODER, AFFINITIES)
                .with(WEIGHTS, bytes.array()).withJson(EPOCHS, new Training.EpochLog(epochs, ending));
    }

    @Override
    public double[] predict(Samples samples) {
        double[] scores = new double[samples.size()];
        for (int from = 0; from < scores.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, scores.length);
            outputs(encoder.encode(samples, from, to), scores, from);
        }
        return scores;
    }

    /**
     * Returns the scores of samples whose events are put in a random order: what the network makes of histories
     * without their order.
     *
     * @param samples the samples
     * @param seed    of the order
     * @return for each sample a number between 0 and 1
     */
    public double[] predictShuffled(Samples samples, long seed) {
        double[] scores = new double[samples.size()];
        outputs(encoder.encode(samples).shuffled(seed), scores, 0);
        return scores;
    }

    private int embeddingWeights() {
        return architecture.embedding() * (encoder.features() + 1);
    }

    /** The embedding for batches of some size; a network that is not asked takes no memory for it. */
    private Embedding embedding(int size) {
        int width = architecture.embedding();
        // Deeplearning4j keeps a convolution's bias first, then its weights as [tap, channel, filter].
        return new Embedding(Arrays.copyOfRange(weights, width, embeddingWeights()), Arrays.copyOf(weights, width),
                encoder.length(), size);
    }

    private void outputs(Sequences sequences, double[] scores, int at) {
        if (sequences.size() == 0) {
            return;
        }
        int size = Math.min(batch(architecture, encoder.length()), sequences.size());
        Embedding embedding = embedding(size);
        for (int from = 0; from < sequences.size(); from += size) {
            int to = Math.min(from + size, sequences.size());
            copy(rest.output(embedding.of(sequences, from, to), false), scores, at + from);
        }
    }

    /** Samples of a batch whose layers stay within bounds. */
    static int batch(Architecture architecture, int length) {
        return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_ACTIVATIONS / architecture.activations(length)));
    }

    /** Copies outputs of a network, clipped to [0, 1] against the last bit of rounding. */
    static void copy(INDArray output, double[] scores, int at) {
        float[] values = output.toFloatVector();
        for (int i = 0; i < values.length; i++) {
            scores[at + i] = Math.min(1, Math.max(0, values[i]));
        }
    }

    /**
     * Returns the shape of the network.
     *
     * @return its architecture
     */
    public Architecture architecture() {
        return architecture;
    }

    /**
     * Tells how the training went.
     *
     * @return its epochs, in order
     */
    public List<TrainingListener.Epoch> epochs() {
        return epochs;
    }

    /**
     * Tells why the training was over.
     *
     * @return its ending
     */
    public TrainingListener.Ending ending() {
        return ending;
    }

    /**
     * Returns the encoder that was fitted to the training samples.
     *
     * @return the encoder
     */
    public SequenceEncoder encoder() {
        return encoder;
    }

    /**
     * Tells how many weights the network has.
     *
     * @return the number of trained parameters
     */
    public long parameters() {
        return weights.length;
    }

    /**
     * Tells what goes on in the network when it reads one history.
     *
     * @param samples the samples
     * @param sample  which of them
     * @return its activations, layer by layer
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public Inspection inspect(Samples samples, int sample) {
        samples.get(sample);
        return Inspection.of(this, samples, sample);
    }

    float[] weights() {
        return weights.clone();
    }

    /** The whole network, as it was trained. */
    MultiLayerNetwork network() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(architecture.configuration(encoder.features(),
                        encoder.length(), TrainingPlan.withDefaults(), 0));
        network.init(Nd4j.createFromArray(weights).reshape(1, weights.length), true);
        return OneDnn.accelerate(network);
    }

    /**
     * Returns the network layer by layer.
     *
     * @return one row a layer, from input to output: its kind, its number of trained parameters, and whether oneDNN or
     *     Deeplearning4j itself computes it in training
     */
    public Table layers() {
        MultiLayerNetwork network = network();
        StringColumn layer = StringColumn.create("layer");
        LongColumn trained = LongColumn.create("parameters");
        StringColumn computedBy = StringColumn.create("computed by");
        List<AccelerationReport.Line> lines = OneDnn.report(network).lines();
        for (int i = 0; i < network.getnLayers(); i++) {
            layer.append(lines.get(i).type());
            trained.append(network.getLayer(i).numParams());
            computedBy.append(lines.get(i).accelerated() ? "oneDNN" : "Deeplearning4j");
        }
        return Table.create("layers", layer, trained, computedBy);
    }

    /**
     * Returns the validation figures by epoch and by time, to be drawn beside those of other networks.
     *
     * @param name tells this training from others
     * @return one row an epoch: epoch, seconds from the start of training, log loss and ROC AUC on validation, network
     *     (the name)
     */
    public Table validationCurve(String name) {
        IntColumn epoch = IntColumn.create("epoch");
        DoubleColumn seconds = DoubleColumn.create("seconds of training");
        DoubleColumn loss = DoubleColumn.create("validation log loss");
        DoubleColumn auc = DoubleColumn.create("validation ROC AUC");
        StringColumn network = StringColumn.create("network");
        for (TrainingListener.Epoch each : epochs) {
            epoch.append(each.number());
            seconds.append(each.seconds());
            loss.append(each.validationLoss());
            auc.append(each.validationRocAuc());
            network.append(name);
        }
        return Table.create("validation by epoch", epoch, seconds, loss, auc, network);
    }

    /**
     * Returns the losses by epoch.
     *
     * @return two rows an epoch: epoch, log loss, and which samples it is of (training or validation)
     */
    public Table learningCurve() {
        IntColumn epoch = IntColumn.create("epoch");
        DoubleColumn loss = DoubleColumn.create("log loss");
        StringColumn samples = StringColumn.create("samples");
        for (TrainingListener.Epoch each : epochs) {
            epoch.append(each.number()).append(each.number());
            loss.append(each.trainLoss()).append(each.validationLoss());
            samples.append("training").append("validation");
        }
        return Table.create("learning curve", epoch, loss, samples);
    }
}

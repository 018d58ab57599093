package org.foresale.network;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.cohort.Samples;
import org.foresale.learn.Predictor;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;
import org.foresale.onednn.AccelerationReport;
import org.foresale.onednn.OneDnn;
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

    /** Samples encoded at once. */
    private static final int CHUNK = 4_096;

    private final TrainedNetwork trained;

    NetworkPredictor(TrainedNetwork trained) {
        this.trained = trained;
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
        return new NetworkPredictor(TrainedNetwork.read(parts, Head.probability()));
    }

    /** Saves architecture, encoder, and weights as little-endian floats in Deeplearning4j's order. */
    @Override
    public PredictorParts parts() {
        return trained.addTo(PredictorParts.of(KIND));
    }

    @Override
    public long multiplications() {
        return trained.multiplications();
    }

    @Override
    public double[] predict(Samples samples) {
        double[] scores = new double[samples.size()];
        for (int from = 0; from < scores.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, scores.length);
            copy(trained.outputs(trained.encoder().encode(samples, from, to)), scores, from);
        }
        return scores;
    }

    private static void copy(float[] outputs, double[] scores, int at) {
        for (int i = 0; i < outputs.length; i++) {
            scores[at + i] = TrainedNetwork.clipped(outputs[i]);
        }
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
        copy(trained.outputs(trained.encoder().encode(samples).shuffled(seed)), scores, 0);
        return scores;
    }

    /**
     * Returns the shape of the network.
     *
     * @return its architecture
     */
    public Architecture architecture() {
        return trained.architecture();
    }

    /**
     * Tells how the training went.
     *
     * @return its epochs, in order
     */
    public List<TrainingListener.Epoch> epochs() {
        return trained.log().epochs();
    }

    /**
     * Tells why the training was over.
     *
     * @return its ending
     */
    public TrainingListener.Ending ending() {
        return trained.log().ending();
    }

    /**
     * Returns the encoder that was fitted to the training samples.
     *
     * @return the encoder
     */
    public SequenceEncoder encoder() {
        return trained.encoder();
    }

    /**
     * Tells how many weights the network has.
     *
     * @return the number of trained parameters
     */
    public long parameters() {
        return trained.parameters();
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
        return trained.weights();
    }

    /** The whole network, as it was trained. */
    MultiLayerNetwork network() {
        return trained.network();
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
     * Returns the losses by epoch.
     *
     * @return two rows an epoch: epoch, log loss, and which samples it is of (training or validation)
     */
    public Table learningCurve() {
        return trained.log().learningCurve();
    }

    @Override
    public String toString() {
        return trained.toString();
    }
}

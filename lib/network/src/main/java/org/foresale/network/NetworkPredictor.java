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
 * Predicts purchases with a trained network and its encoder.
 *
 * <p>The embedding is computed from the sparse events, everything else by Deeplearning4j on oneDNN; a dense tensor of
 * all channels is never built. A predictor serves one thread at a time.
 */
public final class NetworkPredictor implements Predictor {

    /** Marks a network in {@link PredictorParts#kind()}. */
    public static final String KIND = "network";

    /** Samples encoded at once. */
    private static final int CHUNK = 4_096;

    private final TrainedNetwork trained;

    NetworkPredictor(TrainedNetwork trained) {
        this.trained = trained;
    }

    /**
     * Restores a network from its parts.
     *
     * @param parts the parts
     * @return the predictor
     * @throws ForesaleException if the parts are of another kind, or if one is missing or inconsistent with the rest
     */
    public static NetworkPredictor read(PredictorParts parts) {
        parts.requireKind(KIND);
        return new NetworkPredictor(TrainedNetwork.read(parts, Head.probability()));
    }

    /** Returns the architecture, the encoder, and the weights as little-endian floats in Deeplearning4j's order. */
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
     * Returns the scores of samples whose events have been shuffled, to show what the network predicts without their
     * order.
     *
     * @param samples the samples
     * @param seed    seed of the shuffling
     * @return for each sample, a number between 0 and 1
     */
    public double[] predictShuffled(Samples samples, long seed) {
        double[] scores = new double[samples.size()];
        copy(trained.outputs(trained.encoder().encode(samples).shuffled(seed)), scores, 0);
        return scores;
    }

    /**
     * Returns the architecture of the network.
     *
     * @return the architecture
     */
    public Architecture architecture() {
        return trained.architecture();
    }

    /**
     * Returns the epochs of the training.
     *
     * @return the epochs in order
     */
    public List<TrainingListener.Epoch> epochs() {
        return trained.log().epochs();
    }

    /**
     * Returns why the training ended.
     *
     * @return the reason
     */
    public TrainingListener.Ending ending() {
        return trained.log().ending();
    }

    /**
     * Returns the encoder, which was fitted to the training samples.
     *
     * @return the encoder
     */
    public SequenceEncoder encoder() {
        return trained.encoder();
    }

    /**
     * Returns the number of trainable parameters.
     *
     * @return the number of trainable parameters
     */
    public long parameters() {
        return trained.parameters();
    }

    /**
     * Runs the network on one history and returns its internal values.
     *
     * @param samples the samples
     * @param sample  index of the sample
     * @return the activations, layer by layer
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
     * Summarises the network layer by layer.
     *
     * @return one row per layer, from input to output: its kind, its number of trainable parameters, and whether oneDNN
     *     or Deeplearning4j itself computes it in training
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
     * @return two rows per epoch: epoch, log loss, and the samples it is computed on (training or validation)
     */
    public Table learningCurve() {
        return trained.log().learningCurve();
    }

    @Override
    public String toString() {
        return trained.toString();
    }
}

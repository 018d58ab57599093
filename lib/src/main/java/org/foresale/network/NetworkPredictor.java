package org.foresale.network;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.cohort.Samples;
import org.foresale.learn.Predictor;
import org.foresale.onednn.AccelerationReport;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A trained network with its encoder. */
public final class NetworkPredictor implements Predictor {

    private static final int BATCH = 256;

    private final SequenceEncoder encoder;
    private final MultiLayerNetwork network;
    private final List<Epoch> epochs;

    NetworkPredictor(SequenceEncoder encoder, MultiLayerNetwork network, List<Epoch> epochs) {
        this.encoder = encoder;
        this.network = network;
        this.epochs = List.copyOf(epochs);
    }

    @Override
    public double[] predict(Samples samples) {
        return outputs(network, encoder.encode(samples));
    }

    /**
     * How the training went.
     *
     * @return its epochs, in order
     */
    public List<Epoch> epochs() {
        return epochs;
    }

    /**
     * The encoder that was fitted to the training samples.
     *
     * @return the encoder
     */
    public SequenceEncoder encoder() {
        return encoder;
    }

    /**
     * How many weights the network has.
     *
     * @return the number of trained parameters
     */
    public long parameters() {
        return network.numParams();
    }

    /**
     * The network layer by layer.
     *
     * @return one row a layer, from input to output: its kind, its number of trained parameters, and whether oneDNN or
     *     Deeplearning4j itself computes it
     */
    public Table layers() {
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
     * The losses by epoch.
     *
     * @return two rows an epoch: epoch, log loss, and which samples it is of (training or validation)
     */
    public Table learningCurve() {
        IntColumn epoch = IntColumn.create("epoch");
        DoubleColumn loss = DoubleColumn.create("log loss");
        StringColumn samples = StringColumn.create("samples");
        for (Epoch each : epochs) {
            epoch.append(each.number()).append(each.number());
            loss.append(each.trainLoss()).append(each.validationLoss());
            samples.append("training").append("validation");
        }
        return Table.create("learning curve", epoch, loss, samples);
    }

    /** The network's outputs, clipped to [0, 1] against the last bit of rounding. */
    static double[] outputs(MultiLayerNetwork network, Sequences sequences) {
        double[] outputs = new double[sequences.size()];
        for (int from = 0; from < outputs.length; from += BATCH) {
            int to = Math.min(from + BATCH, outputs.length);
            INDArray output = network.output(sequences.batch(IntStream.range(from, to).toArray()), false);
            for (int i = from; i < to; i++) {
                outputs[i] = Math.min(1, Math.max(0, output.getDouble(i - from)));
            }
        }
        return outputs;
    }
}

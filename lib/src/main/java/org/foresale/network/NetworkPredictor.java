package org.foresale.network;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.cohort.Samples;
import org.foresale.learn.Predictor;
import org.nd4j.linalg.api.ndarray.INDArray;

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

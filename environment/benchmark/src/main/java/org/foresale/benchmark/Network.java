package org.foresale.benchmark;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.foresale.network.Architecture;
import org.foresale.network.TrainingPlan;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A network that is measured.
 *
 * @param name      what it is called in the results
 * @param batch     sequences of a batch
 * @param features  channels of an event
 * @param length    events of a sequence
 * @param ones      channels of an event that are not zero; 0 for a full input
 * @param embedding size of a linear layer before the convolution; 0 for none
 * @param cnn       whether a convolution (64 filters of 5) and a max-pooling by 4 come before the LSTM
 */
record Network(String name, int batch, int features, int length, int ones, int embedding, boolean cnn) {

    static final int FILTERS = 64;

    static final int KERNEL = 5;

    static final int POOL = 4;

    static final int UNITS = 64;

    static final double LEARNING_RATE = 1e-3;

    private static final double KEPT = .7;

    /** The two of the published comparison, and the two that this project trains. */
    static final List<Network> ALL = List.of(
            new Network("LSTM", 256, 32, 128, 0, 0, false),
            new Network("CNN+LSTM", 256, 32, 128, 0, 0, true),
            dayEvents(128, 48),
            new Network("line events", 128, 320, 256, 2, 48, true));

    /** The project's network over basket-days of some 320 classes, of which a day buys about ten. */
    static Network dayEvents(int batch, int length) {
        return new Network("day events", batch, 320, length, 10, 48, true);
    }

    static Network named(String name) {
        return ALL.stream().filter(network -> network.name.equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("no network is called " + name));
    }

    /** The same network on batches that are so many times smaller. */
    Network withBatchesSmaller(int times) {
        return new Network(name, batch / times, features, length, ones, embedding, cnn);
    }

    /** The network as a line for another process, fields apart by tabs. */
    String told() {
        return String.join("\t", name, String.valueOf(batch), String.valueOf(features), String.valueOf(length),
                String.valueOf(ones), String.valueOf(embedding), String.valueOf(cnn));
    }

    /** The network of the fields of such a line. */
    static Network heard(String[] fields) {
        return new Network(fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]), Integer.parseInt(fields[4]), Integer.parseInt(fields[5]),
                Boolean.parseBoolean(fields[6]));
    }

    /** Share of the last layer's inputs that training keeps. */
    double kept() {
        return embedding > 0 ? KEPT : 1;
    }

    /** The project's own network, of those with an embedding. */
    Architecture architecture() {
        return new Architecture(Architecture.Kind.CNN_LSTM, embedding, FILTERS, KERNEL, POOL, UNITS, 1 - KEPT);
    }

    /** The network for Deeplearning4j. */
    MultiLayerConfiguration configuration() {
        if (embedding > 0) {
            // Without decay: the peer has none.
            TrainingPlan plan = TrainingPlan.withDefaults().withSteps(batch, LEARNING_RATE).withRegularisation(0, 0);
            return architecture().configuration(features, length, plan, 1);
        }
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(1)
                .updater(new Adam(LEARNING_RATE)).weightInit(WeightInit.XAVIER).list();
        if (cnn) {
            list.layer(new Convolution1D.Builder().kernelSize(KERNEL).nOut(FILTERS)
                    .convolutionMode(ConvolutionMode.Same).activation(Activation.RELU).build());
            list.layer(new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(POOL).stride(POOL)
                    .build());
        }
        list.layer(new LastTimeStep(new LSTM.Builder().nOut(UNITS).activation(Activation.TANH).build()));
        list.layer(new OutputLayer.Builder(LossFunction.XENT).nOut(1).activation(Activation.SIGMOID).build());
        return list.setInputType(InputType.recurrent(features, length)).build();
    }
}

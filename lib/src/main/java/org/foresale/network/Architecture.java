package org.foresale.network;

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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The shape of the article's network: a CNN finds features in short stretches of events, an LSTM reads them.
 *
 * <p>In order: each event is embedded by one linear layer shared by all time steps; a one-dimensional convolution with
 * ReLU keeps the length; maximum pooling shortens it; an LSTM reads the rest and its last step is kept; dropout; one
 * logistic output.
 *
 * @param embedding size of an embedded event
 * @param filters   number of convolution filters
 * @param kernel    width of a filter in events
 * @param pool      how many steps are pooled to one
 * @param units     size of the LSTM
 * @param dropout   share of the LSTM's outputs dropped in training, 0 to below 1
 */
public record Architecture(int embedding, int filters, int kernel, int pool, int units, double dropout) {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if a size is below 1, or if the dropout is not in [0, 1)
     */
    public Architecture {
        for (int size : new int[] {embedding, filters, kernel, pool, units}) {
            if (size < 1) {
                throw new IllegalArgumentException("sizes of an architecture are at least 1, but one is " + size);
            }
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("the dropout is " + dropout + ", not in [0, 1)");
        }
    }

    /**
     * CNN + LSTM with embedding 48, 64 filters of 5 events, pooling by 4, LSTM 64, dropout 0.3.
     *
     * @return the architecture
     */
    public static Architecture cnnLstm() {
        return new Architecture(48, 64, 5, 4, 64, 0.3);
    }

    /**
     * The architecture as a Deeplearning4j configuration, trained by Adam on the log loss.
     *
     * @param features     channels of an event
     * @param length       events of a sequence
     * @param learningRate Adam's learning rate
     * @param seed         of the initial weights and of the dropout
     * @return the configuration; its network takes [batch, features, time] and gives [batch, 1]
     * @throws IllegalArgumentException if the sequence is shorter than the pooling
     */
    public MultiLayerConfiguration configuration(int features, int length, double learningRate, long seed) {
        if (length < pool) {
            throw new IllegalArgumentException(
                    "a sequence of " + length + " events is too short for pooling by " + pool);
        }
        OutputLayer.Builder output = new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1).activation(Activation.SIGMOID);
        if (dropout > 0) {
            output.dropOut(1 - dropout);
        }
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(learningRate))
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(new Convolution1D.Builder().kernelSize(1).nOut(embedding)
                        .activation(Activation.IDENTITY).build())
                .layer(new Convolution1D.Builder().kernelSize(kernel).nOut(filters)
                        .convolutionMode(ConvolutionMode.Same).activation(Activation.RELU).build())
                .layer(new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(pool).stride(pool).build())
                .layer(new LastTimeStep(new LSTM.Builder().nOut(units).activation(Activation.TANH).build()))
                .layer(output.build())
                .setInputType(InputType.recurrent(features, length))
                .build();
    }
}

package org.foresale.onednn;

import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks and random batches for the tests. */
final class Networks {

    private Networks() {
    }

    static Layer lstm(int units) {
        return new LSTM.Builder().nOut(units).activation(Activation.TANH).build();
    }

    /** One output for a whole sequence, below it the layers. */
    static MultiLayerNetwork ofSequence(int features, int length, Layer... layers) {
        return build(features, length, new OutputLayer.Builder(LossFunction.XENT).nOut(1)
                .activation(Activation.SIGMOID).build(), layers);
    }

    /** One output for a whole sequence, by the mean over what the layers leave of time. */
    static MultiLayerNetwork pooled(int features, int length, Layer... layers) {
        Layer[] more = java.util.Arrays.copyOf(layers, layers.length + 1);
        more[layers.length] = new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
        return ofSequence(features, length, more);
    }

    /** One output for each step, below it the layers. */
    static MultiLayerNetwork ofSteps(int features, int length, Layer... layers) {
        return build(features, length, new RnnOutputLayer.Builder(LossFunction.MSE).nOut(2)
                .activation(Activation.IDENTITY).build(), layers);
    }

    private static MultiLayerNetwork build(int features, int length, Layer output, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(7)
                .dataType(DataType.FLOAT).updater(new Adam(1e-2)).weightInit(WeightInit.XAVIER).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerConfiguration configuration = list.layer(output)
                .setInputType(InputType.recurrent(features, length)).build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    /** [batch, features, time] with one or two numbers a step, the features of a step together in memory. */
    static INDArray mostlyZero(Random random, int batch, int features, int length) {
        INDArray array = Nd4j.zeros(DataType.FLOAT, batch, length, features);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < length; t++) {
                array.putScalar(new int[] {b, t, random.nextInt(features)}, 1);
                array.putScalar(new int[] {b, t, random.nextInt(features)}, random.nextGaussian());
            }
        }
        return array.permute(0, 2, 1);
    }

    /** Numbers from a normal distribution. */
    static INDArray normal(Random random, int... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, java.util.Arrays.stream(shape).asLongStream().toArray());
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, (float) random.nextGaussian());
        }
        return array;
    }

    /** A batch with labels 0 and 1, [batch, 1]. */
    static DataSet labelled(Random random, int batch, int features, int length) {
        INDArray labels = Nd4j.create(DataType.FLOAT, batch, 1);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, 0, random.nextInt(2));
        }
        return new DataSet(normal(random, batch, features, length), labels);
    }
}

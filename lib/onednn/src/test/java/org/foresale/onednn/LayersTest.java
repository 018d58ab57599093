package org.foresale.onednn;

import static org.foresale.onednn.Networks.lstm;
import static org.foresale.onednn.Networks.normal;

import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** Each supported layer and mode against stock Deeplearning4j, on random shapes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayersTest {

    private final Random random = new Random(1);

    private void check(MultiLayerNetwork stock, int accelerated, int batch, int features, int length) {
        boolean steps = stock.getOutputLayer() instanceof org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer;
        long[] out = stock.output(normal(random, batch, features, length)).shape();
        Agreement.check(stock, accelerated, normal(random, batch, features, length),
                steps ? normal(random, batch, 2, (int) out[2])
                        : Networks.labelled(random, batch, features, length).getLabels());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 3, 7, 5", "2, 1, 4, 8", "5, 7, 1, 3", "3, 2, 13, 17", "33, 12, 9, 64",
        "7, 31, 40, 1"})
    void anLstm(int batch, int features, int length, int units) {
        check(Networks.ofSteps(features, length, Networks.lstm(units)), 1, batch, features, length);
        check(Networks.ofSequence(features, length, new LastTimeStep(Networks.lstm(units))), 1, batch, features,
                length);
    }

    @Test
    void lstmsOfRandomShapes() {
        for (int i = 0; i < 20; i++) {
            anLstm(1 + random.nextInt(20), 1 + random.nextInt(20), 1 + random.nextInt(20), 1 + random.nextInt(40));
        }
    }

    @Test
    void lstmsOnTopOfEachOther() {
        check(Networks.ofSteps(5, 11, Networks.lstm(6), Networks.lstm(9)), 2, 4, 5, 11);
        check(Networks.ofSequence(5, 11, Networks.lstm(6), new LastTimeStep(Networks.lstm(9))), 2, 4, 5, 11);
    }

    @ParameterizedTest
    @EnumSource(Bidirectional.Mode.class)
    void bidirectional(Bidirectional.Mode mode) {
        for (int length : new int[] {1, 2, 9}) {
            check(Networks.ofSteps(5, length, new Bidirectional(mode, Networks.lstm(6))), 2, 3, 5, length);
            check(Networks.ofSequence(5, length, new LastTimeStep(new Bidirectional(mode, Networks.lstm(6)))), 2, 3, 5,
                    length);
        }
    }

    @Test
    void lstmWithDropout() {
        Layer layer = new LSTM.Builder().nOut(6).activation(Activation.TANH).dropOut(.7).build();
        MultiLayerNetwork stock = Networks.ofSteps(5, 8, layer);
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        org.nd4j.linalg.dataset.DataSet batch = new org.nd4j.linalg.dataset.DataSet(normal(random, 3, 5, 8),
                normal(random, 3, 2, 8));
        for (MultiLayerNetwork network : new MultiLayerNetwork[] {stock, fast}) {
            org.nd4j.linalg.factory.Nd4j.getRandom().setSeed(3);
            for (int i = 0; i < 5; i++) {
                network.fit(batch);
            }
        }
        Agreement.close("five steps with dropout", fast.params(), stock.params(), 1e-4);
    }

    @ParameterizedTest
    @CsvSource({"Same, 0", "Truncate, 0", "Truncate, 1", "Causal, 0"})
    void convolution(ConvolutionMode mode, int padding) {
        for (int kernel : new int[] {1, 2, 3, 5}) {
            for (int stride : new int[] {1, 2, 3}) {
                for (int dilation : new int[] {1, 2}) {
                    Activation activation = new Activation[] {Activation.RELU, Activation.IDENTITY, Activation.TANH}[
                            random.nextInt(3)];
                    int batch = 1 + random.nextInt(6);
                    int features = 1 + random.nextInt(12);
                    int length = (kernel - 1) * dilation + 1 + random.nextInt(12);
                    Layer layer = new Convolution1D.Builder().kernelSize(kernel).stride(stride).dilation(dilation)
                            .padding(padding).convolutionMode(mode).nOut(1 + random.nextInt(20))
                            .hasBias(random.nextInt(3) > 0).activation(activation).build();
                    check(Networks.pooled(features, length, layer), 1, batch, features, length);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 1, 3", "3, 40, 7, 5", "4, 200, 9, 1", "33, 90, 12, 16"})
    void linearStepsOfMostlyZeros(int batch, int features, int length, int filters) {
        for (boolean bias : new boolean[] {true, false}) {
            Layer linear = new Convolution1D.Builder().kernelSize(1).nOut(filters).hasBias(bias)
                    .activation(Activation.IDENTITY).build();
            Agreement.check(Networks.ofSequence(features, length, linear, new LastTimeStep(lstm(4))), 2,
                    Networks.mostlyZero(random, batch, features, length),
                    Networks.labelled(random, batch, features, length).getLabels());
            Agreement.check(Networks.pooled(features, length, linear), 1,
                    Networks.mostlyZero(random, batch, features, length),
                    Networks.labelled(random, batch, features, length).getLabels());
        }
    }

    @Test
    void convolutionOfOneStep() {
        Layer layer = new Convolution1D.Builder().kernelSize(3).convolutionMode(ConvolutionMode.Same).nOut(4)
                .activation(Activation.TANH).build();
        check(Networks.pooled(1, 1, layer), 1, 1, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"MAX, Same", "MAX, Truncate", "AVG, Same", "AVG, Truncate"})
    void pooling(PoolingType type, ConvolutionMode mode) {
        for (int kernel : new int[] {2, 3, 4}) {
            for (int stride : new int[] {1, 2, 4}) {
                int batch = 1 + random.nextInt(6);
                int features = 1 + random.nextInt(20);
                int length = kernel + random.nextInt(12);
                Layer layer = new Subsampling1DLayer.Builder(type).kernelSize(kernel).stride(stride)
                        .convolutionMode(mode).build();
                check(Networks.pooled(features, length, layer), 1, batch, features, length);
            }
        }
    }

    @Test
    void strictIsTruncateWhereItFits() {
        check(Networks.pooled(3, 11, new Convolution1D.Builder().kernelSize(3).padding(1).nOut(4)
                .convolutionMode(ConvolutionMode.Strict).activation(Activation.RELU).build()), 1, 2, 3, 11);
        check(Networks.pooled(3, 12, new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(3).stride(3)
                .convolutionMode(ConvolutionMode.Strict).build()), 1, 2, 3, 12);
    }

    @Test
    void theWholeStack() {
        for (int batch : new int[] {1, 7, 32}) {
            check(Networks.ofSequence(9, 23,
                    new Convolution1D.Builder().kernelSize(1).nOut(11).activation(Activation.IDENTITY).build(),
                    new Convolution1D.Builder().kernelSize(5).nOut(16).convolutionMode(ConvolutionMode.Same)
                            .activation(Activation.RELU).build(),
                    new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(4).stride(4).build(),
                    lstm(10), new LastTimeStep(lstm(8))), 5, batch, 9, 23);
        }
    }
}

package org.foresale.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** That a network reads marks as stock Deeplearning4j reads the dense array of them. */
final class SparseInputTest {

    private static final double CLOSE = 1e-5;

    private final Random random = new Random(3);

    /** Steps of some sequences, as they go into an input, and as the dense array of them. */
    private record Steps(int batch, int time, int channels, List<int[]> marks, List<float[]> numbers) {

        static Steps random(Random random, int batch, int time, int channels, int numbers) {
            List<int[]> marks = new ArrayList<>();
            List<float[]> values = new ArrayList<>();
            for (int step = 0; step < batch * time; step++) {
                TreeSet<Integer> marked = new TreeSet<>();
                for (int k = random.nextInt(5); k > 0 && channels > numbers; k--) {
                    marked.add(random.nextInt(channels - numbers));
                }
                marks.add(marked.stream().mapToInt(Integer::intValue).toArray());
                float[] some = new float[numbers];
                for (int k = 0; k < numbers; k++) {
                    some[k] = (float) random.nextGaussian();
                }
                values.add(some);
            }
            return new Steps(batch, time, channels, marks, values);
        }

        INDArray into(SparseInput input) {
            input.clear();
            for (int step = 0; step < marks.size(); step++) {
                for (int mark : marks.get(step)) {
                    input.mark(mark);
                }
                input.endStep(numbers.get(step), 0);
            }
            return input.array(time);
        }

        INDArray dense() {
            INDArray array = Nd4j.zeros(DataType.FLOAT, batch, channels, time);
            for (int step = 0; step < marks.size(); step++) {
                float[] last = numbers.get(step);
                for (int mark : marks.get(step)) {
                    array.putScalar(new int[] {step / time, mark, step % time}, 1);
                }
                for (int k = 0; k < last.length; k++) {
                    array.putScalar(new int[] {step / time, channels - last.length + k, step % time}, last[k]);
                }
            }
            return array;
        }

        INDArray labels(Random random) {
            INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 1);
            for (int i = 0; i < batch; i++) {
                labels.putScalar(i, 0, random.nextInt(2));
            }
            return labels;
        }
    }

    private static Layer embedding(int width, boolean bias) {
        return new Convolution1D.Builder().kernelSize(1).nOut(width).hasBias(bias).activation(Activation.IDENTITY)
                .build();
    }

    private static Layer[] layers(Layer first) {
        return new Layer[] {first, new LastTimeStep(Networks.lstm(3))};
    }

    @ParameterizedTest
    @CsvSource({"3, 7, 40, 0, 8, true", "5, 4, 90, 6, 13, true",
        "4, 9, 12, 12, 5, true", "2, 600, 300, 13, 32, true", "5, 4, 90, 6, 16, false"})
    void outputsAndGradientsAreThoseOfTheDenseArray(int batch, int time, int channels, int numbers, int width,
            boolean bias) {
        MultiLayerNetwork stock = Networks.ofSequence(channels, time, layers(embedding(width, bias)));
        stock.setParams(stock.params().add(Networks.normal(random, 1, (int) stock.numParams()).mul(.1)));
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        SparseInput input = SparseInput.of(fast, channels, numbers);
        for (int round = 0; round < 3; round++) {
            // Another number of sequences needs another plan, and leaves nothing of the one before.
            Steps steps = Steps.random(random, batch + round % 2, time, channels, numbers);
            INDArray labels = steps.labels(random);
            INDArray sparse = steps.into(input);
            assertThat(sparse.shape()).containsExactly(batch + round % 2, channels, time);
            // Where most channels are numbers, the dense array is the better one.
            assertThat(Double.isNaN(sparse.getDouble(0))).as("no dense array is made")
                    .isEqualTo(numbers * 8 < channels);
            Agreement.close("output", fast.output(sparse), stock.output(steps.dense()), CLOSE);
            set(stock, steps.dense(), labels);
            set(fast, sparse, labels);
            INDArray wanted = stock.getFlattenedGradients();
            assertThat(fast.score()).isCloseTo(stock.score(), within(CLOSE));
            assertThat(fast.getFlattenedGradients().distance2(wanted))
                    .isLessThanOrEqualTo(Math.max(1e-4 * wanted.norm2Number().doubleValue(), 1e-6));
        }
    }

    private static void set(MultiLayerNetwork network, INDArray input, INDArray labels) {
        network.setInput(input);
        network.setLabels(labels);
        network.computeGradientAndScore();
    }

    @Test
    void trainingEndsWhereStockTrainingEnds() {
        MultiLayerNetwork stock = Networks.ofSequence(90, 6, layers(embedding(16, true)));
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        SparseInput input = SparseInput.of(fast, 90, 4);
        INDArray begin = stock.params().dup();
        for (int step = 0; step < 20; step++) {
            Steps steps = Steps.random(random, 8, 6, 90, 4);
            INDArray labels = steps.labels(random);
            stock.fit(new DataSet(steps.dense(), labels));
            fast.fit(new DataSet(steps.into(input), labels));
            // Asking in between, as validation does, leaves training as it is.
            fast.output(Steps.random(random, 2, 6, 90, 4).into(input));
        }
        assertThat(stock.params().distance2(begin)).isGreaterThan(.1);
        assertThat(fast.params().distance2(stock.params())).isLessThan(1e-3);
    }

    @Test
    void aNetworkThatCannotReadMarksGetsTheDenseArray() {
        Layer wide = new Convolution1D.Builder().kernelSize(3).nOut(4).convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY).build();
        Layer bent = new Convolution1D.Builder().kernelSize(1).nOut(4).activation(Activation.RELU).build();
        Steps steps = Steps.random(random, 3, 5, 60, 2);
        for (Layer[] layers : List.of(layers(wide), layers(bent), new Layer[] {new LastTimeStep(Networks.lstm(3))})) {
            MultiLayerNetwork network = OneDnn.accelerate(Networks.ofSequence(60, 5, layers));
            assertThat(steps.into(SparseInput.of(network, 60, 2))).isEqualTo(steps.dense());
        }
        MultiLayerNetwork network = OneDnn.accelerate(Networks.ofSequence(60, 5, layers(embedding(4, true))));
        SparseInput input = SparseInput.of(network, 60, 2);
        assertThat(steps.into(input).getDouble(0)).isNaN();
        OneDnn.restore(network);
        assertThat(steps.into(input)).isEqualTo(steps.dense());
    }

    @Test
    void paddingIsStepsOfZeros() {
        MultiLayerNetwork stock = Networks.ofSequence(6, 3, layers(embedding(4, true)));
        SparseInput input = SparseInput.of(stock, 6, 2);
        input.pad(2);
        input.mark(1);
        input.mark(3);
        input.endStep(new float[] {9, 5, -7}, 1);
        INDArray expected = Nd4j.zeros(DataType.FLOAT, 1, 6, 3);
        expected.putScalar(new int[] {0, 1, 2}, 1).putScalar(new int[] {0, 3, 2}, 1)
                .putScalar(new int[] {0, 4, 2}, 5).putScalar(new int[] {0, 5, 2}, -7);
        assertThat(input.array(3)).isEqualTo(expected);
        assertThat(input).hasToString("3 steps of 6 channels, 2 of which are marked");
    }

    @Test
    void whatIsNoLongerGoodIsNotReadInSilence() {
        MultiLayerNetwork network = OneDnn.accelerate(Networks.ofSequence(60, 5, layers(embedding(4, true))));
        SparseInput input = SparseInput.of(network, 60, 2);
        INDArray old = Steps.random(random, 3, 5, 60, 2).into(input);
        assertThat(network.output(old).getDouble(0)).isBetween(0.0, 1.0);
        Steps.random(random, 3, 5, 60, 2).into(input);
        assertThat(network.output(old).getDouble(0)).isNaN();
        INDArray other = Steps.random(random, 3, 5, 60, 2).into(SparseInput.of(network, 60, 2));
        assertThat(network.output(other).getDouble(0)).isBetween(0.0, 1.0);
    }

    @Test
    void aPieceOfItIsNotReadInSilence() {
        MultiLayerNetwork network = OneDnn.accelerate(Networks.ofSequence(60, 5, layers(embedding(4, true))));
        Steps steps = Steps.random(random, 8, 5, 60, 2);
        INDArray sparse = steps.into(SparseInput.of(network, 60, 2));
        INDArray flat = sparse.reshape(8 * 60 * 5);
        for (INDArray piece : List.of(sparse, flat, sparse.reshape(8, 300), sparse.permute(0, 2, 1), sparse.slice(3),
                sparse.dup())) {
            for (long i = 0; i < piece.length(); i++) {
                assertThat(piece.getDouble(i)).isNaN();
            }
        }
        INDArray some = new DataSet(sparse, steps.labels(random)).get(3).getFeatures();
        assertThat(network.output(some).getDouble(0)).isNaN();
    }

    @Test
    void aNetworkThatCutsSequencesUpGetsTheDenseArray() {
        MultiLayerNetwork network = OneDnn.accelerate(Networks.ofSequence(60, 6, layers(embedding(4, true))));
        Steps steps = Steps.random(random, 3, 6, 60, 2);
        SparseInput input = SparseInput.of(network, 60, 2);
        assertThat(steps.into(input).getDouble(0)).isNaN();
        network.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
        assertThat(steps.into(input)).isEqualTo(steps.dense());
    }

    @Test
    void theGradientOfTheInputIsNotToBeHad() {
        MultiLayerNetwork network = OneDnn.accelerate(Networks.ofSequence(60, 5, layers(embedding(4, true))));
        Steps steps = Steps.random(random, 3, 5, 60, 2);
        INDArray sparse = steps.into(SparseInput.of(network, 60, 2));
        assertThatThrownBy(() -> network.calculateGradients(sparse, steps.labels(random), null, null))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("dense array");
    }

    @Test
    void whatIsNoStepIsRefused() {
        MultiLayerNetwork network = Networks.ofSequence(60, 5, layers(embedding(4, true)));
        assertThatThrownBy(() -> SparseInput.of(network, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SparseInput.of(network, 20, 21)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("21");
        SparseInput input = SparseInput.of(network, 60, 2);
        assertThatThrownBy(() -> input.mark(58)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("58");
        assertThatThrownBy(() -> input.mark(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> input.array(5)).isInstanceOf(IllegalArgumentException.class);
        input.pad(4);
        assertThatThrownBy(() -> input.array(5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 steps");
        assertThatThrownBy(() -> input.endStep(new float[1], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}

package org.foresale.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.foresale.onednn.Networks.lstm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Whole trainings with oneDNN behind the layers. */
class TrainingTest {

    static MultiLayerNetwork network(int features, int length) {
        return Networks.ofSequence(features, length,
                new Convolution1D.Builder().kernelSize(3).nOut(16).convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.RELU).build(),
                new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(2).stride(2).build(),
                new LastTimeStep(lstm(12)));
    }

    /** Batches of one size and a smaller last one. */
    private static List<DataSet> batches(long seed) {
        Random random = new Random(seed);
        List<DataSet> batches = new ArrayList<>();
        for (int size : new int[] {32, 32, 32, 9}) {
            batches.add(Networks.labelled(random, size, 6, 14));
        }
        return batches;
    }

    private static List<Double> curve(MultiLayerNetwork network, List<DataSet> batches, int steps) {
        List<Double> scores = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            network.fit(batches.get(step % batches.size()));
            scores.add(network.score());
        }
        return scores;
    }

    @Test
    void fiftyStepsGiveTheCurveOfStock() {
        List<Double> stock = curve(network(6, 14), batches(1), 50);
        List<Double> fast = curve(OneDnn.accelerate(network(6, 14)), batches(1), 50);
        for (int step = 0; step < 50; step++) {
            assertThat(fast.get(step)).as("step %d", step).isCloseTo(stock.get(step), within(1e-4));
        }
        assertThat(stock.get(49)).as("it learns").isLessThan(stock.get(1) - .05);
    }

    /** Along its own gradient the loss has to rise by the gradient's length, for each layer's parameters alone. */
    @Test
    void theGradientIsWhatTheLossDoes() {
        MultiLayerNetwork network = OneDnn.accelerate(network(6, 14));
        DataSet batch = Networks.labelled(new Random(5), 16, 6, 14);
        INDArray start = network.params().dup();
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        // The score is the mean over the batch, the gradient its sum over the batch.
        INDArray gradient = network.getFlattenedGradients().reshape(start.shape()).div(16);
        long first = 0;
        for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
            if (parameter.getKey().startsWith("3_")) {
                // The output layer is stock, and the last.
                break;
            }
            INDArray direction = start.like();
            INDArrayIndex its = NDArrayIndex.interval(first, first + parameter.getValue().length());
            direction.get(NDArrayIndex.all(), its).assign(gradient.get(NDArrayIndex.all(), its));
            first += parameter.getValue().length();
            double length = direction.norm2Number().doubleValue();
            direction.divi(length);
            double step = 1e-2;
            double slope = (loss(network, start.add(direction.mul(step)), batch)
                    - loss(network, start.sub(direction.mul(step)), batch)) / (2 * step);
            assertThat(length).as(parameter.getKey()).isGreaterThan(1e-3);
            assertThat(slope).as(parameter.getKey()).isCloseTo(length, within(1e-4 + .01 * length));
        }
    }

    private static double loss(MultiLayerNetwork network, INDArray parameters, DataSet batch) {
        network.setParams(parameters);
        return network.score(batch);
    }

    @Tag("slow")
    @Test
    void severalNetworksOnSeveralThreadsAreAsAlone() throws Exception {
        List<Double> alone = new ArrayList<>();
        for (long seed = 1; seed <= 4; seed++) {
            alone.addAll(curve(OneDnn.accelerate(network(6, 14)), batches(seed), 100));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<Double>>> runs = new ArrayList<>();
            for (long seed = 1; seed <= 4; seed++) {
                List<DataSet> batches = batches(seed);
                runs.add(() -> curve(OneDnn.accelerate(network(6, 14)), batches, 100));
            }
            List<Double> together = new ArrayList<>();
            for (Future<List<Double>> run : threads.invokeAll(runs)) {
                together.addAll(run.get());
            }
            assertThat(together).isEqualTo(alone);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aNetworkTrainedOnOneThreadAnswersAndLearnsOnAnother() throws Exception {
        List<DataSet> batches = batches(3);
        MultiLayerNetwork alone = OneDnn.accelerate(network(6, 14));
        List<Double> wanted = curve(alone, batches, 12);
        INDArray answer = alone.output(batches.get(0).getFeatures());
        MultiLayerNetwork moving = OneDnn.accelerate(network(6, 14));
        List<Double> found = new ArrayList<>(curve(moving, batches, 4));
        for (int i = 0; i < 2; i++) {
            Thread other = new Thread(() -> found.addAll(curve(moving, batches, 4)));
            other.start();
            other.join();
        }
        assertThat(found).isEqualTo(wanted);
        assertThat(moving.output(batches.get(0).getFeatures())).isEqualTo(answer);
    }
}

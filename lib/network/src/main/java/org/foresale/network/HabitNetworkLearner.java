package org.foresale.network;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.foresale.cohort.CategorySamples;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPairs;
import org.foresale.learn.CategoryPredictor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Trains one small dense network for all categories on drawn pairs of a sample and a category: what a habit means is
 * much the same in all of them, and a few hundred buyers of one do not tell it.
 *
 * @param seed      of the draw, the initial weights and the dropout
 * @param maxEpochs most epochs
 * @param shared    whether a network that was trained for the same samples is used again
 */
record HabitNetworkLearner(long seed, int maxEpochs, boolean shared) implements CategoryLearner {

    private static final int UNITS = 32;
    private static final int NEXT_UNITS = 16;
    private static final double DROPOUT = .1;
    private static final int MAX_PAIRS = 200_000;
    private static final int MAX_VALIDATION_PAIRS = 100_000;
    private static final int BATCH = 1024;
    private static final double LEARNING_RATE = 3e-3;
    /** Far beyond where training ends by itself. */
    static final int EPOCHS = 30;
    private static final int PATIENCE = 3;

    /**
     * A trained network, and what it says of the samples that it learnt from.
     *
     * @param network  the network
     * @param training the scores of the training samples, by features that are cross-fitted
     */
    record Fit(HabitNetwork network, double[][] training) {
    }

    @Override
    public String name() {
        return "network of habits";
    }

    @Override
    public boolean usesNetwork() {
        return true;
    }

    @Override
    public HabitNetworkLearner withSeed(long other) {
        return new HabitNetworkLearner(other, maxEpochs, shared);
    }

    /** Layers of 32 and 16 units with ReLU and a logistic output; dropout is of the inputs of both layers. */
    static MultiLayerConfiguration configuration(long seed) {
        return new NeuralNetConfiguration.Builder().seed(seed).updater(new Adam(LEARNING_RATE))
                .weightInit(WeightInit.RELU).list()
                .layer(dense(HabitScale.columns(), UNITS))
                .layer(dense(UNITS, NEXT_UNITS))
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.XENT).nIn(NEXT_UNITS).nOut(1)
                        .weightInit(WeightInit.XAVIER).activation(Activation.SIGMOID).build())
                .build();
    }

    private static DenseLayer dense(int in, int out) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.RELU).dropOut(1 - DROPOUT).build();
    }

    static long parameters() {
        return (HabitScale.columns() + 1L) * UNITS + (UNITS + 1L) * NEXT_UNITS + NEXT_UNITS + 1;
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        return fitted(train, validation).network();
    }

    Fit fitted(CategorySamples train, CategorySamples validation) {
        return shared ? SharedHabits.of(this, train, validation) : train(train, validation);
    }

    /**
     * Trains until the log loss of validation pairs no longer falls.
     *
     * @throws CancellationException if the thread is interrupted
     */
    Fit train(CategorySamples train, CategorySamples validation) {
        stopIfInterrupted(0);
        train.requireBothLabels("training").requireValidation(validation);
        CategoryPairs pairs = CategoryPairs.fit(train);
        CategoryPairs crossFitted = pairs.crossFitted(train);
        Random random = new Random(seed);
        CategoryPairs.Drawn some = crossFitted.draw(train, MAX_PAIRS, random);
        CategoryPairs.Drawn others = pairs.draw(validation, MAX_VALIDATION_PAIRS, random);
        HabitScale scale = HabitScale.fit(some.rows());
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(seed));
        network.init();
        learn(network, scaled(scale, some.rows()), some.labels(), scaled(scale, others.rows()), others.labels(),
                random);
        HabitNetwork trained = new HabitNetwork(pairs, scale, network.params().toFloatVector());
        return new Fit(trained, trained.predict(train, crossFitted));
    }

    private static float[] scaled(HabitScale scale, float[] rows) {
        float[] scaled = rows.clone();
        for (int row = 0; row < rows.length; row += HabitScale.columns()) {
            scale.even(scaled, row);
            scale.scale(scaled, row);
        }
        return scaled;
    }

    private void learn(MultiLayerNetwork network, float[] rows, boolean[] labels, float[] validation,
            boolean[] validationLabels, Random random) {
        INDArray best = network.params().dup();
        double lowest = Double.POSITIVE_INFINITY;
        int[] order = IntStream.range(0, labels.length).toArray();
        int waiting = 0;
        for (int epoch = 0; epoch < maxEpochs && waiting < PATIENCE; epoch++) {
            IntArrays.shuffle(order, random);
            for (int from = 0; from < order.length; from += BATCH) {
                stopIfInterrupted(epoch);
                int[] batch = Arrays.copyOfRange(order, from, Math.min(from + BATCH, order.length));
                network.fit(matrix(rows, batch), labels(labels, batch));
            }
            double loss = logLoss(network, validation, validationLabels);
            waiting = loss < lowest ? 0 : waiting + 1;
            if (waiting == 0) {
                lowest = loss;
                best.assign(network.params());
            }
        }
        if (lowest == Double.POSITIVE_INFINITY) {
            throw new IllegalStateException("the log loss of the network of habits is no number after any epoch: look"
                    + " for numbers in the log that are far too large");
        }
        network.setParams(best);
    }

    private void stopIfInterrupted(int epoch) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("training of the network of habits was interrupted in epoch "
                    + (epoch + 1) + " of at most " + maxEpochs);
        }
    }

    private static INDArray matrix(float[] rows, int[] some) {
        int columns = HabitScale.columns();
        float[] values = new float[some.length * columns];
        for (int i = 0; i < some.length; i++) {
            System.arraycopy(rows, some[i] * columns, values, i * columns, columns);
        }
        return Nd4j.create(values, new long[] {some.length, columns}, 'c');
    }

    private static INDArray labels(boolean[] labels, int[] some) {
        float[] values = new float[some.length];
        for (int i = 0; i < some.length; i++) {
            values[i] = labels[some[i]] ? 1 : 0;
        }
        return Nd4j.create(values, new long[] {some.length, 1}, 'c');
    }

    private static double logLoss(MultiLayerNetwork network, float[] rows, boolean[] labels) {
        double loss = 0;
        for (int from = 0; from < labels.length; from += BATCH) {
            int[] some = IntStream.range(from, Math.min(from + BATCH, labels.length)).toArray();
            loss += network.score(new DataSet(matrix(rows, some), labels(labels, some)))
                    * some.length;
        }
        return loss / labels.length;
    }
}

package org.foresale.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.cohort.Samples;
import org.foresale.learn.Learner;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a sequence network and stops when the validation loss no longer falls; the weights of the best epoch are kept.
 *
 * <p>The same seed and samples give the same network, with one thread a training run; several runs may go side by side
 * on threads of their own. An interrupt of the thread ends the training within a batch.
 *
 * @param architecture shape of the network
 * @param length       events of a sequence
 * @param epochs       most passes over the training samples
 * @param patience     epochs without a lower validation loss before training stops
 * @param batch        samples of a batch
 * @param learningRate Adam's learning rate
 * @param seed         of the weights, of the dropout and of the order of the samples
 * @param listener     is told how the training goes on
 */
public record NetworkLearner(Architecture architecture, int length, int epochs, int patience, int batch,
        double learningRate, long seed, TrainingListener listener) implements Learner {

    private static final double LEAST = 1e-7;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is not above 0
     */
    public NetworkLearner {
        for (int number : new int[] {length, epochs, patience, batch}) {
            if (number < 1) {
                throw new IllegalArgumentException("length, epochs, patience and batch are at least 1, but one is "
                        + number);
            }
        }
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("the learning rate is above 0, not " + learningRate);
        }
    }

    /**
     * The learner for an architecture: 48 shopping days, at most 20 epochs with a patience of 3, batches of 128, a
     * learning rate of 0.0005, seed 1.
     *
     * @param architecture shape of the network
     * @return the learner
     */
    public static NetworkLearner of(Architecture architecture) {
        return new NetworkLearner(architecture, 48, 20, 3, 128, 5e-4, 1, TrainingListener.NONE);
    }

    /**
     * The same learner with another seed.
     *
     * @param newSeed the seed
     * @return the new learner
     */
    public NetworkLearner withSeed(long newSeed) {
        return new NetworkLearner(architecture, length, epochs, patience, batch, learningRate, newSeed, listener);
    }

    /**
     * The same learner with another bound on the epochs.
     *
     * @param most most passes over the training samples
     * @return the new learner
     * @throws IllegalArgumentException if it is not above 0
     */
    public NetworkLearner withEpochs(int most) {
        return new NetworkLearner(architecture, length, most, patience, batch, learningRate, seed, listener);
    }

    /**
     * The same learner with somebody who is told how it goes on.
     *
     * @param newListener the listener
     * @return the new learner
     */
    public NetworkLearner withListener(TrainingListener newListener) {
        return new NetworkLearner(architecture, length, epochs, patience, batch, learningRate, seed, newListener);
    }

    @Override
    public String name() {
        return "CNN + LSTM";
    }

    /**
     * Trains.
     *
     * @throws CancellationException if the thread is interrupted
     */
    @Override
    public NetworkPredictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        validation.requireBothLabels("validation");
        SequenceEncoder encoder = SequenceEncoder.fit(train, length);
        Sequences trainSequences = encoder.encode(train);
        Sequences validationSequences = encoder.encode(validation);
        boolean[] labels = train.labels();
        boolean[] validationLabels = validation.labels();

        MultiLayerNetwork network = new MultiLayerNetwork(
                architecture.configuration(encoder.features(), length, learningRate, seed));
        network.init();
        OneDnn.accelerate(network);
        Random random = new Random(seed);
        List<Epoch> done = new ArrayList<>();
        Epoch best = new Epoch(0, Double.NaN, Double.POSITIVE_INFINITY, 0, true);
        INDArray bestWeights = network.params().dup();
        long start = System.nanoTime();
        for (int number = 1; number <= epochs && number - best.number() <= patience; number++) {
            double trainLoss = pass(network, trainSequences, labels, shuffled(labels.length, random), number);
            double loss = logLoss(NetworkPredictor.outputs(network, validationSequences), validationLabels);
            Epoch epoch = new Epoch(number, trainLoss, loss, (System.nanoTime() - start) / 1e9,
                    loss < best.validationLoss());
            if (epoch.best()) {
                best = epoch;
                bestWeights.assign(network.params());
            }
            done.add(epoch);
            listener.epoch(epoch);
        }
        network.setParams(bestWeights);
        listener.finished(best);
        // Lets go of the buffers of the training; predictions make their own, smaller ones.
        OneDnn.accelerate(OneDnn.restore(network));
        return new NetworkPredictor(encoder, network, done);
    }

    /** One epoch; the mean loss of its batches. */
    private double pass(MultiLayerNetwork network, Sequences sequences, boolean[] labels, int[] order, int epoch) {
        int batches = (order.length + batch - 1) / batch;
        double loss = 0;
        for (int b = 0; b < batches; b++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was interrupted in epoch " + epoch + " of at most " + epochs);
            }
            int[] rows = Arrays.copyOfRange(order, b * batch, Math.min((b + 1) * batch, order.length));
            INDArray targets = Nd4j.create(rows.length, 1);
            for (int i = 0; i < rows.length; i++) {
                targets.putScalar(i, labels[rows[i]] ? 1 : 0);
            }
            network.fit(sequences.batch(rows), targets);
            loss += network.score() * rows.length;
            listener.batch(epoch, epochs, b + 1, batches);
        }
        return loss / order.length;
    }

    private static int[] shuffled(int size, Random random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /** Mean of -log p of the true label, p kept away from 0. */
    private static double logLoss(double[] chances, boolean[] labels) {
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            loss -= Math.log(Math.max(LEAST, labels[i] ? chances[i] : 1 - chances[i]));
        }
        return loss / labels.length;
    }
}

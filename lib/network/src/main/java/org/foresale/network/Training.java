package org.foresale.network;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.network.TrainingListener.Ending;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** One training run. */
final class Training {

    private static final double MIN_PROBABILITY = 1e-7;
    private static final int MAX_EPOCHS = 10_000;

    private final NetworkLearner learner;
    private final TrainingPlan plan;
    private final SequenceEncoder encoder;
    private final Sequences sequences;
    private final boolean[] labels;
    private final Weights weights;
    private final MultiLayerNetwork network;
    private final BatchTensor tensor;
    private final List<TrainingListener.Epoch> done = new ArrayList<>();
    private int[] order = {};
    private int next;

    /**
     * How a training went, to be written as JSON.
     *
     * @param epochs its epochs, in order
     * @param ending why it was over
     */
    record EpochLog(List<TrainingListener.Epoch> epochs, Ending ending) {

        EpochLog {
            if (epochs == null || ending == null || epochs.size() > MAX_EPOCHS
                    || epochs.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("the course of the training has no ending, or no or more than "
                        + MAX_EPOCHS + " epochs");
            }
            epochs = List.copyOf(epochs);
        }
    }

    /**
     * How much a sample counts in the loss.
     *
     * @param buyer weight of a buyer
     * @param other weight of another
     */
    private record Weights(double buyer, double other) {

        static final Weights EQUAL = new Weights(1, 1);

        /** Half of all weight for the buyers, half for the others, 1 on average. */
        static Weights balancing(boolean[] labels) {
            double buyers = IntStream.range(0, labels.length).filter(i -> labels[i]).count();
            return new Weights(labels.length / (2 * buyers), labels.length / (2 * (labels.length - buyers)));
        }

        double of(boolean label) {
            return label ? buyer : other;
        }
    }

    Training(NetworkLearner learner, SequenceEncoder encoder, Sequences sequences, boolean[] labels) {
        this.learner = learner;
        plan = learner.plan();
        this.encoder = encoder;
        this.sequences = sequences;
        this.labels = labels;
        weights = plan.balanced() ? Weights.balancing(labels) : Weights.EQUAL;
        network = new MultiLayerNetwork(learner.architecture().configuration(encoder.features(), encoder.length(), plan,
                learner.seed(), new WeightedLogLoss(weights.buyer(), weights.other())));
        network.init();
        OneDnn.accelerate(network);
        tensor = new BatchTensor(plan.batch(), encoder.features(), encoder.length());
    }

    NetworkPredictor run(Sequences validation, boolean[] validationLabels) {
        Random random = new Random(learner.seed());
        TrainingListener.Epoch best = new TrainingListener.Epoch(0, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN,
                0, true);
        INDArray bestWeights = network.params().dup();
        Ending ending = Ending.MAX_EPOCHS;
        long start = System.nanoTime();
        try {
            while (done.size() < plan.epochs() && ending == Ending.MAX_EPOCHS) {
                double trainLoss = pass(random);
                double[] scores = outputs(validation);
                double loss = logLoss(scores, validationLabels);
                TrainingListener.Epoch epoch = new TrainingListener.Epoch(done.size() + 1, trainLoss, loss,
                        Metrics.of(Scores.of(validationLabels, scores)).rocAuc(), (System.nanoTime() - start) / 1e9,
                                loss < best.validationLoss());
                if (epoch.best()) {
                    best = epoch;
                    bestWeights.assign(network.params());
                }
                done.add(epoch);
                learner.listener().epoch(List.copyOf(done));
                if (epoch.number() - best.number() >= plan.patience()) {
                    ending = Ending.NO_LONGER_FALLING;
                }
            }
        } catch (CancellationException e) {
            if (done.isEmpty()) {
                throw e;
            }
            ending = Ending.INTERRUPTED;
        }
        network.setParams(bestWeights);
        learner.listener().finished(best, ending);
        return new NetworkPredictor(learner.architecture(), encoder, OneDnn.restore(network), done, ending);
    }

    /** One epoch; the mean loss of its batches. */
    private double pass(Random random) {
        int[] samples = samplesOfEpoch(random);
        int batches = (samples.length + plan.batch() - 1) / plan.batch();
        double loss = 0;
        for (int b = 0; b < batches; b++) {
            stopIfInterrupted();
            int[] rows = Arrays.copyOfRange(samples, b * plan.batch(),
                    Math.min((b + 1) * plan.batch(), samples.length));
            network.fit(batch(rows, random));
            loss += (network.score() - decayed()) * rows.length;
            learner.listener().batch(done.size() + 1, plan.epochs(), b + 1, batches);
        }
        return loss / samples.length;
    }

    /** The next of the equal parts, one an epoch, that all samples are divided into once they are shuffled. */
    private int[] samplesOfEpoch(Random random) {
        int parts = (int) Math.ceil((double) labels.length / plan.epochSamples());
        if (next % parts == 0) {
            order = IntArrays.shuffle(IntStream.range(0, labels.length).toArray(), random);
            next = 0;
        }
        long part = next++;
        return Arrays.copyOfRange(order, (int) (part * labels.length / parts),
                (int) ((part + 1) * labels.length / parts));
    }

    /** What the weights' length adds to Deeplearning4j's score. */
    private double decayed() {
        double sum = 0;
        for (Layer layer : network.getLayers()) {
            sum += layer.calcRegularizationScore(true);
        }
        return sum;
    }

    private DataSet batch(int[] rows, Random random) {
        float[] targets = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            targets[i] = labels[rows[i]] ? 1 : 0;
        }
        return new DataSet(tensor.of(sequences, () -> random.nextDouble() < plan.hidden(), rows),
                Nd4j.create(targets, new long[] {rows.length, 1}, 'c'));
    }

    private double[] outputs(Sequences validation) {
        double[] outputs = new double[validation.size()];
        for (int from = 0; from < outputs.length; from += plan.batch()) {
            stopIfInterrupted();
            int to = Math.min(from + plan.batch(), outputs.length);
            INDArray batch = tensor.of(validation, () -> false, IntStream.range(from, to).toArray());
            NetworkPredictor.copy(network.output(batch, false), outputs, from);
        }
        return outputs;
    }

    private void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("training was interrupted in epoch " + (done.size() + 1) + " of at most "
                    + plan.epochs());
        }
    }

    /** Weighted mean of -log p of the true label, p kept away from 0. */
    private double logLoss(double[] scores, boolean[] bought) {
        double loss = 0;
        double all = 0;
        for (int i = 0; i < bought.length; i++) {
            double weight = weights.of(bought[i]);
            loss -= weight * Math.log(Math.max(MIN_PROBABILITY, bought[i] ? scores[i] : 1 - scores[i]));
            all += weight;
        }
        return loss / all;
    }
}

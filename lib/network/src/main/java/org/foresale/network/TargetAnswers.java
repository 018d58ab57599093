package org.foresale.network;

import java.util.stream.IntStream;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The labels of one target.
 *
 * @param labels whether each sample's user buys the target
 * @param buyer  weight of a buyer in the loss
 * @param other  weight of another
 */
record TargetAnswers(boolean[] labels, double buyer, double other) implements Answers {

    private static final double MIN_PROBABILITY = 1e-7;

    /** Labels that all weigh 1. */
    static TargetAnswers of(boolean[] labels) {
        return new TargetAnswers(labels, 1, 1);
    }

    /** Weighs the labels: half of all weight for the buyers, half for the others, 1 on average. */
    TargetAnswers balanced() {
        double buyers = IntStream.range(0, labels.length).filter(i -> labels[i]).count();
        return new TargetAnswers(labels, labels.length / (2 * buyers), labels.length / (2 * (labels.length - buyers)));
    }

    /** Other labels with the weights of these. */
    TargetAnswers weighing(boolean[] others) {
        return new TargetAnswers(others, buyer, other);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Head head() {
        return Head.probability(new WeightedLogLoss(buyer, other));
    }

    @Override
    public INDArray of(int... samples) {
        float[] targets = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            targets[i] = labels[samples[i]] ? 1 : 0;
        }
        return Nd4j.create(targets, new long[] {samples.length, 1}, 'c');
    }

    @Override
    public double logLoss(float[] outputs) {
        double loss = 0;
        double all = 0;
        for (int i = 0; i < labels.length; i++) {
            double weight = labels[i] ? buyer : other;
            double score = TrainedNetwork.clipped(outputs[i]);
            loss -= weight * Math.log(Math.max(MIN_PROBABILITY, labels[i] ? score : 1 - score));
            all += weight;
        }
        return loss / all;
    }

    @Override
    public double rocAuc(float[] outputs) {
        double[] scores = new double[outputs.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = TrainedNetwork.clipped(outputs[i]);
        }
        return Metrics.of(Scores.of(labels, scores)).rocAuc();
    }
}

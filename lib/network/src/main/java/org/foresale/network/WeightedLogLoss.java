package org.foresale.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Deeplearning4j's log loss with a weight for each label. Its own weights are one an output, and of outputs there is
 * one; a mask of the labels would reach the layers below as well.
 */
final class WeightedLogLoss extends LossBinaryXENT {

    private static final long serialVersionUID = 1L;

    private final double buyer;
    private final double other;

    WeightedLogLoss(double buyer, double other) {
        this.buyer = buyer;
        this.other = other;
    }

    @Override
    public double computeScore(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask,
            boolean average) {
        double sum = computeScoreArray(labels, preOutput, activation, mask).sumNumber().doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray losses = super.computeScoreArray(labels, preOutput, activation, mask);
        return losses.mul(weights(labels).reshape(losses.shape()));
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        return super.computeGradient(labels, preOutput, activation, mask).muli(weights(labels));
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(INDArray labels, INDArray preOutput, IActivation activation,
            INDArray mask, boolean average) {
        return new Pair<>(computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    private INDArray weights(INDArray labels) {
        return labels.mul(buyer - other).addi(other);
    }
}

package org.foresale.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The log loss of log-odds to which known ones are added, an offset in the words of generalised linear models, with a
 * weight for each label of each output.
 *
 * <p>It takes as labels one row a sample, [labels, offsets], and as outputs log-odds, that is without an activation.
 * With t = 1 for yes and 0 for no and x = output + offset, the loss of an output is log(1 + exp(x)) - t x, and its
 * derivative 1 / (1 + exp(-x)) - t, each times the weight.
 */
final class OffsetLogLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    private final float[] others;
    /** By how much a buyer weighs more. */
    private final float[] more;

    /**
     * Makes the loss.
     *
     * @param buyers for each output, the weight of a buyer
     * @param others for each output, the weight of another
     */
    OffsetLogLoss(double[] buyers, double[] others) {
        this.others = new float[others.length];
        this.more = new float[others.length];
        for (int output = 0; output < others.length; output++) {
            this.others[output] = (float) others[output];
            this.more[output] = (float) (buyers[output] - others[output]);
        }
    }

    @Override
    public double computeScore(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask,
            boolean average) {
        double sum = computeScoreArray(labels, preOutput, activation, mask).sumNumber().doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray bought = labels(labels);
        INDArray logOdds = preOutput.add(offsets(labels));
        // log(1 + exp(x)) is max(x, 0) + log(1 + exp(-|x|)), which does not overflow.
        INDArray rest = Transforms.log(Transforms.exp(Transforms.abs(logOdds, true).negi(), false).addi(1), false);
        INDArray losses = Transforms.max(logOdds, 0, true).addi(rest).subi(logOdds.mul(bought));
        return losses.muli(weights(bought)).sum(true, 1);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray bought = labels(labels);
        return Transforms.sigmoid(preOutput.add(offsets(labels)), false).subi(bought).muli(weights(bought));
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(INDArray labels, INDArray preOutput, IActivation activation,
            INDArray mask, boolean average) {
        return new Pair<>(computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "log loss with offsets";
    }

    private INDArray labels(INDArray labels) {
        return labels.get(NDArrayIndex.all(), NDArrayIndex.interval(0, others.length));
    }

    private INDArray offsets(INDArray labels) {
        return labels.get(NDArrayIndex.all(), NDArrayIndex.interval(others.length, 2L * others.length));
    }

    private INDArray weights(INDArray bought) {
        return bought.mulRowVector(Nd4j.createFromArray(more)).addiRowVector(Nd4j.createFromArray(others));
    }
}

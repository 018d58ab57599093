package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

class OffsetLogLossTest {

    private static final float[][] LABELS = {{1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {0, 0, 1}};
    private static final float[][] OFFSETS = {{.5f, -2, 0}, {1, 1, 1}, {-.3f, .2f, .1f}, {3, -3, .7f}};
    private static final float[][] OUTPUTS = {{-.5f, 1.2f, .3f}, {.1f, -.4f, 2}, {1, -1, .5f}, {-2, .6f, -.8f}};
    private static final double[] ONE = {1, 1, 1};

    private static INDArray labels(float[][] offsets) {
        return Nd4j.concat(1, Nd4j.createFromArray(LABELS), Nd4j.createFromArray(offsets));
    }

    private static double score(OffsetLogLoss loss, INDArray labels, INDArray outputs) {
        return loss.computeScore(labels, outputs, new ActivationIdentity(), null, true);
    }

    /** Offsets are as good as outputs, and where all labels weigh alike the loss is Deeplearning4j's own. */
    @Test
    void itIsTheStockLossOfTheSums() {
        INDArray sums = Nd4j.createFromArray(OUTPUTS).add(Nd4j.createFromArray(OFFSETS));
        double[] weights = {2, 1, .5};
        LossBinaryXENT stock = new LossBinaryXENT(Nd4j.createFromArray(2f, 1f, .5f));
        OffsetLogLoss loss = new OffsetLogLoss(weights, weights);
        assertThat(score(loss, labels(OFFSETS), Nd4j.createFromArray(OUTPUTS))).isCloseTo(stock.computeScore(
                Nd4j.createFromArray(LABELS), sums, new ActivationSigmoid(), null, true), within(1e-5));
        INDArray gradient = loss.computeGradient(labels(OFFSETS), Nd4j.createFromArray(OUTPUTS),
                new ActivationIdentity(), null);
        INDArray ofStock = stock.computeGradient(Nd4j.createFromArray(LABELS), sums, new ActivationSigmoid(), null);
        assertThat(gradient.distance2(ofStock)).isLessThan(1e-5);
        assertThat(gradient.norm2Number().doubleValue()).isGreaterThan(.5);
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        OffsetLogLoss loss = new OffsetLogLoss(new double[] {3, .5, 1}, new double[] {1, 2, .25});
        INDArray gradient = loss.computeGradientAndScore(labels(OFFSETS), Nd4j.createFromArray(OUTPUTS),
                new ActivationIdentity(), null, true).getSecond();
        float step = 1e-2f;
        for (int sample = 0; sample < 4; sample++) {
            for (int output = 0; output < 3; output++) {
                INDArray up = Nd4j.createFromArray(OUTPUTS);
                up.putScalar(sample, output, OUTPUTS[sample][output] + step);
                INDArray down = Nd4j.createFromArray(OUTPUTS);
                down.putScalar(sample, output, OUTPUTS[sample][output] - step);
                double slope = (score(loss, labels(OFFSETS), up) - score(loss, labels(OFFSETS), down)) / (2 * step);
                assertThat(gradient.getDouble(sample, output) / 4).isCloseTo(slope, within(1e-3));
            }
        }
    }

    /** What buyers alone weigh and what others alone weigh come to what both weigh; a weight of 3 is three samples. */
    @Test
    void weightsOfLabelsAddUp() {
        double[] none = {0, 0, 0};
        double[] three = {3, 3, 3};
        INDArray outputs = Nd4j.createFromArray(OUTPUTS);
        double buyers = score(new OffsetLogLoss(ONE, none), labels(OFFSETS), outputs);
        double others = score(new OffsetLogLoss(none, ONE), labels(OFFSETS), outputs);
        assertThat(score(new OffsetLogLoss(three, ONE), labels(OFFSETS), outputs))
                .isCloseTo(3 * buyers + others, within(1e-5));
        assertThat(buyers).isGreaterThan(.1).isNotCloseTo(others, within(.01));
    }

    @Test
    void certaintyHasAFiniteLoss() {
        INDArray sure = Nd4j.createFromArray(new float[][] {{90, -90, 1e4f}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}});
        assertThat(score(new OffsetLogLoss(ONE, ONE), labels(new float[4][3]), sure)).isFinite();
        INDArray gradient = new OffsetLogLoss(ONE, ONE).computeGradient(labels(new float[4][3]), sure,
                new ActivationIdentity(), null);
        assertThat(gradient.isNaN().any()).isFalse();
    }
}

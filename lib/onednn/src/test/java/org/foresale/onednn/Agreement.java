package org.foresale.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** That an accelerated network does what the stock one does. */
final class Agreement {

    private static final double OUTPUT = 1e-5;

    private static final double GRADIENT = 1e-4;

    private Agreement() {
    }

    /**
     * Compares outputs, in inference and in training, and the gradients of all parameters and of the input.
     *
     * @param stock    a network; it stays as it is
     * @param expected how many layers have to have oneDNN behind them
     */
    static void check(MultiLayerNetwork stock, int expected, INDArray input, INDArray labels) {
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        assertThat(OneDnn.report(fast).accelerated()).as("%s", OneDnn.report(fast)).isEqualTo(expected);
        String what = OneDnn.report(fast) + "\n" + Arrays.toString(input.shape());
        close(what + " output", fast.output(input), stock.output(input), OUTPUT);
        Pair<Gradient, INDArray> wanted = stock.calculateGradients(input, labels, null, null);
        Pair<Gradient, INDArray> found = fast.calculateGradients(input, labels, null, null);
        wanted.getFirst().gradientForVariable().forEach((name, gradient) ->
                relativelyClose(what + " " + name, found.getFirst().getGradientFor(name), gradient));
        relativelyClose(what + " input", found.getSecond(), wanted.getSecond());
        stock.setInput(input);
        stock.setLabels(labels);
        stock.computeGradientAndScore();
        fast.setInput(input);
        fast.setLabels(labels);
        fast.computeGradientAndScore();
        assertThat(fast.score()).as(what).isCloseTo(stock.score(), org.assertj.core.data.Offset.offset(OUTPUT));
        relativelyClose(what + " while training", fast.getFlattenedGradients(), stock.getFlattenedGradients());
    }

    static void close(String what, INDArray found, INDArray wanted, double most) {
        assertThat(found.shape()).as(what).isEqualTo(wanted.shape());
        assertThat(found.sub(wanted).amaxNumber().doubleValue()).as(what).isLessThanOrEqualTo(most);
    }

    private static void relativelyClose(String what, INDArray found, INDArray wanted) {
        assertThat(found.shape()).as(what).isEqualTo(wanted.shape());
        double norm = wanted.norm2Number().doubleValue();
        // A gradient that is zero up to rounding has no relative error.
        assertThat(found.distance2(wanted)).as(what).isLessThanOrEqualTo(Math.max(GRADIENT * norm, 1e-6));
    }
}

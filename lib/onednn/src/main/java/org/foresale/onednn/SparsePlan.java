package org.foresale.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear layer over one shape of batch of sparse steps.
 *
 * <p>Weights are [channel, filter], as Deeplearning4j has them in memory for a width of one.
 */
final class SparsePlan implements Plan {

    private final Natives natives;

    private final MarkSums sums;

    private final float[] weights;

    private final float[] bias;

    private final float[] steps;

    private Exchange error;

    private long errorAt;

    private SparseInput read;

    /**
     * Allocates and plans.
     *
     * @param training whether a backward pass may follow
     */
    @SuppressWarnings("try")
    SparsePlan(SparseShape shape, boolean training) {
        sums = new MarkSums(shape.classes(), shape.filters());
        weights = new float[Math.multiplyExact(shape.classes() + shape.numbers(), shape.filters())];
        bias = new float[shape.filters()];
        steps = new float[Math.multiplyExact(shape.steps(), shape.filters())];
        try (PointerScope temporary = Natives.scope()) {
            natives = new Natives();
            if (training) {
                errorAt = natives.zeros(steps.length);
                error = new Exchange(natives, new View(natives, Layouts.dense(shape.batch(), shape.time(),
                        shape.filters()), errorAt), errors -> Floats.layout(errors, 0, 2, 1));
            }
        }
    }

    /**
     * The forward pass.
     *
     * @param input  the steps; kept for the backward pass
     * @param weight Deeplearning4j's weights
     * @param add    the biases; null if there are none
     * @param to     [batch, filters, time], the filters of a step together, the steps of a sequence after each other
     */
    void forward(SparseInput input, INDArray weight, INDArray add, INDArray to) {
        read = input;
        floats(Floats.address(weight)).get(weights, 0, weights.length);
        if (add != null) {
            floats(Floats.address(add)).get(bias, 0, bias.length);
        }
        sums.forward(input, weights, add == null ? new float[bias.length] : bias, steps);
        floats(Floats.address(to)).put(steps, 0, steps.length);
    }

    /**
     * The backward pass after a forward pass.
     *
     * @param errors       of the result, [batch, filters, time]
     * @param weightChange takes the gradient of the weights
     * @param biasChange   takes that of the biases; null if there are none
     */
    void backward(INDArray errors, INDArray weightChange, INDArray biasChange) {
        error.read(errors);
        floats(errorAt).get(steps, 0, steps.length);
        sums.backward(read, steps, weights, bias);
        floats(Floats.address(weightChange)).put(weights, 0, weights.length);
        if (biasChange != null) {
            floats(Floats.address(biasChange)).put(bias, 0, bias.length);
        }
    }

    private static FloatPointer floats(long address) {
        return new FloatPointer(new Address().to(address));
    }

    @Override
    public long bytes() {
        return natives.bytes();
    }

    @Override
    public void close() {
        natives.close();
    }
}

package org.foresale.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear layer over one shape of batch of sparse steps: a step becomes the sum of the weights of its marks, plus the
 * product of its numbers, and of a 1 after them for the biases, with theirs.
 *
 * <p>Weights are [channel, filter], as Deeplearning4j has them in memory for a width of one.
 */
final class SparsePlan implements Plan {

    private final SparseShape shape;

    private final Natives natives;

    private final MarkSums sums;

    private final float[] weights;

    private final float[] steps;

    /** The numbers of all steps, each followed by a 1. */
    private final float[] numbers;

    private final long numbersAt;

    /** The weights of the numbers, and the biases as one row more. */
    private final long lastAt;

    private final View result;

    private final Operation addNumbers;

    private Exchange error;

    private long errorAt;

    private long lastGradientAt;

    private Operation numbersToWeights;

    private SparseInput read;

    /**
     * Allocates and plans.
     *
     * @param training whether a backward pass may follow
     */
    @SuppressWarnings("try")
    SparsePlan(SparseShape shape, boolean training) {
        this.shape = shape;
        sums = new MarkSums(shape.classes(), shape.filters());
        weights = new float[shape.classes() * shape.filters()];
        steps = new float[Math.multiplyExact(shape.steps(), shape.filters())];
        numbers = new float[Math.multiplyExact(shape.steps(), shape.numbers() + 1)];
        int rows = shape.steps();
        long more = shape.numbers() + 1L;
        try (PointerScope temporary = Natives.scope()) {
            natives = new Natives();
            Operations operations = new Operations(natives);
            numbersAt = natives.zeros(rows * more);
            lastAt = natives.zeros(more * shape.filters());
            result = View.of(natives, Layouts.dense(rows, shape.filters()));
            addNumbers = operations.matmul(new View(natives, Layouts.dense(rows, more), numbersAt),
                    new View(natives, Layouts.dense(more, shape.filters()), lastAt), result,
                    Chain.start().plusOld());
            if (training) {
                errorAt = natives.zeros((long) rows * shape.filters());
                lastGradientAt = natives.zeros(more * shape.filters());
                error = new Exchange(natives, new View(natives, Layouts.dense(shape.batch(), shape.time(),
                        shape.filters()), errorAt), errors -> Floats.layout(errors, 0, 2, 1));
                numbersToWeights = operations.matmul(new View(natives, Layouts.strided(new long[] {more, rows},
                        new long[] {1, more}), numbersAt), new View(natives, Layouts.dense(rows, shape.filters()),
                        errorAt), new View(natives, Layouts.dense(more, shape.filters()), lastGradientAt),
                        Chain.start());
            }
        }
    }

    /**
     * The forward pass.
     *
     * @param input  the steps; kept for the backward pass
     * @param weight Deeplearning4j's weights
     * @param bias   the biases; null if there are none
     * @param to     [batch, filters, time], the filters of a step together, the steps of a sequence after each other
     */
    void forward(SparseInput input, INDArray weight, INDArray bias, INDArray to) {
        read = input;
        int filters = shape.filters();
        floats(Floats.address(weight)).get(weights, 0, weights.length);
        sums.forward(input, weights, steps);
        floats(Floats.address(to)).put(steps, 0, steps.length);
        copyNumbers(input);
        long ofNumbers = (long) shape.numbers() * filters;
        Floats.copy(Floats.at(Floats.address(weight), weights.length), lastAt, ofNumbers);
        if (bias != null) {
            Floats.copy(Floats.address(bias), Floats.at(lastAt, ofNumbers), filters);
        }
        result.moveTo(Floats.address(to));
        addNumbers.run();
    }

    private void copyNumbers(SparseInput input) {
        int each = shape.numbers();
        for (int step = 0; step < shape.steps(); step++) {
            System.arraycopy(input.values(), step * each, numbers, step * (each + 1), each);
            numbers[step * (each + 1) + each] = 1;
        }
        floats(numbersAt).put(numbers, 0, numbers.length);
    }

    /**
     * The backward pass after a forward pass.
     *
     * @param errors       of the result, [batch, filters, time]
     * @param weightChange takes the gradient of the weights
     * @param biasChange   takes that of the biases; null if there are none
     */
    void backward(INDArray errors, INDArray weightChange, INDArray biasChange) {
        int filters = shape.filters();
        error.read(errors);
        floats(errorAt).get(steps, 0, steps.length);
        sums.backward(read, steps, weights);
        floats(Floats.address(weightChange)).put(weights, 0, weights.length);
        numbersToWeights.run();
        long ofNumbers = (long) shape.numbers() * filters;
        Floats.copy(lastGradientAt, Floats.at(Floats.address(weightChange), weights.length), ofNumbers);
        if (biasChange != null) {
            Floats.copy(Floats.at(lastGradientAt, ofNumbers), Floats.address(biasChange), filters);
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

package org.foresale.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An LSTM over one shape of batch, built from oneDNN's products of matrices and elementwise chains, step by step in
 * time, so that what one operation leaves is still in the core's cache for the next. (oneDNN has an LSTM of its own;
 * without AVX-512 its training takes twice the time.)
 */
final class LstmPlan implements Plan {

    private final LstmShape shape;

    private final Natives natives;

    private final LstmTape tape;

    private final LstmWeights weights;

    private final LstmForward forward;

    private final LstmBackward backward;

    private final Exchange input;

    private final Exchange hiddenBefore;

    private final Exchange cellBefore;

    private final Exchange hidden;

    private final Exchange last;

    private final Exchange cell;

    private final Exchange errors;

    private final Exchange lastError;

    /**
     * Allocates and plans.
     *
     * @param training whether a backward pass may follow
     */
    @SuppressWarnings("try")
    LstmPlan(LstmShape shape, boolean training) {
        this.shape = shape;
        try (PointerScope temporary = Natives.scope()) {
            natives = new Natives();
            tape = new LstmTape(natives, shape, training);
            weights = new LstmWeights(natives, shape);
            forward = new LstmForward(natives, shape, tape, weights);
            backward = training ? new LstmBackward(natives, shape, tape, weights) : null;
            View inputs = new View(natives, Layouts.strided(
                    new long[] {shape.steps(), shape.batch(), shape.inputs()},
                    new long[] {shape.input(), shape.inputs() + 1, 1}), tape.input(0));
            input = new Exchange(natives, inputs, LstmPlan::byTime);
            hidden = new Exchange(natives, states(tape.hidden(0)), LstmPlan::byTime);
            hiddenBefore = new Exchange(natives, state(tape.hiddenBefore(0)), LstmPlan::asItIs);
            cellBefore = new Exchange(natives, state(tape.cellBefore(0)), LstmPlan::asItIs);
            last = new Exchange(natives, state(tape.hidden(shape.steps() - 1)), LstmPlan::asItIs);
            cell = new Exchange(natives, state(tape.cell(shape.steps() - 1)), LstmPlan::asItIs);
            errors = training ? new Exchange(natives, states(backward.errors()), LstmPlan::byTime) : null;
            lastError = training ? new Exchange(natives, state(backward.lastError()), LstmPlan::asItIs) : null;
        }
        ones();
    }

    /** The last column of the input, which meets the bias. */
    private void ones() {
        long rows = shape.steps() * shape.batch();
        long columns = shape.inputs() + 1;
        FloatPointer all = new FloatPointer(new Address().to(tape.input(0)));
        for (long row = 0; row < rows; row++) {
            all.put(row * columns + shape.inputs(), 1f);
        }
    }

    private View states(long address) {
        return new View(natives, Layouts.dense(shape.steps(), shape.batch(), shape.units()), address);
    }

    private View state(long address) {
        return new View(natives, Layouts.dense(shape.batch(), shape.units()), address);
    }

    private static memory.desc byTime(INDArray batchFeaturesTime) {
        return Floats.layout(batchFeaturesTime, 2, 0, 1);
    }

    private static memory.desc asItIs(INDArray batchFeatures) {
        return Floats.layout(batchFeatures, 0, 1);
    }

    @Override
    public long bytes() {
        return natives.bytes();
    }

    /** Starts from zero states. */
    void startFromZero() {
        Floats.clear(tape.hiddenBefore(0), shape.state());
        Floats.clear(tape.cellBefore(0), shape.state());
    }

    void startFrom(INDArray hiddenState, INDArray cellState) {
        hiddenBefore.read(hiddenState);
        cellBefore.read(cellState);
    }

    void forward(INDArray batch, LstmParameters parameters) {
        input.read(batch);
        weights.read(parameters);
        forward.run();
    }

    void hidden(INDArray to) {
        hidden.write(to);
    }

    void lastHidden(INDArray to) {
        last.write(to);
    }

    void lastCell(INDArray to) {
        cell.write(to);
    }

    void backward(INDArray error, boolean lastOnly, INDArray inputErrors, LstmParameters gradients) {
        long address = inputErrors == null ? 0 : Floats.address(inputErrors);
        if (lastOnly) {
            lastError.read(error);
            backward.run(address);
        } else {
            errors.read(error);
            backward.runWithErrors(address);
        }
        backward.gradients().write(gradients);
    }

    @Override
    public void close() {
        natives.close();
    }
}

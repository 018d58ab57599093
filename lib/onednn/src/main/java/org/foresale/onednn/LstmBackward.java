package org.foresale.onednn;

import static org.foresale.onednn.LstmTape.A;
import static org.foresale.onednn.LstmTape.F;
import static org.foresale.onednn.LstmTape.G;
import static org.foresale.onednn.LstmTape.O;

import java.util.ArrayList;
import java.util.List;

/**
 * The backward pass through the steps of a tape, newest first. With d for "gradient of the loss with respect to", z for
 * what goes into a gate, and e(t) for what the layer above sends to h(t):
 * <pre>
 *   dc(t)   = dh(t) o (1 - tanh(c)^2) + dc(t+1) f(t+1)
 *   dz_o(t) = dh(t) tanh(c) (o - o^2)      dz_f(t) = dc(t) c(t-1) (f - f^2)
 *   dz_a(t) = dc(t) g (1 - a^2)            dz_g(t) = dc(t) a (g - g^2)
 *   dh(t-1) = e(t-1) + sum over the gates of dz(t) R'
 *   dx(t)   = sum over the gates of dz(t) W'
 *   dR      = sum over time of h(t-1)' dz(t)      dW = sum over time of x(t)' dz(t)
 * </pre>
 */
final class LstmBackward {

    private final LstmTape tape;

    private final LstmShape shape;

    private final LstmWeights gradients;

    private final long errors;

    private final View inputColumns;

    private final View hiddenColumns;

    private final View cellBefore;

    private final View cellTanh;

    private final View error;

    private final View inputError;

    private final View[] gate = new View[4];

    private final long hiddenErrorAddress;

    private final long carryAddress;

    private final List<Operation> packing = new ArrayList<>();

    private final List<Operation> throughCell = new ArrayList<>();

    private final List<Operation> toInput = new ArrayList<>();

    private final List<Operation> toWeights = new ArrayList<>();

    private final List<Operation> toHidden = new ArrayList<>();

    private final List<Operation> toHiddenWithError = new ArrayList<>();

    LstmBackward(Natives natives, LstmShape shape, LstmTape tape, LstmWeights weights) {
        this.tape = tape;
        this.shape = shape;
        gradients = new LstmWeights(natives, shape);
        long batch = shape.batch();
        long units = shape.units();
        errors = natives.zeros(shape.steps() * shape.state());
        inputColumns = new View(natives, Layouts.strided(new long[] {1, shape.inputs() + 1, batch},
                new long[] {shape.input(), 1, shape.inputs() + 1}), tape.input(0));
        hiddenColumns = new View(natives, Layouts.strided(new long[] {1, units, batch},
                new long[] {shape.state(), 1, units}), tape.hiddenBefore(0));
        cellBefore = new View(natives, Layouts.dense(batch, units), tape.cellBefore(0));
        cellTanh = new View(natives, Layouts.dense(batch, units), tape.cellTanh(0));
        error = new View(natives, Layouts.dense(batch, units), errors);
        inputError = new View(natives, Layouts.dense(batch, shape.inputs()), errors);
        for (int k = 0; k < gate.length; k++) {
            gate[k] = new View(natives, Layouts.dense(batch, units), tape.gate(k, 0));
        }
        hiddenErrorAddress = natives.zeros(shape.state());
        carryAddress = natives.zeros(shape.state());
        plan(natives, weights);
    }

    private void plan(Natives natives, LstmWeights weights) {
        Operations operations = new Operations(natives);
        long batch = shape.batch();
        long units = shape.units();
        View hiddenError = new View(natives, Layouts.dense(batch, units), hiddenErrorAddress);
        View carry = new View(natives, Layouts.dense(batch, units), carryAddress);
        View cellError = new View(natives, Layouts.dense(batch, units), natives.zeros(shape.state()));
        long z = natives.zeros(4 * shape.state());
        View[] gateError = new View[4];
        for (int k = 0; k < gateError.length; k++) {
            gateError[k] = new View(natives, Layouts.dense(batch, units), Floats.at(z, k * shape.state()));
        }
        throughCell.add(operations.product(gate[O], gate[O], gateError[O],
                Chain.start().linear(-1, 0).plus(gate[O]).times(cellTanh).times(hiddenError)));
        throughCell.add(operations.product(cellTanh, cellTanh, cellError,
                Chain.start().linear(-1, 1).times(gate[O]).times(hiddenError).plus(carry)));
        throughCell.add(operations.product(gate[A], gate[A], gateError[A],
                Chain.start().linear(-1, 1).times(gate[G]).times(cellError)));
        throughCell.add(operations.product(gate[G], gate[G], gateError[G],
                Chain.start().linear(-1, 0).plus(gate[G]).times(gate[A]).times(cellError)));
        throughCell.add(operations.product(gate[F], gate[F], gateError[F],
                Chain.start().linear(-1, 0).plus(gate[F]).times(cellBefore).times(cellError)));
        throughCell.add(operations.product(cellError, gate[F], carry, Chain.start()));

        View allGateErrors = new View(natives, Layouts.dense(4, batch, units), z);
        toWeights.add(operations.matmul(hiddenColumns, allGateErrors, gradients.recurrent(), Chain.start().plusOld()));
        toWeights.add(operations.matmul(inputColumns, allGateErrors, gradients.input(), Chain.start().plusOld()));
        for (int k = 0; k < gateError.length; k++) {
            View recurrent = weights.recurrentTransposed(natives, k);
            View input = weights.inputTransposed(natives, k);
            toInput.add(operations.matmulPacked(gateError[k], input, inputError, sum(k), packing));
            Operation toHiddenByGate = operations.matmulPacked(gateError[k], recurrent, hiddenError, sum(k), packing);
            toHidden.add(toHiddenByGate);
            // The sum starts with the error from above instead of with nothing.
            toHiddenWithError.add(k > 0 ? toHiddenByGate : operations.matmulPacked(gateError[k], recurrent, hiddenError,
                    Chain.start().plus(error), packing));
        }
    }

    /** Adds up over the gates, the first of which starts anew. */
    private static Chain sum(int gate) {
        return gate == 0 ? Chain.start() : Chain.start().plusOld();
    }

    /** Where the errors of every step are put before {@link #runWithErrors}, [time, batch, units]. */
    long errors() {
        return errors;
    }

    /** Where the error of the last step is put before either run, [batch, units]. */
    long lastError() {
        return hiddenErrorAddress;
    }

    /** The gradients of the weights, after a run. */
    LstmWeights gradients() {
        return gradients;
    }

    /**
     * Runs with an error at the last step only.
     *
     * @param inputErrors where dx goes, [time, batch, inputs]; 0 if nobody reads it
     */
    void run(long inputErrors) {
        run(inputErrors, toHidden);
    }

    /**
     * Runs with an error at every step.
     *
     * @param inputErrors where dx goes, [time, batch, inputs]; 0 if nobody reads it
     */
    void runWithErrors(long inputErrors) {
        Floats.copy(Floats.at(errors, (shape.steps() - 1) * shape.state()), hiddenErrorAddress, shape.state());
        run(inputErrors, toHiddenWithError);
    }

    private void run(long inputErrors, List<Operation> toHiddenBefore) {
        packing.forEach(Operation::run);
        gradients.clear();
        Floats.clear(carryAddress, shape.state());
        for (long t = shape.steps() - 1; t >= 0; t--) {
            moveTo(t);
            run(throughCell);
            run(toWeights);
            if (inputErrors != 0) {
                inputError.moveTo(Floats.at(inputErrors, t * shape.batch() * shape.inputs()));
                run(toInput);
            }
            if (t > 0) {
                error.moveTo(Floats.at(errors, (t - 1) * shape.state()));
                run(toHiddenBefore);
            }
        }
    }

    private static void run(List<Operation> operations) {
        for (Operation operation : operations) {
            operation.run();
        }
    }

    private void moveTo(long t) {
        inputColumns.moveTo(tape.input(t));
        hiddenColumns.moveTo(tape.hiddenBefore(t));
        cellBefore.moveTo(tape.cellBefore(t));
        cellTanh.moveTo(tape.cellTanh(t));
        for (int k = 0; k < gate.length; k++) {
            gate[k].moveTo(tape.gate(k, t));
        }
    }
}

package org.foresale.onednn;

import static org.foresale.onednn.LstmTape.A;
import static org.foresale.onednn.LstmTape.F;
import static org.foresale.onednn.LstmTape.G;
import static org.foresale.onednn.LstmTape.O;

import java.util.ArrayList;
import java.util.List;

/**
 * The forward pass, one step of time after the other:
 * <pre>
 *   [a f o g](t) = [tanh sigma sigma sigma](x(t) W + b + h(t-1) R)
 *   c(t) = f c(t-1) + g a
 *   h(t) = o tanh(c(t))
 * </pre>
 * (Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000.)
 */
final class LstmForward {

    private final LstmTape tape;

    private final long steps;

    private final View input;

    private final View hiddenRows;

    private final View hiddenBefore;

    private final View hidden;

    private final View cellBefore;

    private final View cell;

    private final View cellTanh;

    private final View gates;

    private final View sigmaGates;

    private final View[] gate = new View[4];

    private final List<Operation> packing = new ArrayList<>();

    private final List<Operation> step = new ArrayList<>();

    LstmForward(Natives natives, LstmShape shape, LstmTape tape, LstmWeights weights) {
        this.tape = tape;
        steps = shape.steps();
        long batch = shape.batch();
        long units = shape.units();
        long[] stacked = {tape.gateStride(), units, 1};
        input = new View(natives, Layouts.dense(1, batch, shape.inputs() + 1), tape.input(0));
        hiddenRows = new View(natives, Layouts.dense(1, batch, units), tape.hiddenBefore(0));
        hiddenBefore = new View(natives, Layouts.dense(batch, units), tape.hiddenBefore(0));
        hidden = new View(natives, Layouts.dense(batch, units), tape.hidden(0));
        cellBefore = new View(natives, Layouts.dense(batch, units), tape.cellBefore(0));
        cell = new View(natives, Layouts.dense(batch, units), tape.cell(0));
        cellTanh = new View(natives, Layouts.dense(batch, units), tape.cellTanh(0));
        gates = new View(natives, Layouts.strided(new long[] {4, batch, units}, stacked), tape.gate(A, 0));
        sigmaGates = new View(natives, Layouts.strided(new long[] {3, batch, units}, stacked), tape.gate(F, 0));
        for (int k = 0; k < gate.length; k++) {
            gate[k] = new View(natives, Layouts.dense(batch, units), tape.gate(k, 0));
        }
        plan(natives, shape, weights);
    }

    private void plan(Natives natives, LstmShape shape, LstmWeights weights) {
        Operations operations = new Operations(natives);
        View blockWeights = new View(natives, Layouts.dense(shape.units(), shape.units()),
                weights.recurrentAddress(A));
        View gain = new View(natives, Layouts.dense(shape.batch(), shape.units()), natives.zeros(shape.state()));
        View two = new View(natives, Layouts.dense(1, 1), natives.filled(1, 2));
        step.add(operations.matmulPacked(input, weights.input(), gates, Chain.start(), packing));
        step.add(operations.matmulPacked(hiddenRows, weights.recurrent(natives, F, 3), sigmaGates,
                Chain.start().plusOld().logistic(), packing));
        step.add(operations.matmulPacked(hiddenBefore, blockWeights, gate[A],
                Chain.start().plusOld().tanh(), packing));
        step.add(operations.product(gate[G], gate[A], gain, Chain.start()));
        step.add(operations.product(gate[F], cellBefore, cell, Chain.start().plus(gain)));
        step.add(operations.product(cell, two, cellTanh, Chain.start().logistic().linear(2, -1)));
        step.add(operations.product(cellTanh, gate[O], hidden, Chain.start()));
    }

    /** Runs over the tape, from the states before its first step. */
    void run() {
        packing.forEach(Operation::run);
        for (long t = 0; t < steps; t++) {
            moveTo(t);
            for (Operation operation : step) {
                operation.run();
            }
        }
    }

    private void moveTo(long t) {
        input.moveTo(tape.input(t));
        hiddenRows.moveTo(tape.hiddenBefore(t));
        hiddenBefore.moveTo(tape.hiddenBefore(t));
        hidden.moveTo(tape.hidden(t));
        cellBefore.moveTo(tape.cellBefore(t));
        cell.moveTo(tape.cell(t));
        cellTanh.moveTo(tape.cellTanh(t));
        gates.moveTo(tape.gate(A, t));
        sigmaGates.moveTo(tape.gate(F, t));
        for (int k = 0; k < gate.length; k++) {
            gate[k].moveTo(tape.gate(k, t));
        }
    }
}

package org.foresale.onednn;

/**
 * What an LSTM remembers of a batch, in native memory: the input, the gates and the states of every step. When there is
 * no backward pass to come, gates and tanh(c) keep the current step only.
 */
final class LstmTape {

    /** Deeplearning4j's order of gates: block input, forget, output, input gate. */
    static final int A = 0;

    static final int F = 1;

    static final int O = 2;

    static final int G = 3;

    private final LstmShape shape;

    private final boolean training;

    private final long input;

    private final long hidden;

    private final long cell;

    private final long cellTanh;

    private final long gates;

    LstmTape(Natives natives, LstmShape shape, boolean training) {
        this.shape = shape;
        this.training = training;
        input = natives.zeros(shape.steps() * shape.input());
        hidden = natives.zeros((shape.steps() + 1) * shape.state());
        cell = natives.zeros((shape.steps() + 1) * shape.state());
        cellTanh = natives.zeros(kept() * shape.state());
        gates = natives.zeros(4 * gateStride());
    }

    private long kept() {
        return training ? shape.steps() : 1;
    }

    /** Floats from one gate to the next: gates lie apart, so that each is dense. */
    long gateStride() {
        return kept() * shape.state();
    }

    /** The input of the step; of all steps from the first on, [time, batch, inputs + 1]. */
    long input(long step) {
        return Floats.at(input, step * shape.input());
    }

    /** h before the step; h before the first is the state the sequence starts from. */
    long hiddenBefore(long step) {
        return Floats.at(hidden, step * shape.state());
    }

    /** h after the step. */
    long hidden(long step) {
        return hiddenBefore(step + 1);
    }

    /** c before the step. */
    long cellBefore(long step) {
        return Floats.at(cell, step * shape.state());
    }

    /** c after the step. */
    long cell(long step) {
        return cellBefore(step + 1);
    }

    /** tanh(c) after the step. */
    long cellTanh(long step) {
        return Floats.at(cellTanh, training ? step * shape.state() : 0);
    }

    /** A gate of the step. */
    long gate(int gate, long step) {
        return Floats.at(gates, gate * gateStride() + (training ? step * shape.state() : 0));
    }
}

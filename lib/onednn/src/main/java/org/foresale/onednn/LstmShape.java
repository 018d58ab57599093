package org.foresale.onednn;

/** The sizes of one LSTM over one batch. */
record LstmShape(long batch, long steps, long inputs, long units) {

    /** Floats of one step of a state, [batch, units]. */
    long state() {
        return batch * units;
    }

    /** Floats of one step of the input, with a one after each row. */
    long input() {
        return batch * (inputs + 1);
    }
}

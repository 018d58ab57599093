package org.foresale.onednn;

/**
 * The sizes of one convolution over one batch.
 *
 * @param function what is done to the result
 */
record ConvolutionShape(long batch, long inputs, long filters, Window window, Function function) {

    /** The functions that oneDNN applies while the result is in the registers. */
    enum Function { IDENTITY, RELU, TANH }

    /** Whether it is one linear layer for each step. */
    boolean isLinear() {
        return function == Function.IDENTITY && window.kernel() == 1 && window.stride() == 1
                && window.out() == window.length();
    }
}

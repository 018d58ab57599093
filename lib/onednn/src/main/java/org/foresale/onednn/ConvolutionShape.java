package org.foresale.onednn;

/**
 * The sizes of one convolution over one batch.
 *
 * @param function what is done to the result
 */
record ConvolutionShape(long batch, long inputs, long filters, Window window, Function function) {

    /** The functions that oneDNN applies while the result is in the registers. */
    enum Function { IDENTITY, RELU, TANH }
}

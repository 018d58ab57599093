package org.foresale.onednn;

/**
 * The sizes of one convolution over one batch.
 *
 * @param function what is done to the result
 * @param bias     whether a bias is added
 */
record ConvolutionShape(long batch, long inputs, long filters, Window window, Function function, boolean bias) {

    /** The functions that oneDNN applies while the result is in the registers. */
    enum Function { IDENTITY, RELU, TANH }
}

/**
 * Deeplearning4j at the speed of oneDNN: {@link org.foresale.onednn.OneDnn#accelerate} runs the LSTM, one-dimensional
 * convolution and pooling layers of a network, new or loaded, on oneDNN, and leaves its configuration, its parameters
 * and its saved form as they are. {@link org.foresale.onednn.SparseInput} gives a network batches that are mostly zero.
 * The package is independent of purchases and of all other packages of Foresale.
 */
package org.foresale.onednn;

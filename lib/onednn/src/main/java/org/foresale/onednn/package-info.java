/**
 * Deeplearning4j at oneDNN speed: {@link org.foresale.onednn.OneDnn#accelerate} puts oneDNN behind the LSTM, the
 * one-dimensional convolutions and poolings of a network, new or loaded, and leaves its configuration, its parameters
 * and its saved form as they are. The package knows nothing of purchases and uses no other package of Foresale.
 */
package org.foresale.onednn;

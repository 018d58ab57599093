/**
 * Sequence networks on Deeplearning4j: histories to tensors, architectures, training.
 *
 * <p>Tensors are [batch, features, time], left-padded with zeros, the newest event last; there are no masks.
 */
package org.foresale.network;

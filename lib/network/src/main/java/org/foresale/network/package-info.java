/**
 * Sequence networks on Deeplearning4j: histories to tensors, architectures, training.
 *
 * <p>Tensors are [batch, features, time], left-padded with zeros, the newest event last; there are no masks.
 *
 * <p>A {@link org.foresale.network.NetworkLearner} trains a network of one target, a
 * {@link org.foresale.network.CategoryNetworkLearner} one for every category at once, with an output for each.
 */
package org.foresale.network;

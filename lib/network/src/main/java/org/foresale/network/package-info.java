/**
 * Sequence networks on Deeplearning4j: histories to tensors, architectures, training.
 *
 * <p>Tensors are [batch, features, time], left-padded with zeros, the newest event last; there are no masks.
 *
 * <p>A {@link org.foresale.network.NetworkLearner} trains a network for one target, a
 * {@link org.foresale.network.CategoryNetworkLearner} one for all categories at once, with one output per category.
 */
package org.foresale.network;

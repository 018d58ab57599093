/**
 * How fast networks train and answer: stock Deeplearning4j, Deeplearning4j with oneDNN behind it, TensorFlow and
 * PyTorch in Python, each in a process of its own, measured in turn.
 */
package org.foresale.benchmark;

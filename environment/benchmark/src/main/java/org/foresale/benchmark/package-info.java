/**
 * How fast networks train and answer: stock Deeplearning4j, Deeplearning4j with oneDNN behind it, and PyTorch, each in
 * a process of its own on one core, measured in turn.
 */
package org.foresale.benchmark;

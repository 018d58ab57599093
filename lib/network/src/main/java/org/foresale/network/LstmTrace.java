package org.foresale.network;

import org.foresale.network.LstmWeights.Block;

/**
 * The steps of an LSTM over one sequence, written out as the formulas have them (Hochreiter and Schmidhuber 1997, with
 * the forget gate of Gers, Schmidhuber and Cummins 2000):
 * <pre>
 *   i, f, o = sigmoid(W x + U h' + b)      input, forget and output gate
 *   g = tanh(W x + U h' + b)               candidate
 *   c = f c' + i g                         cell, from the cell of the step before
 *   h = o tanh(c)                          output
 * </pre>
 * Layers compute the same, but keep nothing of it. Arrays are [step][unit].
 */
record LstmTrace(double[][] input, double[][] forget, double[][] output, double[][] candidate, double[][] cell,
        double[][] hidden) {

    /**
     * Returns a sequence through an LSTM.
     *
     * @param steps [step][channel]
     */
    static LstmTrace of(double[][] steps, LstmWeights weights) {
        int units = weights.units();
        int length = steps.length;
        LstmTrace trace = new LstmTrace(new double[length][units], new double[length][units], new double[length][units],
                new double[length][units], new double[length][units], new double[length][units]);
        for (int t = 0; t < length; t++) {
            double[] before = t == 0 ? new double[units] : trace.hidden[t - 1];
            for (int k = 0; k < units; k++) {
                double g = Math.tanh(weights.sum(steps[t], before, Block.CANDIDATE, k));
                double f = sigmoid(weights.sum(steps[t], before, Block.FORGET, k));
                double o = sigmoid(weights.sum(steps[t], before, Block.OUTPUT, k));
                double i = sigmoid(weights.sum(steps[t], before, Block.INPUT, k));
                double c = (t == 0 ? 0 : f * trace.cell[t - 1][k]) + i * g;
                trace.candidate[t][k] = g;
                trace.forget[t][k] = f;
                trace.output[t][k] = o;
                trace.input[t][k] = i;
                trace.cell[t][k] = c;
                trace.hidden[t][k] = o * Math.tanh(c);
            }
        }
        return trace;
    }

    /** Takes any number to one between 0 and 1. */
    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}

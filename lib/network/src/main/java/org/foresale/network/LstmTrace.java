package org.foresale.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

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
     * @param steps     [step][channel]
     * @param weights   [channels, 4 units], in Deeplearning4j's order: candidate, forget, output, input gate
     * @param recurrent [units, 4 units]
     * @param bias      [4 units]
     */
    static LstmTrace of(double[][] steps, INDArray weights, INDArray recurrent, INDArray bias) {
        int units = Math.toIntExact(recurrent.size(0));
        int length = steps.length;
        LstmTrace trace = new LstmTrace(new double[length][units], new double[length][units], new double[length][units],
                new double[length][units], new double[length][units], new double[length][units]);
        double[][] w = weights.castTo(DataType.DOUBLE).toDoubleMatrix();
        double[][] u = recurrent.castTo(DataType.DOUBLE).toDoubleMatrix();
        double[] b = bias.castTo(DataType.DOUBLE).toDoubleVector();
        for (int t = 0; t < length; t++) {
            double[] before = t == 0 ? new double[units] : trace.hidden[t - 1];
            for (int k = 0; k < units; k++) {
                double g = Math.tanh(sum(steps[t], before, w, u, b, k));
                double f = sigmoid(sum(steps[t], before, w, u, b, units + k));
                double o = sigmoid(sum(steps[t], before, w, u, b, 2 * units + k));
                double i = sigmoid(sum(steps[t], before, w, u, b, 3 * units + k));
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

    private static double sum(double[] step, double[] before, double[][] w, double[][] u, double[] b, int column) {
        double sum = b[column];
        for (int channel = 0; channel < step.length; channel++) {
            sum += step[channel] * w[channel][column];
        }
        for (int unit = 0; unit < before.length; unit++) {
            sum += before[unit] * u[unit][column];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}

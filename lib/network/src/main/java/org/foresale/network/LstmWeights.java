package org.foresale.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of an LSTM. Their columns are, in Deeplearning4j's order, four blocks of one column a unit: candidate,
 * forget gate, output gate, input gate.
 *
 * @param ofInput  W: [channels][4 units]
 * @param ofOutput U: [units][4 units]
 * @param bias     b: [4 units]
 */
record LstmWeights(double[][] ofInput, double[][] ofOutput, double[] bias) {

    /** What four columns of a unit are for, in the order in which they stand. */
    enum Block {
        CANDIDATE, FORGET, OUTPUT, INPUT
    }

    static LstmWeights of(INDArray weights, INDArray recurrent, INDArray bias) {
        return new LstmWeights(weights.castTo(DataType.DOUBLE).toDoubleMatrix(),
                recurrent.castTo(DataType.DOUBLE).toDoubleMatrix(), bias.castTo(DataType.DOUBLE).toDoubleVector());
    }

    int units() {
        return ofOutput.length;
    }

    /** What a step adds to the sum of a block of a unit. */
    double brings(double[] step, Block block, int unit) {
        return product(step, ofInput, column(block, unit));
    }

    /** What the outputs of the step before add to it. */
    double recalls(double[] outputs, Block block, int unit) {
        return product(outputs, ofOutput, column(block, unit));
    }

    double bias(Block block, int unit) {
        return bias[column(block, unit)];
    }

    /** W x + U h' + b. */
    double sum(double[] step, double[] outputs, Block block, int unit) {
        return brings(step, block, unit) + recalls(outputs, block, unit) + bias(block, unit);
    }

    private int column(Block block, int unit) {
        return block.ordinal() * units() + unit;
    }

    private static double product(double[] numbers, double[][] columns, int column) {
        double sum = 0;
        for (int row = 0; row < numbers.length; row++) {
            sum += numbers[row] * columns[row][column];
        }
        return sum;
    }
}

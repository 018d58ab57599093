package org.foresale.network;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained dense layer that answers for many rows at once, given and told column by column.
 *
 * @param weights for each unit one weight an input
 * @param bias    of each unit
 */
record DenseLayer(float[][] weights, float[] bias) {

    private static final int AT_ONCE = 4;

    /** The layer that Deeplearning4j has trained. */
    static DenseLayer of(Layer layer) {
        INDArray weights = layer.getParam("W");
        float[][] ofUnits = new float[(int) weights.size(1)][(int) weights.size(0)];
        for (int unit = 0; unit < ofUnits.length; unit++) {
            for (int input = 0; input < ofUnits[unit].length; input++) {
                ofUnits[unit][input] = weights.getFloat(input, unit);
            }
        }
        return new DenseLayer(ofUnits, layer.getParam("b").toFloatVector());
    }

    /** What the bias and the first inputs, which are the same in all rows, make of each unit. */
    float[] start(float[] firstInputs) {
        float[] start = bias.clone();
        for (int unit = 0; unit < start.length; unit++) {
            for (int input = 0; input < firstInputs.length; input++) {
                start[unit] += weights[unit][input] * firstInputs[input];
            }
        }
        return start;
    }

    /**
     * Returns what the layer makes of rows.
     *
     * @param columns the last inputs, [input][row]
     * @param start   what the other inputs make of each unit, with the bias
     * @return [unit][row]
     */
    float[][] of(float[][] columns, float[] start) {
        float[][] units = new float[bias.length][columns[0].length];
        for (int unit = 0; unit < units.length; unit++) {
            float[] sums = units[unit];
            float[] by = weights[unit];
            int from = by.length - columns.length;
            Arrays.fill(sums, start[unit]);
            int input = 0;
            for (; input <= columns.length - AT_ONCE; input += AT_ONCE) {
                add(sums, by, from + input, columns, input);
            }
            for (; input < columns.length; input++) {
                for (int row = 0; row < sums.length; row++) {
                    sums[row] += by[from + input] * columns[input][row];
                }
            }
        }
        return units;
    }

    /** Four inputs at once, so that the sums are read and written a quarter as often. */
    private static void add(float[] sums, float[] by, int weight, float[][] columns, int input) {
        float[] a = columns[input];
        float[] b = columns[input + 1];
        float[] c = columns[input + 2];
        float[] d = columns[input + 3];
        float ofA = by[weight];
        float ofB = by[weight + 1];
        float ofC = by[weight + 2];
        float ofD = by[weight + 3];
        for (int row = 0; row < sums.length; row++) {
            sums[row] += ofA * a[row] + ofB * b[row] + ofC * c[row] + ofD * d[row];
        }
    }

    /** Like {@link #of}, with max(0, x) of each number (ReLU). */
    float[][] relu(float[][] columns, float[] start) {
        float[][] units = of(columns, start);
        for (float[] sums : units) {
            for (int row = 0; row < sums.length; row++) {
                sums[row] = Math.max(0, sums[row]);
            }
        }
        return units;
    }
}

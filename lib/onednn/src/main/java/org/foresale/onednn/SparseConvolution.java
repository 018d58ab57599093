package org.foresale.onednn;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of width one over an input that is mostly zero, such as events that mark a few of hundreds of classes:
 * each step becomes the sum of some rows of the weights. Zeros are looked at once and never multiplied, which beats any
 * dense product where few numbers are left.
 *
 * <p>Weights are [channel, filter], as Deeplearning4j has them in memory for a width of one.
 */
final class SparseConvolution {

    /** With more than this share of other numbers, the dense product is the quicker one. */
    private static final double MAX_SHARE = 1.0 / 8;
    private static final int ROWS_AT_ONCE = 64;
    private static final int EIGHT = 8;

    private final int channels;
    private final int filters;
    private int rows;
    /** For each row, the first of its numbers; one more entry than rows. */
    private int[] start = new int[1];
    private int[] channel = new int[0];
    private float[] value = new float[0];
    private float[] weights = new float[0];
    private float[] steps = new float[0];

    SparseConvolution(long channels, long filters) {
        this.channels = Math.toIntExact(channels);
        this.filters = Math.toIntExact(filters);
    }

    /**
     * Takes in an input [batch, channels, time].
     *
     * @return false if it is not sparse, or if the channels of a step do not lie together
     */
    boolean read(INDArray input) {
        if (input.stride(1) != 1 || input.stride(2) != channels || input.stride(0) != channels * input.size(2)
                || input.length() > Integer.MAX_VALUE) {
            return false;
        }
        rows = Math.toIntExact(input.size(0) * input.size(2));
        int most = (int) (input.length() * MAX_SHARE);
        start = start.length == rows + 1 ? start : new int[rows + 1];
        if (channel.length < most) {
            channel = new int[most];
            value = new float[most];
        }
        float[] some = new float[ROWS_AT_ONCE * channels];
        FloatPointer numbers = new FloatPointer(new Address().to(Floats.address(input)));
        int count = 0;
        for (int from = 0; from < rows; from += ROWS_AT_ONCE) {
            int to = Math.min(from + ROWS_AT_ONCE, rows);
            numbers.position((long) from * channels).get(some, 0, (to - from) * channels);
            for (int row = from; row < to; row++) {
                count = readRow(some, (row - from) * channels, most, count);
                if (count < 0) {
                    return false;
                }
                start[row + 1] = count;
            }
        }
        return true;
    }

    /**
     * Adds the numbers of a row to those that there are; returns how many there are then, or -1 if they are too many.
     * Eight at once are asked whether any has a bit, as most of a row is zero.
     */
    private int readRow(float[] some, int at, int most, int before) {
        int n = before;
        int c = 0;
        while (c < channels) {
            if (c + EIGHT <= channels && areZeros(some, at + c)) {
                c += EIGHT;
                continue;
            }
            int end = Math.min(c + EIGHT, channels);
            for (; c < end; c++) {
                if (some[at + c] != 0) {
                    if (n == most) {
                        return -1;
                    }
                    channel[n] = c;
                    value[n++] = some[at + c];
                }
            }
        }
        return n;
    }

    private static boolean areZeros(float[] some, int at) {
        return (Float.floatToRawIntBits(some[at]) | Float.floatToRawIntBits(some[at + 1])
                | Float.floatToRawIntBits(some[at + 2]) | Float.floatToRawIntBits(some[at + 3])
                | Float.floatToRawIntBits(some[at + 4]) | Float.floatToRawIntBits(some[at + 5])
                | Float.floatToRawIntBits(some[at + 6]) | Float.floatToRawIntBits(some[at + 7])) == 0;
    }

    /** The result of what was read; bias is null if there is none, output [batch, filters, time], filters together. */
    void forward(INDArray weight, INDArray bias, INDArray output) {
        weights = copied(weight, weights);
        steps = steps.length == rows * filters ? steps : new float[rows * filters];
        float[] first = bias == null ? new float[filters] : copied(bias, new float[filters]);
        for (int row = 0; row < rows; row++) {
            int filter = 0;
            for (; filter + EIGHT <= filters; filter += EIGHT) {
                eightFilters(row, filter, first);
            }
            for (; filter < filters; filter++) {
                float sum = first[filter];
                for (int k = start[row]; k < start[row + 1]; k++) {
                    sum += value[k] * weights[channel[k] * filters + filter];
                }
                steps[row * filters + filter] = sum;
            }
        }
        new FloatPointer(new Address().to(Floats.address(output))).put(steps, 0, rows * filters);
    }

    /**
     * Eight sums at once, which stay in the processor's registers; a loop over an array of sums would go through
     * memory.
     */
    private void eightFilters(int row, int filter, float[] first) {
        float a = first[filter];
        float b = first[filter + 1];
        float c = first[filter + 2];
        float d = first[filter + 3];
        float e = first[filter + 4];
        float f = first[filter + 5];
        float g = first[filter + 6];
        float h = first[filter + 7];
        for (int k = start[row]; k < start[row + 1]; k++) {
            int from = channel[k] * filters + filter;
            float by = value[k];
            a += by * weights[from];
            b += by * weights[from + 1];
            c += by * weights[from + 2];
            d += by * weights[from + 3];
            e += by * weights[from + 4];
            f += by * weights[from + 5];
            g += by * weights[from + 6];
            h += by * weights[from + 7];
        }
        int to = row * filters + filter;
        steps[to] = a;
        steps[to + 1] = b;
        steps[to + 2] = c;
        steps[to + 3] = d;
        steps[to + 4] = e;
        steps[to + 5] = f;
        steps[to + 6] = g;
        steps[to + 7] = h;
    }

    /** The gradients for errors [batch, filters, time] of what was read; the bias's is null if there is none. */
    void backward(INDArray errors, INDArray weightGradient, INDArray biasGradient) {
        INDArray read = isGapless(errors) ? errors : errors.permute(0, 2, 1).dup('c').permute(0, 2, 1);
        steps = copied(read, steps);
        int time = Math.toIntExact(read.size(2));
        int perSample = Math.toIntExact(read.stride(0));
        int perStep = Math.toIntExact(read.stride(2));
        Arrays.fill(weights, 0);
        float[] sum = new float[filters];
        for (int row = 0; row < rows; row++) {
            int at = row / time * perSample + row % time * perStep;
            for (int i = 0; i < filters; i++) {
                sum[i] += steps[at + i];
            }
            for (int k = start[row]; k < start[row + 1]; k++) {
                int to = channel[k] * filters;
                float by = value[k];
                for (int i = 0; i < filters; i++) {
                    weights[to + i] += by * steps[at + i];
                }
            }
        }
        new FloatPointer(new Address().to(Floats.address(weightGradient))).put(weights, 0, weights.length);
        if (biasGradient != null) {
            new FloatPointer(new Address().to(Floats.address(biasGradient))).put(sum, 0, filters);
        }
    }

    /** Whether the filters of a step lie together, and the steps one after the other in either order of the axes. */
    private boolean isGapless(INDArray errors) {
        long batch = errors.size(0);
        long time = errors.size(2);
        boolean samplesOutside = (time == 1 || errors.stride(2) == filters)
                && (batch == 1 || errors.stride(0) == filters * time);
        boolean stepsOutside = (batch == 1 || errors.stride(0) == filters)
                && (time == 1 || errors.stride(2) == filters * batch);
        return errors.stride(1) == 1 && (samplesOutside || stepsOutside);
    }

    /** All numbers of an array, as they lie in memory, in the given Java array if it has the size. */
    private static float[] copied(INDArray array, float[] into) {
        int length = Math.toIntExact(array.length());
        float[] copy = into.length == length ? into : new float[length];
        new FloatPointer(new Address().to(Floats.address(array))).get(copy, 0, length);
        return copy;
    }
}

package org.foresale.onednn;

import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * How a kernel slides along a sequence.
 *
 * @param left  steps of padding before the sequence
 * @param right steps of padding after it
 * @param out   positions of the kernel, which are the steps of the result; below 1 if the sequence is too short
 */
record Window(long length, long kernel, long stride, long dilation, long left, long right, long out) {

    /** As Deeplearning4j's convolution modes have it; of its arrays, the first number is the one along time. */
    static Window of(ConvolutionMode mode, long length, int[] kernels, int[] strides, int[] dilations,
            int[] paddings) {
        long kernel = kernels[0];
        long stride = strides[0];
        long dilation = dilations[0];
        long padding = paddings[0];
        long reach = (kernel - 1) * dilation + 1;
        return switch (mode) {
            case Same -> {
                long out = (length + stride - 1) / stride;
                long total = Math.max((out - 1) * stride + reach - length, 0);
                yield new Window(length, kernel, stride, dilation, total / 2, total - total / 2, out);
            }
            case Causal -> new Window(length, kernel, stride, dilation, reach - 1, 0, (length - 1) / stride + 1);
            case Truncate, Strict -> new Window(length, kernel, stride, dilation, padding, padding,
                    Math.floorDiv(length + 2 * padding - reach, stride) + 1);
        };
    }

    long[] strides() {
        return new long[] {stride};
    }

    long[] kernels() {
        return new long[] {kernel};
    }

    /** oneDNN counts the steps left out between two taps. */
    long[] gaps() {
        return new long[] {dilation - 1};
    }

    long[] paddingLeft() {
        return new long[] {left};
    }

    long[] paddingRight() {
        return new long[] {right};
    }
}

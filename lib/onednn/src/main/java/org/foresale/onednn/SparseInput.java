package org.foresale.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds batches of a network's input that is mostly zero: steps that mark a few of many classes, beside some numbers.
 * <pre>{@code
 *   SparseInput input = SparseInput.of(network, 320, 2);
 *   input.mark(17);
 *   input.mark(203);
 *   input.endStep(new float[] {1.5f, 0.2f}, 0);
 *   network.fit(new DataSet(input.array(1), labels));
 * }</pre>
 * If the first layer of the network is an accelerated convolution of width one without a function, such as an
 * embedding, and if at most an eighth of the batch is not zero, it reads the marks as they are: no zero is written or
 * multiplied. Every other network, and a fuller batch, gets a dense array.
 * An input is used by one thread at a time, and for one network.
 */
public final class SparseInput {

    private static final int FIRST_STEPS = 1_024;

    /** With more than this share of other numbers than zero, the dense product is the quicker one. */
    private static final double MAX_SHARE = 1.0 / 8;

    private final MultiLayerNetwork network;

    private final int channels;

    private final int numbers;

    private int steps;

    /** The channels that are marked, step by step. */
    private int[] marks = new int[FIRST_STEPS];

    /** For each step, and after the last, how many marks come before it. */
    private int[] before = new int[FIRST_STEPS + 1];

    private int marked;

    /** The last channels, step by step. */
    private float[] values;

    /** What was given out and is still good; null if nothing is. */
    private INDArray array;

    /** Of which the arrays are made that are given out in place of marks; null if none was. */
    private INDArray nan;

    private SparseInput(MultiLayerNetwork network, int channels, int numbers) {
        this.network = network;
        this.channels = channels;
        this.numbers = numbers;
        values = new float[FIRST_STEPS * numbers];
    }

    /**
     * Makes an input without steps.
     *
     * @param network  the network that reads it
     * @param channels number of channels of a step
     * @param numbers  how many of the last channels hold any number; the others are 1 where they are marked, else 0
     * @return the input
     * @throws IllegalArgumentException if the network is null, if there is no channel, or if there are fewer than 0
     *     numbers or more than channels
     */
    public static SparseInput of(MultiLayerNetwork network, int channels, int numbers) {
        if (network == null) {
            throw new IllegalArgumentException("the network is null");
        }
        if (channels < 1 || numbers < 0 || numbers > channels) {
            throw new IllegalArgumentException("a step has at least one channel, and no more numbers than channels,"
                    + " not " + channels + " and " + numbers);
        }
        return new SparseInput(network, channels, numbers);
    }

    /** Forgets all steps. The array that was given out must not be used any more. */
    public void clear() {
        steps = 0;
        marked = 0;
        array = null;
    }

    /**
     * Marks a class of the step that is being written; once for each step.
     *
     * @param channel the class, from 0 to before the first of the numbers
     * @throws IllegalArgumentException if there is no such class
     */
    public void mark(int channel) {
        if (channel < 0 || channel >= channels - numbers) {
            throw new IllegalArgumentException("there are " + (channels - numbers) + " classes, so none is " + channel);
        }
        if (marked == marks.length) {
            marks = Arrays.copyOf(marks, Math.multiplyExact(2, marked));
        }
        marks[marked++] = channel;
    }

    /**
     * Ends a step with its numbers.
     *
     * @param from array that has the numbers of the step
     * @param at   where in the array they begin
     * @throws IndexOutOfBoundsException if the array has not enough numbers
     */
    public void endStep(float[] from, int at) {
        if (steps + 1 == before.length) {
            before = Arrays.copyOf(before, Math.multiplyExact(2, steps) + 1);
            values = Arrays.copyOf(values, Math.multiplyExact(2 * steps, numbers));
        }
        System.arraycopy(from, at, values, steps * numbers, numbers);
        Arrays.sort(marks, before[steps], marked);
        before[++steps] = marked;
        array = null;
    }

    /**
     * Adds steps in which all is zero, such as the padding before a sequence.
     *
     * @param count how many
     */
    public void pad(int count) {
        float[] zeros = new float[numbers];
        for (int i = 0; i < count; i++) {
            endStep(zeros, 0);
        }
    }

    /**
     * Returns the steps as an input of the network, for one pass or several. Where the network reads the marks
     * themselves, all numbers of this array are NaN, so that whatever else reads it cannot be wrong in silence.
     *
     * @param time number of steps of a sequence
     * @return [sequences, channels, time], good until the next step or until {@link #clear}
     * @throws IllegalArgumentException if there is no step, or if the steps are not a number of whole sequences
     */
    public INDArray array(int time) {
        if (time < 1 || steps == 0 || steps % time != 0) {
            throw new IllegalArgumentException(steps + " steps are no sequences of " + time);
        }
        if (isSparse() && isReadWhole() && network.getLayer(0) instanceof OneDnnConvolution1D layer
                && layer.canReadMarks(channels)) {
            array = unreadable(time);
            layer.expect(this);
        } else {
            array = dense(time);
        }
        return array;
    }

    private boolean isSparse() {
        int others = marked;
        for (int i = 0; i < steps * numbers; i++) {
            others += values[i] == 0 ? 0 : 1;
        }
        return others <= (int) ((double) steps * channels * MAX_SHARE);
    }

    /** Truncated backpropagation cuts the array up, so that the layer would not know it again. */
    private boolean isReadWhole() {
        return network.getLayerWiseConfigurations().getBackpropType() == BackpropType.Standard;
    }

    /** An array of its own on memory that is written once, for the largest batch so far. */
    @SuppressWarnings("try")
    private INDArray unreadable(int time) {
        long length = Math.multiplyExact((long) steps, channels);
        if (nan == null || nan.length() < length) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                nan = Nd4j.valueArrayOf(new long[] {length}, Float.NaN, DataType.FLOAT);
            }
        }
        return Nd4j.create(nan.data(), new long[] {steps / time, channels, time},
                new long[] {(long) channels * time, time, 1}, 0, 'c', DataType.FLOAT);
    }

    private INDArray dense(int time) {
        INDArray tensor = Nd4j.zeros(DataType.FLOAT, steps / time, time, channels);
        FloatBuffer memory = tensor.data().asNioFloat();
        for (int step = 0; step < steps; step++) {
            int at = Math.multiplyExact(step, channels);
            for (int k = before[step]; k < before[step + 1]; k++) {
                memory.put(at + marks[k], 1);
            }
            memory.put(at + channels - numbers, values, step * numbers, numbers);
        }
        return tensor.permute(0, 2, 1);
    }

    /** Whether an array is the one that was given out for these very steps. */
    boolean is(INDArray input) {
        return array != null && array == input;
    }

    int steps() {
        return steps;
    }

    int numbers() {
        return numbers;
    }

    int[] marks() {
        return marks;
    }

    int[] before() {
        return before;
    }

    float[] values() {
        return values;
    }

    @Override
    public String toString() {
        return steps + " steps of " + channels + " channels, " + marked + " of which are marked";
    }
}

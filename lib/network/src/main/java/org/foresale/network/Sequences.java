package org.foresale.network;

import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.onednn.SparseInput;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds encoded sequences in sparse form, as a shopping day has a few dozen of several hundred classes. Only batches
 * are dense.
 */
public final class Sequences {

    private static final int EIGHT = 8;

    private final int features;
    private final int length;
    /** How many of the last channels have any value; the others are 0 or 1. */
    private final int dense;
    /** The channels that are 1, event by event. */
    private final int[] ones;
    /** For each event, its first entry in {@link #ones}; one more entry than events. */
    private final int[] firstOne;
    /** The values of the last channels, event by event. */
    private final float[] values;
    /** For each sequence, its first event; one more entry than sequences. */
    private final int[] start;

    private Sequences(int features, int length, int dense, int[] ones, int[] firstOne, float[] values, int[] start) {
        this.features = features;
        this.length = length;
        this.dense = dense;
        this.ones = ones;
        this.firstOne = firstOne;
        this.values = values;
        this.start = start;
    }

    /** Collects events, sequence by sequence, oldest event first. */
    static final class Builder {

        private final int features;
        private final int dense;
        private final int length;
        private final IntArrayList ones = new IntArrayList();
        private final IntArrayList firstOne = IntArrayList.of(0);
        private final FloatArrayList values = new FloatArrayList();
        private final IntArrayList start = IntArrayList.of(0);

        Builder(int features, int dense, int length) {
            this.features = features;
            this.dense = dense;
            this.length = length;
        }

        void event(int[] channels, int count, float[] lastChannels) {
            ones.addElements(ones.size(), channels, 0, count);
            firstOne.add(ones.size());
            values.addElements(values.size(), lastChannels, 0, dense);
        }

        void endSequence() {
            start.add(firstOne.size() - 1);
        }

        Sequences build() {
            return new Sequences(features, length, dense, ones.toIntArray(), firstOne.toIntArray(),
                    values.toFloatArray(), start.toIntArray());
        }
    }

    /**
     * Returns the number of sequences.
     *
     * @return the number of sequences
     */
    public int size() {
        return start.length - 1;
    }

    /**
     * Returns the number of events in a sequence, without the padding.
     *
     * @param sequence 0 to {@link #size()} - 1
     * @return the number of events
     * @throws IndexOutOfBoundsException if there is no such sequence
     */
    public int events(int sequence) {
        return start[sequence + 1] - start[sequence];
    }

    /** The standard deviation of each channel over all events; 0 where there is none. */
    double[] spreads() {
        int events = firstOne.length - 1;
        double[] sum = new double[features];
        double[] squares = new double[features];
        for (int one : ones) {
            sum[one]++;
            squares[one]++;
        }
        for (int k = 0; k < events * dense; k++) {
            sum[features - dense + k % dense] += values[k];
            squares[features - dense + k % dense] += (double) values[k] * values[k];
        }
        return IntStream.range(0, features).mapToDouble(channel -> events == 0 ? 0
                : Math.sqrt(Math.max(0, squares[channel] / events - Math.pow(sum[channel] / events, 2)))).toArray();
    }

    /**
     * Copies some sequences into one tensor.
     *
     * @param sequences indices of the sequences, in the order of the batch
     * @return tensor [sequences, features, time] of floats, left-padded with zeros
     * @throws IndexOutOfBoundsException if there is no such sequence
     * @throws ArithmeticException if the tensor would have more elements than an array can hold
     */
    public INDArray batch(int... sequences) {
        float[] tensor = new float[Math.toIntExact((long) sequences.length * features * length)];
        for (int row = 0; row < sequences.length; row++) {
            int to = start[sequences[row] + 1];
            for (int event = start[sequences[row]]; event < to; event++) {
                int at = (row * length + length - (to - event)) * features;
                for (int k = firstOne[event]; k < firstOne[event + 1]; k++) {
                    tensor[at + ones[k]] = 1;
                }
                System.arraycopy(values, event * dense, tensor, at + features - dense, dense);
            }
        }
        return Nd4j.create(tensor, new long[] {sequences.length, length, features}, 'c').permute(0, 2, 1);
    }

    /**
     * Fills an input with some sequences, but for the classes that are hidden.
     *
     * @param input     is cleared before
     * @param hides     asked for each class of each event whether to leave it out
     * @param sequences which of them, in this order
     */
    void fill(SparseInput input, BooleanSupplier hides, int... sequences) {
        input.clear();
        for (int sequence : sequences) {
            input.pad(length - events(sequence));
            for (int event = start[sequence]; event < start[sequence + 1]; event++) {
                for (int k = firstOne[event]; k < firstOne[event + 1]; k++) {
                    if (!hides.getAsBoolean()) {
                        input.mark(ones[k]);
                    }
                }
                input.endStep(values, event * dense);
            }
        }
    }

    /** An input for a network that reads such sequences, still without any. */
    SparseInput inputOf(MultiLayerNetwork network) {
        return SparseInput.of(network, features, dense);
    }

    /**
     * Sequences through a linear layer that sees one event at a time, such as an embedding: an event is the sum of some
     * rows of the weights, so that the zeros of the dense tensor are never touched.
     *
     * @param from    the first sequence
     * @param to      after the last sequence
     * @param weights one row of weights a channel
     * @param bias    what an event of the padding becomes
     * @param tensor  is filled with [to - from, time, size of the bias]
     */
    void through(int from, int to, float[] weights, float[] bias, float[] tensor) {
        int width = bias.length;
        int at = 0;
        for (int sequence = from; sequence < to; sequence++) {
            int padding = length - events(sequence);
            for (int step = 0; step < padding; step++, at += width) {
                System.arraycopy(bias, 0, tensor, at, width);
            }
            for (int event = start[sequence]; event < start[sequence + 1]; event++, at += width) {
                int unit = 0;
                for (; unit + EIGHT <= width; unit += EIGHT) {
                    eightUnits(event, unit, weights, bias, tensor, at);
                }
                for (; unit < width; unit++) {
                    oneUnit(event, unit, weights, bias, tensor, at);
                }
            }
        }
    }

    /**
     * Eight sums at once, which stay in the processor's registers; a loop over an array of sums would go through
     * memory.
     */
    private void eightUnits(int event, int unit, float[] weights, float[] bias, float[] tensor, int at) {
        int width = bias.length;
        float a = bias[unit];
        float b = bias[unit + 1];
        float c = bias[unit + 2];
        float d = bias[unit + 3];
        float e = bias[unit + 4];
        float f = bias[unit + 5];
        float g = bias[unit + 6];
        float h = bias[unit + 7];
        for (int k = firstOne[event]; k < firstOne[event + 1]; k++) {
            int row = ones[k] * width + unit;
            a += weights[row];
            b += weights[row + 1];
            c += weights[row + 2];
            d += weights[row + 3];
            e += weights[row + 4];
            f += weights[row + 5];
            g += weights[row + 6];
            h += weights[row + 7];
        }
        int row = (features - dense) * width + unit;
        for (int k = event * dense; k < (event + 1) * dense; k++, row += width) {
            float value = values[k];
            a += value * weights[row];
            b += value * weights[row + 1];
            c += value * weights[row + 2];
            d += value * weights[row + 3];
            e += value * weights[row + 4];
            f += value * weights[row + 5];
            g += value * weights[row + 6];
            h += value * weights[row + 7];
        }
        tensor[at + unit] = a;
        tensor[at + unit + 1] = b;
        tensor[at + unit + 2] = c;
        tensor[at + unit + 3] = d;
        tensor[at + unit + 4] = e;
        tensor[at + unit + 5] = f;
        tensor[at + unit + 6] = g;
        tensor[at + unit + 7] = h;
    }

    private void oneUnit(int event, int unit, float[] weights, float[] bias, float[] tensor, int at) {
        int width = bias.length;
        float sum = bias[unit];
        for (int k = firstOne[event]; k < firstOne[event + 1]; k++) {
            sum += weights[ones[k] * width + unit];
        }
        for (int k = 0; k < dense; k++) {
            sum += values[event * dense + k] * weights[(features - dense + k) * width + unit];
        }
        tensor[at + unit] = sum;
    }

    /**
     * Returns a copy of these sequences with the events of each in a random order: what was bought is kept, the order
     * is lost.
     *
     * @param seed seed of the shuffling
     * @return the shuffled sequences; padding stays on the left
     */
    public Sequences shuffled(long seed) {
        Random random = new Random(seed);
        Builder shuffled = new Builder(features, dense, length);
        for (int sequence = 0; sequence < size(); sequence++) {
            int[] order = IntStream.range(start[sequence], start[sequence + 1]).toArray();
            IntArrays.shuffle(order, random);
            for (int event : order) {
                int[] channels = Arrays.copyOfRange(ones, firstOne[event], firstOne[event + 1]);
                shuffled.event(channels, channels.length,
                        Arrays.copyOfRange(values, event * dense, (event + 1) * dense));
            }
            shuffled.endSequence();
        }
        return shuffled.build();
    }

    @Override
    public String toString() {
        return size() + " sequences of at most " + length + " events";
    }
}

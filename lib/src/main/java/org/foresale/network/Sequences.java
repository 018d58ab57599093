package org.foresale.network;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Encoded sequences, kept sparse: a shopping day buys a few dozen of some hundred classes. Only a batch is dense.
 */
public final class Sequences {

    private final int features;
    private final int length;
    /** For each event, the channels that are 1. */
    private final int[][] ones;
    /** For each event, the values of the last channels. */
    private final float[][] dense;
    /** For each sequence, its first event; one more entry than sequences. */
    private final int[] start;

    private Sequences(int features, int length, int[][] ones, float[][] dense, int[] start) {
        this.features = features;
        this.length = length;
        this.ones = ones;
        this.dense = dense;
        this.start = start;
    }

    /** Collects events, sequence by sequence, oldest event first. */
    static final class Builder {

        private final int features;
        private final int length;
        private final List<int[]> ones = new ArrayList<>();
        private final List<float[]> dense = new ArrayList<>();
        private final IntArrayList start = IntArrayList.of(0);

        Builder(int features, int length) {
            this.features = features;
            this.length = length;
        }

        void event(int[] channels, float[] lastChannels) {
            ones.add(channels);
            dense.add(lastChannels);
        }

        void endSequence() {
            start.add(ones.size());
        }

        Sequences build() {
            return new Sequences(features, length, ones.toArray(int[][]::new), dense.toArray(float[][]::new),
                    start.toIntArray());
        }
    }

    /**
     * How many sequences there are.
     *
     * @return the number of sequences
     */
    public int size() {
        return start.length - 1;
    }

    /**
     * How many events a sequence really has, without the padding.
     *
     * @param sequence 0 to {@link #size()} - 1
     * @return the number of events
     */
    public int events(int sequence) {
        return start[sequence + 1] - start[sequence];
    }

    /**
     * Some sequences as one tensor.
     *
     * @param sequences which ones, in this order
     * @return [sequences, features, time], float, left-padded with zeros
     */
    public INDArray batch(int... sequences) {
        float[] values = new float[sequences.length * features * length];
        for (int row = 0; row < sequences.length; row++) {
            int from = start[sequences[row]];
            int to = start[sequences[row] + 1];
            for (int event = from; event < to; event++) {
                int at = (row * length + length - (to - event)) * features;
                for (int channel : ones[event]) {
                    values[at + channel] = 1;
                }
                System.arraycopy(dense[event], 0, values, at + features - dense[event].length, dense[event].length);
            }
        }
        // An event's channels lie together in memory, as they come and as the convolutions want them.
        return Nd4j.create(values, new long[] {sequences.length, length, features}, 'c').permute(0, 2, 1);
    }
}

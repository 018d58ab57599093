package org.foresale.network;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The first layer of a trained network, computed from sparse events; one batch after the other in the same memory. */
final class Embedding {

    private final float[] weights;
    private final float[] bias;
    private final float[] values;
    private final INDArray tensor;
    private final FloatBuffer memory;

    /**
     * Makes an embedding.
     *
     * @param weights one row of weights a channel
     * @param bias    what is added to each step
     * @param length  events of a sequence
     * @param most    sequences of a batch at most
     */
    Embedding(float[] weights, float[] bias, int length, int most) {
        this.weights = weights;
        this.bias = bias;
        values = new float[Math.multiplyExact(most * length, bias.length)];
        tensor = Nd4j.zeros(DataType.FLOAT, most, length, bias.length);
        memory = tensor.data().asNioFloat();
    }

    /**
     * Some sequences, embedded; good until the next call.
     *
     * @param sequences all sequences
     * @param from      the first of them
     * @param to        after the last of them
     * @return [to - from, size, time]
     */
    INDArray of(Sequences sequences, int from, int to) {
        sequences.through(from, to, weights, bias, values);
        memory.put(0, values, 0, (to - from) * (values.length / (int) tensor.size(0)));
        return tensor.get(NDArrayIndex.interval(0, to - from), NDArrayIndex.all(), NDArrayIndex.all()).permute(0, 2, 1);
    }
}

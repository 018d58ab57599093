package org.foresale.network;

import java.nio.FloatBuffer;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The dense tensor of one batch after the other, in the same memory: only what was not zero is cleared again, since
 * most of a tensor never is anything else.
 */
final class BatchTensor {

    private final INDArray tensor;
    private final FloatBuffer memory;
    private Sequences filledFrom;
    private int[] filledWith = {};

    /**
     * Makes a tensor of zeros.
     *
     * @param sequences how many it holds at most
     */
    BatchTensor(int sequences, int features, int length) {
        Math.multiplyExact(Math.multiplyExact(sequences, features), length);
        // An event's channels lie together in memory, as they come and as the convolutions want them.
        tensor = Nd4j.zeros(DataType.FLOAT, sequences, length, features);
        memory = tensor.data().asNioFloat();
    }

    /**
     * Some sequences; good until the next call.
     *
     * @param sequences all sequences
     * @param hides     asked for each class of each event whether to leave it out
     * @param rows      which of them, in this order
     * @return [rows, features, time]
     */
    INDArray of(Sequences sequences, BooleanSupplier hides, int... rows) {
        if (filledFrom != null) {
            filledFrom.clear(memory, filledWith);
        }
        sequences.fill(memory, hides, rows);
        filledFrom = sequences;
        filledWith = rows;
        return tensor.get(NDArrayIndex.interval(0, rows.length), NDArrayIndex.all(), NDArrayIndex.all())
                .permute(0, 2, 1);
    }
}

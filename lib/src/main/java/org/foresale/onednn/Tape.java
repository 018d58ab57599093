package org.foresale.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which plan holds what the forward pass over an input left for the backward pass. It is good for one backward pass, and
 * only while nothing else went forward.
 *
 * @param input the very array that went forward, null if none did
 * @param plan  what it left
 */
record Tape<P>(INDArray input, P plan) {

    static <P> Tape<P> empty() {
        return new Tape<>(null, null);
    }

    boolean isOf(INDArray wanted) {
        return input != null && input == wanted;
    }
}

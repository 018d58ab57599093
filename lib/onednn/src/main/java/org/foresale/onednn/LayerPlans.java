package org.foresale.onednn;

import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The plans of one layer, for training and for inference, and which of them holds what a forward pass left for the
 * backward pass. That is good for one backward pass, and only while nothing else went forward.
 *
 * @param <K> the shape
 * @param <P> the plan
 */
final class LayerPlans<K, P extends Plan> {

    private final Plans<K, P> training;

    private final Plans<K, P> inference;

    private Tape<P> tape = Tape.empty();

    /**
     * What the last training forward pass left.
     *
     * @param input the very array that went forward, null if none did
     * @param read  the same in single precision; kept because the plan may still read it
     * @param plan  what it left
     */
    private record Tape<P>(INDArray input, INDArray read, P plan) {

        private static <P> Tape<P> empty() {
            return new Tape<>(null, null, null);
        }
    }

    /**
     * No plans yet.
     *
     * @param planner makes a plan for a shape, for training or not
     */
    LayerPlans(BiFunction<K, Boolean, P> planner) {
        training = new Plans<>(shape -> planner.apply(shape, true), Plans.BOUND);
        inference = new Plans<>(shape -> planner.apply(shape, false), Plans.BOUND);
    }

    /** The plan for a forward pass; what an earlier one left is gone. */
    P forward(K shape, boolean train) {
        forget();
        return (train ? training : inference).of(shape);
    }

    /** Remembers what the training forward pass over an input left. */
    void remember(INDArray input, INDArray read, P plan) {
        tape = new Tape<>(input, read, plan);
    }

    /** Whether the last forward pass was one over this very array, in training. */
    boolean remembers(INDArray input) {
        return tape.input != null && tape.input == input;
    }

    /** The plan of the last training forward pass. */
    P remembered() {
        return tape.plan;
    }

    /** Nothing is left for a backward pass. */
    void forget() {
        tape = Tape.empty();
    }

    /** Frees the native memory. */
    void close() {
        forget();
        training.close();
        inference.close();
    }
}

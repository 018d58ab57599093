package org.foresale.network;

/** Is told how a training goes on; called on the training thread. */
public interface TrainingListener {

    /** Takes no notice. */
    TrainingListener NONE = new TrainingListener() {
    };

    /**
     * A batch is done.
     *
     * @param epoch   number of the epoch, 1 for the first
     * @param epochs  most epochs there can be
     * @param batch   number of the batch, 1 for the first
     * @param batches batches of an epoch
     */
    default void batch(int epoch, int epochs, int batch, int batches) {
    }

    /**
     * An epoch is done.
     *
     * @param epoch what came of it
     */
    default void epoch(Epoch epoch) {
    }

    /**
     * Training is over: the most epochs are reached, or the validation loss no longer falls.
     *
     * @param best the epoch whose weights are kept
     */
    default void finished(Epoch best) {
    }
}

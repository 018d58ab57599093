package org.foresale.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Receives the progress of a training run; called on the training thread. */
public interface TrainingListener {

    /** Ignores all progress. */
    TrainingListener NONE = new TrainingListener() {
    };

    /**
     * Is called after each batch.
     *
     * @param epoch   number of the epoch, 1 for the first
     * @param epochs  maximum number of epochs
     * @param batch   number of the batch, 1 for the first
     * @param batches number of batches in an epoch
     */
    default void batch(int epoch, int epochs, int batch, int batches) {
    }

    /**
     * Is called after each epoch.
     *
     * @param epochs all epochs so far, the newest last
     */
    default void epoch(List<Epoch> epochs) {
    }

    /**
     * Is called when training ends.
     *
     * @param best   the epoch whose weights are kept
     * @param ending why training ended
     */
    default void finished(Epoch best, Ending ending) {
    }

    /**
     * Is called if the thread is interrupted before the end of the first epoch, so that there are no weights to keep.
     */
    default void abandoned() {
    }

    /** Says why training ended. */
    enum Ending {
        /** The validation loss no longer falls. */
        NO_LONGER_FALLING,
        /** The maximum number of epochs was reached; saved models call it by an older name. */
        @JsonProperty("MOST_EPOCHS")
        MAX_EPOCHS,
        /** The thread was interrupted. */
        INTERRUPTED
    }

    /**
     * Describes one pass over the training samples.
     *
     * @param number           number of the epoch, 1 for the first
     * @param trainLoss        mean log loss of its batches in nats, with dropout and while the weights change; weighted
     *     if the plan uses class weights
     * @param validationLoss   mean log loss of the validation samples after the epoch, in nats; weighted in the same
     *     way
     * @param validationRocAuc area under the ROC curve of the validation samples after the epoch
     * @param seconds          time from the start of training to the end of this epoch
     * @param best             whether no earlier epoch had a lower validation loss
     */
    record Epoch(int number, double trainLoss, double validationLoss, double validationRocAuc, double seconds,
            boolean best) {
    }
}

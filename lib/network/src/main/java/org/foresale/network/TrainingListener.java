package org.foresale.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Is told how a training goes on; called on the training thread. */
public interface TrainingListener {

    /** Takes no notice. */
    TrainingListener NONE = new TrainingListener() {
    };

    /**
     * Is called when a batch is done.
     *
     * @param epoch   number of the epoch, 1 for the first
     * @param epochs  most epochs there can be
     * @param batch   number of the batch, 1 for the first
     * @param batches batches of an epoch
     */
    default void batch(int epoch, int epochs, int batch, int batches) {
    }

    /**
     * Is called when an epoch is done.
     *
     * @param epochs all epochs so far, the newest last
     */
    default void epoch(List<Epoch> epochs) {
    }

    /**
     * Is called when training is over.
     *
     * @param best   the epoch whose weights are kept
     * @param ending why it is over
     */
    default void finished(Epoch best, Ending ending) {
    }

    /** Is called when the thread is interrupted before the first epoch is done, so that there is nothing to keep. */
    default void abandoned() {
    }

    /** Why a training is over. */
    enum Ending {
        /** The validation loss no longer falls. */
        NO_LONGER_FALLING,
        /** The most epochs are reached; saved models know it by an older name. */
        @JsonProperty("MOST_EPOCHS")
        MAX_EPOCHS,
        /** The thread was interrupted. */
        INTERRUPTED
    }

    /**
     * One pass over the training samples.
     *
     * @param number           1 for the first
     * @param trainLoss        mean log loss of its batches, in nats, with dropout and while the weights change;
     *                         weighted where the plan balances the labels
     * @param validationLoss   mean log loss of the validation samples after it, in nats; weighted alike
     * @param validationRocAuc area under the ROC curve of the validation samples after it
     * @param seconds          from the start of training to the end of this epoch
     * @param best             whether no epoch before had a lower validation loss
     */
    record Epoch(int number, double trainLoss, double validationLoss, double validationRocAuc, double seconds,
            boolean best) {
    }
}

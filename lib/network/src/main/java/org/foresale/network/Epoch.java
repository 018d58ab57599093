package org.foresale.network;

/**
 * One pass over the training samples.
 *
 * @param number           1 for the first
 * @param trainLoss        mean log loss of its batches, in nats, with dropout and while the weights change; weighted
 *                         where the plan balances the labels
 * @param validationLoss   mean log loss of the validation samples after it, in nats; weighted alike
 * @param validationRocAuc area under the ROC curve of the validation samples after it
 * @param seconds          from the start of training to the end of this epoch
 * @param best             whether no epoch before had a lower validation loss
 */
public record Epoch(int number, double trainLoss, double validationLoss, double validationRocAuc, double seconds,
        boolean best) {
}

package org.foresale.network;

/**
 * Describes how a network is trained, with Adam on the log loss (Kingma and Ba 2015).
 *
 * @param epochs       maximum number of epochs
 * @param patience     number of epochs without a lower validation loss before training stops
 * @param batch        number of samples in a batch
 * @param epochSamples maximum number of samples in an epoch; a larger training set is spread over several epochs, so
 *     that the validation loss is computed equally often for any size
 * @param learningRate Adam's learning rate
 * @param decay        weight decay (L2): this factor times half the squared norm of the weights is added to the loss
 * @param hidden       share of the classes of events that each batch hides at random, 0 to below 1, so that the network
 *     does not memorise the baskets of its few users
 * @param balanced     whether class weights give buyers and non-buyers the same total weight in the loss; scores are
 *     then calibrated for a base rate of one half
 */
public record TrainingPlan(int epochs, int patience, int batch, int epochSamples, double learningRate, double decay,
        double hidden, boolean balanced) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the number of epochs, the patience, a number of samples or the learning rate
     *     is not above 0, if the decay is below 0, if one of these is infinite, or if the hidden share is not in [0, 1)
     */
    public TrainingPlan {
        for (int number : new int[] {epochs, patience, batch, epochSamples}) {
            if (number < 1) {
                throw new IllegalArgumentException("epochs, patience and samples are at least 1, but one is "
                        + number);
            }
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("the learning rate is above 0, not " + learningRate);
        }
        if (!(decay >= 0) || Double.isInfinite(decay)) {
            throw new IllegalArgumentException("the decay is 0 or above, not " + decay);
        }
        if (!(hidden >= 0 && hidden < 1)) {
            throw new IllegalArgumentException("the share of hidden classes is " + hidden + ", not in [0, 1)");
        }
    }

    /**
     * Returns a plan of at most 30 epochs with a patience of 3, batches of 128, a learning rate of 0.002, a weight
     * decay of 0.0005, a fifth of the classes hidden, and no class weights.
     *
     * @return the plan
     */
    public static TrainingPlan withDefaults() {
        return new TrainingPlan(30, 3, 128, Integer.MAX_VALUE, 2e-3, 5e-4, 0.2, false);
    }

    /**
     * Returns a copy of this plan with another maximum number of epochs and another patience.
     *
     * @param most    maximum number of epochs
     * @param waiting number of epochs without a lower validation loss before training stops
     * @return the new plan
     * @throws IllegalArgumentException if a number is not above 0
     */
    public TrainingPlan withEpochs(int most, int waiting) {
        return new TrainingPlan(most, waiting, batch, epochSamples, learningRate, decay, hidden, balanced);
    }

    /**
     * Returns a copy of this plan with another batch size and learning rate.
     *
     * @param samples number of samples in a batch
     * @param rate    Adam's learning rate
     * @return the new plan
     * @throws IllegalArgumentException if a number is not above 0
     */
    public TrainingPlan withSteps(int samples, double rate) {
        return new TrainingPlan(epochs, patience, samples, epochSamples, rate, decay, hidden, balanced);
    }

    /**
     * Returns a copy of this plan with another maximum number of samples in an epoch.
     *
     * @param most maximum number of samples in an epoch
     * @return the new plan
     * @throws IllegalArgumentException if it is not above 0
     */
    public TrainingPlan withEpochSamples(int most) {
        return new TrainingPlan(epochs, patience, batch, most, learningRate, decay, hidden, balanced);
    }

    /**
     * Returns a copy of this plan with other regularisation.
     *
     * @param newDecay  weight decay (L2): this factor times half the squared norm of the weights is added to the loss
     * @param newHidden share of the classes of events that each batch hides at random, 0 to below 1
     * @return the new plan
     * @throws IllegalArgumentException if a number is out of range
     */
    public TrainingPlan withRegularisation(double newDecay, double newHidden) {
        return new TrainingPlan(epochs, patience, batch, epochSamples, learningRate, newDecay, newHidden, balanced);
    }

    /**
     * Returns a copy of this plan with class weights, so that buyers and non-buyers have the same total weight in the
     * loss.
     *
     * @return the new plan
     */
    public TrainingPlan withClassWeights() {
        return new TrainingPlan(epochs, patience, batch, epochSamples, learningRate, decay, hidden, true);
    }
}

package org.foresale.network;

/**
 * How a network is trained, by Adam on the log loss (Kingma and Ba 2015).
 *
 * @param epochs       most epochs
 * @param patience     epochs without a lower validation loss before training stops
 * @param batch        samples of a batch
 * @param epochSamples most samples of an epoch: a training set that has more is gone through in several epochs, so that
 *                     validation is asked as often however large it is
 * @param learningRate Adam's learning rate
 * @param decay        how much half the squared length of the weights adds to the loss (L2)
 * @param hidden       share of the classes of events that each batch hides at random, 0 to below 1, so that the network
 *                     does not learn the baskets of its few users by heart
 * @param balanced     whether the buyers and the others weigh alike in the loss, however many there are of each;
 *                     scores are then those of a world where half are buyers
 */
public record TrainingPlan(int epochs, int patience, int batch, int epochSamples, double learningRate, double decay,
        double hidden, boolean balanced) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if epochs, patience, samples or learning rate are not above 0, if the decay is
     *     below 0, if one of these is infinite, or if the hidden share is not in [0, 1)
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
     * Returns a plan of at most 30 epochs with a patience of 3, batches of 128, a learning rate of 0.002, a decay of
     * 0.0005, a fifth of the classes hidden, no class weights.
     *
     * @return the plan
     */
    public static TrainingPlan withDefaults() {
        return new TrainingPlan(30, 3, 128, Integer.MAX_VALUE, 2e-3, 5e-4, 0.2, false);
    }

    /**
     * Returns a copy of this plan with other bounds on the epochs.
     *
     * @param most    most epochs
     * @param waiting epochs without a lower validation loss before training stops
     * @return the new plan
     * @throws IllegalArgumentException if a number is not above 0
     */
    public TrainingPlan withEpochs(int most, int waiting) {
        return new TrainingPlan(most, waiting, batch, epochSamples, learningRate, decay, hidden, balanced);
    }

    /**
     * Returns a copy of this plan with other steps.
     *
     * @param samples samples of a batch
     * @param rate    Adam's learning rate
     * @return the new plan
     * @throws IllegalArgumentException if a number is not above 0
     */
    public TrainingPlan withSteps(int samples, double rate) {
        return new TrainingPlan(epochs, patience, samples, epochSamples, rate, decay, hidden, balanced);
    }

    /**
     * Returns a copy of this plan with epochs of a bounded size.
     *
     * @param most most samples of an epoch
     * @return the new plan
     * @throws IllegalArgumentException if it is not above 0
     */
    public TrainingPlan withEpochSamples(int most) {
        return new TrainingPlan(epochs, patience, batch, most, learningRate, decay, hidden, balanced);
    }

    /**
     * Returns a copy of this plan with other guards against learning by heart.
     *
     * @param newDecay  how much half the squared length of the weights adds to the loss
     * @param newHidden share of the classes of events that each batch hides at random
     * @return the new plan
     * @throws IllegalArgumentException if a number is out of its range
     */
    public TrainingPlan withRegularisation(double newDecay, double newHidden) {
        return new TrainingPlan(epochs, patience, batch, epochSamples, learningRate, newDecay, newHidden, balanced);
    }

    /**
     * Returns a copy of this plan with class weights: buyers and others weigh alike in the loss.
     *
     * @return the new plan
     */
    public TrainingPlan withClassWeights() {
        return new TrainingPlan(epochs, patience, batch, epochSamples, learningRate, decay, hidden, true);
    }
}

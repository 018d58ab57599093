package org.foresale.learn;

import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;

/**
 * Fits predictors to samples.
 *
 * <p>A learner is immutable: it can be reused, and the same samples give the same predictor. It is given only training
 * and validation samples, and has no other data than that of their users, so it cannot know anything about a test user.
 * Its {@code toString} shows everything that its results depend on, for readers of a saved model and for resuming saved
 * runs.
 */
public interface Learner {

    /**
     * Returns the name of the learner in tables and charts.
     *
     * @return its name
     */
    String name();

    /**
     * Returns a copy of this learner with another seed.
     *
     * @param seed seed of all its random choices
     * @return the new learner; this one if it makes no random choice
     */
    default Learner withSeed(long seed) {
        return this;
    }

    /**
     * Tells whether the learner is a neural network or asks one. Other processors round otherwise, and over a training
     * that grows: the figures of a network are the same on the same make of processor only.
     *
     * @return true if it is or does; false of trees and regressions
     */
    default boolean usesNetwork() {
        return false;
    }

    /**
     * Fits a predictor.
     *
     * @param train      samples to fit to
     * @param validation samples of other users, for early stopping; a learner may ignore them
     * @return the predictor
     * @throws IllegalArgumentException if there are no training samples, or if they all have the same label
     */
    Predictor fit(Samples train, Samples validation);

    /**
     * Fits a predictor to the training and validation samples of a cohort.
     *
     * @param cohort the samples; the test samples are not used
     * @return the predictor
     * @throws IllegalArgumentException if there are no training samples, or if they all have the same label
     */
    default Predictor fit(Cohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }
}

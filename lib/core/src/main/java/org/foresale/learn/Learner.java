package org.foresale.learn;

import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;

/**
 * Makes a predictor of samples.
 *
 * <p>A learner never changes: it can be used again, and the same samples give the same predictor. It is handed the
 * training and the validation samples only, and holds no data but that of their users, so it cannot know anything of a
 * test user. As a text it tells all that its figures depend on, for whoever reads a saved model or takes up a kept run.
 */
public interface Learner {

    /**
     * Returns the learner's name in tables and charts.
     *
     * @return its name
     */
    String name();

    /**
     * Returns a copy of this learner with another seed.
     *
     * @param seed of all its random choices
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
     * Learns.
     *
     * @param train      samples to fit to
     * @param validation samples of other users, to choose when to stop; a learner may ignore them
     * @return the predictor
     * @throws IllegalArgumentException if there are no training samples, or if they all have the same label
     */
    Predictor fit(Samples train, Samples validation);

    /**
     * Learns from the training and the validation samples of a cohort.
     *
     * @param cohort the samples; those of the test are not looked at
     * @return the predictor
     * @throws IllegalArgumentException if there are no training samples, or if they all have the same label
     */
    default Predictor fit(Cohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }
}

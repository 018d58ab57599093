package org.foresale.learn;

import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Shift;

/**
 * Fits a learner to shifted copies of training samples.
 *
 * @param learner what is fitted
 * @param shift   makes the copies
 */
record ShiftedCategories(CategoryLearner learner, Shift shift) implements CategoryLearner {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is null
     */
    ShiftedCategories {
        if (learner == null || shift == null) {
            throw new IllegalArgumentException("the " + (learner == null ? "learner" : "shift") + " is null");
        }
    }

    @Override
    public String name() {
        return learner.name() + ", shift " + shift.inBraces();
    }

    @Override
    public boolean usesNetwork() {
        return learner.usesNetwork();
    }

    @Override
    public ShiftedCategories withSeed(long seed) {
        return new ShiftedCategories(learner.withSeed(seed), shift);
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        CategorySamples copies = train.requireBothLabels("training").shifted(shift);
        if (copies.size() == 0) {
            throw new IllegalArgumentException("none of the " + train.size() + " samples for training has a copy by the"
                    + " shift " + shift.inBraces() + ": take a shorter one");
        }
        return learner.fit(copies, validation);
    }
}

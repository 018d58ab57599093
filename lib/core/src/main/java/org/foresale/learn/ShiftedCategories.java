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

    @Override
    public String name() {
        return learner.name() + ", shift " + shift.inBraces();
    }

    @Override
    public ShiftedCategories withSeed(long seed) {
        return new ShiftedCategories(learner.withSeed(seed), shift);
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        return learner.fit(train.requireBothLabels("training").shifted(shift), validation);
    }
}

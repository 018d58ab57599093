package org.foresale.study;

import org.foresale.evaluate.Difference;

/**
 * What the fullest training shift gains over the first one with users who are asked about earlier.
 *
 * @param task       name of the task
 * @param learner    name of the learner
 * @param difference averaged over all tests that lack a shopping day
 * @param adjusted   its p-value, adjusted with those of all tasks and learners; by it a difference is shown or not
 */
record Gain(String task, String learner, Difference difference, double adjusted) {

    static final String HIGHER = "higher";
    static final String LOWER = "lower";
    static final String NO_DIFFERENCE = "no difference";
    private static final double ALPHA = .05;

    boolean isHigher() {
        return adjusted <= ALPHA && estimate() > 0;
    }

    boolean isLower() {
        return adjusted <= ALPHA && estimate() < 0;
    }

    String finding() {
        return isHigher() ? HIGHER : isLower() ? LOWER : NO_DIFFERENCE;
    }

    double estimate() {
        return difference.interval().estimate();
    }
}

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

    boolean isHigher() {
        return finding().equals(Difference.HIGHER);
    }

    boolean isLower() {
        return finding().equals(Difference.LOWER);
    }

    String finding() {
        return difference.finding(adjusted);
    }

    double estimate() {
        return difference.interval().estimate();
    }
}

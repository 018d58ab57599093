package org.foresale.study;

import org.foresale.evaluate.Difference;

/**
 * What the fullest training shift gains over the first one with users who are asked about earlier.
 *
 * @param task       name of the task
 * @param learner    name of the learner
 * @param difference averaged over all tests that lack a shopping day
 */
record Gain(String task, String learner, Difference difference) {

    boolean isHigher() {
        return difference.interval().low() > 0;
    }

    boolean isLower() {
        return difference.interval().high() < 0;
    }

    double estimate() {
        return difference.interval().estimate();
    }
}

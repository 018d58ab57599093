package org.foresale.study;

import org.foresale.cohort.Cohort;

/**
 * A question of a study.
 *
 * @param name   short, for tables and charts
 * @param cohort its samples
 */
public record Task(String name, Cohort cohort) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Task {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a task needs a name, but it is blank");
        }
    }
}

/**
 * Cohorts: which users are samples, on which day, with which label, in which split.
 *
 * <p>A sample is a user and a <em>cut</em>: the first day that is hidden from the model. The rules are functions of one
 * user's history and a few numbers, so that any engine can apply them. A {@link org.foresale.cohort.CategorySnapshot}
 * covers every category of a level at once: each of its samples has a label for each category.
 */
package org.foresale.cohort;

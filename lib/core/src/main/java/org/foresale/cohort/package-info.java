/**
 * Cohorts: which users are looked at, on which day, with which label, in which split.
 *
 * <p>A sample is a user and a <em>cut</em>: the first day that a model may not see. The rules are functions of one
 * user's history and a few numbers, so that any engine can apply them. A {@link org.foresale.cohort.CategorySnapshot}
 * asks for every category of a level at once: each of its samples has a label for each category.
 */
package org.foresale.cohort;

/**
 * Studies: grids of several learners, questions and seeds, run on all cores, and their results; and the search behind
 * the settings of the learners.
 */
package org.foresale.study;

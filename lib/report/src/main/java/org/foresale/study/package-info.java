/**
 * Studies: several learners, questions and seeds in a grid, run on all cores, and what comes of it;
 * and the search that stands behind the settings of the learners.
 */
package org.foresale.study;

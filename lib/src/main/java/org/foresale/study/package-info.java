/** Studies: several learners, questions and seeds in a grid, run on all cores, and what comes of it. */
package org.foresale.study;

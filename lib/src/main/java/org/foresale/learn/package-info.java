/**
 * Learning: {@link org.foresale.learn.Learner#fit} makes a {@link org.foresale.learn.Predictor} of samples.
 *
 * <p>Here are the two interfaces and the learners that every other one has to beat.
 */
package org.foresale.learn;

/**
 * Learning: {@link org.foresale.learn.Learner#fit} makes a {@link org.foresale.learn.Predictor} of samples.
 *
 * <p>Here are the two interfaces and the learners that every other one has to beat: from saying yes to everybody to
 * XGBoost on all that a history holds but its order, of one target or of many at once. What was learnt can be taken
 * apart into {@link org.foresale.learn.PredictorParts} and put together again. A
 * {@link org.foresale.learn.CategoryLearner} learns every category at once, and its
 * {@link org.foresale.learn.CategoryPredictor} has a score for each of them.
 */
package org.foresale.learn;

/**
 * Learning: {@link org.foresale.learn.Learner#fit} fits a {@link org.foresale.learn.Predictor} to samples.
 *
 * <p>This package has the two interfaces and the baselines that other learners have to beat: from predicting every
 * sample positive to XGBoost on everything in a history except its order, for one target or for many at once. A
 * predictor can be converted to {@link org.foresale.learn.PredictorParts} and read from them again. A {@link
 * org.foresale.learn.CategoryLearner} learns every category at once, and its {@link
 * org.foresale.learn.CategoryPredictor} has a score for each of them.
 */
package org.foresale.learn;

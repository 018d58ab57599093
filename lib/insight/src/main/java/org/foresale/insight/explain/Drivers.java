package org.foresale.insight.explain;

import java.util.List;
import org.foresale.cohort.Samples;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Predictor;
import tech.tablesaw.api.Table;

/**
 * Explains scores, for one user and over all users.
 *
 * <p>Effects are in log-odds: +0.7 doubles the odds, -0.7 halves them. They show what moves the prediction, not what
 * would influence the user.
 */
public sealed interface Drivers permits FeatureDrivers, ClassDrivers {

    /**
     * Computes the contribution of each feature to the log-odds of boosted trees with TreeSHAP.
     *
     * @param fitted  the fitted trees
     * @param samples the samples to explain; their labels are not used
     * @return the drivers
     * @throws IllegalArgumentException if there are no samples
     */
    static FeatureDrivers ofFeatures(BoostedTreesLearner.Fitted fitted, Samples samples) {
        return FeatureDrivers.of(fitted, samples);
    }

    /**
     * Computes the effect of the purchases of each second-level class on the score by removing them from the history.
     * This works for networks and for any other predictor.
     *
     * @param predictor the predictor
     * @param samples   the samples to explain; their labels are not used
     * @return the drivers
     * @throws IllegalArgumentException if there are no samples
     */
    static ClassDrivers ofClasses(Predictor predictor, Samples samples) {
        return ClassDrivers.of(predictor, samples);
    }

    /**
     * Returns the drivers of one sample's score.
     *
     * @param sample index of the sample
     * @return one row per driver, the strongest first
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if these are drivers of classes, and purchases have already been removed from the
     *     samples
     */
    Table of(int sample);

    /**
     * Describes the three strongest drivers of one sample's score in words.
     *
     * @param sample index of the sample
     * @return for example "bought DOG FOODS 5 times in the last 60 days: raises the score"; fewer than three if no more
     *     affect the score
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if these are drivers of classes, and purchases have already been removed from the
     *     samples
     */
    List<String> reasons(int sample);

    /**
     * Returns the drivers over all samples.
     *
     * @return one row per driver, the strongest first, with its mean effect and the interval of that mean over the
     *     users
     * @throws IllegalStateException if these are drivers of classes, and purchases have already been removed from the
     *     samples
     */
    Table overall();
}

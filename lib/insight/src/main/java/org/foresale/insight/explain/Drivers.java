package org.foresale.insight.explain;

import java.util.List;
import org.foresale.cohort.Samples;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Predictor;
import tech.tablesaw.api.Table;

/**
 * Why a score is what it is: for one user, and over all.
 *
 * <p>Effects are in log odds: +0.7 doubles the odds, -0.7 halves them. They tell what moves the predictor, not what
 * would move the user.
 */
public sealed interface Drivers permits FeatureDrivers, ClassDrivers {

    /**
     * Tells what each feature adds to the log odds of boosted trees, by TreeSHAP.
     *
     * @param fitted  the trees
     * @param samples the samples to explain; their labels are not looked at
     * @return the drivers
     * @throws IllegalArgumentException if there is no sample
     */
    static FeatureDrivers ofFeatures(BoostedTreesLearner.Fitted fitted, Samples samples) {
        return FeatureDrivers.of(fitted, samples);
    }

    /**
     * Tells what the purchases of each second-level class do to the score, by taking them out of the history: for
     * networks, and for any other predictor.
     *
     * @param predictor the predictor
     * @param samples   the samples to explain; their labels are not looked at
     * @return the drivers
     * @throws IllegalArgumentException if there is no sample
     */
    static ClassDrivers ofClasses(Predictor predictor, Samples samples) {
        return ClassDrivers.of(predictor, samples);
    }

    /**
     * Returns the drivers of one sample's score.
     *
     * @param sample which of the samples
     * @return one row a driver, the strongest first
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if the drivers are those of classes, and the samples lack purchases on purpose
     *     already
     */
    Table of(int sample);

    /**
     * Returns the three strongest drivers of one sample's score in words.
     *
     * @param sample which of the samples
     * @return for example "bought DOG FOODS 5 times in the last 60 days: raises the score"; fewer than three if no
     *     more moved the score
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if the drivers are those of classes, and the samples lack purchases on purpose
     *     already
     */
    List<String> reasons(int sample);

    /**
     * Returns the drivers over all samples.
     *
     * @return one row a driver, the strongest first, with its mean effect and the interval of it over the users
     * @throws IllegalStateException if the drivers are those of classes, and the samples lack purchases on purpose
     *     already
     */
    Table overall();
}

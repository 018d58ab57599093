package org.foresale.learn;

import java.util.List;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;
import org.foresale.log.ForesaleException;

/**
 * Computes affinities to the target from what users bought: scores of how strongly the classes that a user bought are
 * associated with a purchase of the target, such as the log-odds of naive Bayes.
 *
 * <p>The affinities are small models, fitted to the labels of training samples. Their predictions for these samples are
 * too optimistic; use {@link #ofTraining} to train another model on them.
 */
public final class AffinityFeatures {

    private static final int FOLDS = 5;

    private final Affinities affinities;

    private AffinityFeatures(Affinities affinities) {
        this.affinities = affinities;
    }

    /**
     * Fits the affinities to training samples.
     *
     * @param train the training samples, of both labels
     * @return the affinities
     * @throws IllegalArgumentException if there is no sample or only one label, if no sample has a line, or if there
     *     are more than 100,000 classes of a level or a class with a path of more than 10,000 characters
     */
    public static AffinityFeatures fit(Samples train) {
        train.requireBothLabels("training");
        return new AffinityFeatures(Affinities.fit(train));
    }

    /**
     * Reads the affinities from a part of a saved model.
     *
     * @param parts the parts of the model
     * @param name  the name of the part
     * @return the affinities
     * @throws ForesaleException if there is no such part, or if it was not written by {@link #addTo}
     */
    public static AffinityFeatures read(PredictorParts parts, String name) {
        return new AffinityFeatures(parts.json(name, Affinities.class));
    }

    /**
     * Adds the affinities to the parts of a model that is to be saved.
     *
     * @param parts the parts so far
     * @param name  the name of the new part
     * @return the new parts
     * @throws IllegalArgumentException if the name is not allowed or taken
     */
    public PredictorParts addTo(PredictorParts parts, String name) {
        return parts.withJson(name, affinities);
    }

    /**
     * Returns the names of the affinities.
     *
     * @return a name for each affinity, in the order of the values of a sample
     */
    public static List<String> names() {
        return Stream.of(Affinity.values()).map(Affinity::label).toList();
    }

    /**
     * Computes the affinities of samples that were not used for fitting; their labels are ignored.
     *
     * @param samples the samples
     * @param from    index of the first sample
     * @param to      index after the last sample
     * @return for each sample one finite value for each of {@link #names}
     * @throws IndexOutOfBoundsException if there are no such samples
     */
    public double[][] of(Samples samples, int from, int to) {
        return affinities.of(samples, from, to);
    }

    /**
     * Computes the affinities of training samples out of fold: for the users of each of five folds, by affinities that
     * are fitted to the other four folds.
     *
     * @param train the training samples
     * @param seed  random seed of the folds
     * @return for each sample one finite value for each of {@link #names}
     * @throws IllegalArgumentException if all buyers, or all non-buyers, are in one of the folds
     */
    public static double[][] ofTraining(Samples train, long seed) {
        return Affinities.crossFitted(train, new UserFolds(seed, FOLDS));
    }

    @Override
    public String toString() {
        return "Affinities of a target";
    }
}

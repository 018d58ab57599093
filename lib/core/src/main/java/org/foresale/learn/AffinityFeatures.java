package org.foresale.learn;

import java.util.List;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;
import org.foresale.log.ForesaleException;

/**
 * Turns what users bought into affinities to the target: numbers that say how well the classes that a user bought go
 * with a purchase of it, such as the log-odds of naive Bayes.
 *
 * <p>The affinities are small models of their own, fitted to the labels of training samples. What they say of those
 * very samples is too good, so whoever learns from it asks {@link #ofTraining}.
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
     *     are more than 100,000 classes of a level or one with a path of more than 10,000 characters
     */
    public static AffinityFeatures fit(Samples train) {
        train.requireBothLabels("training");
        return new AffinityFeatures(Affinities.fit(train));
    }

    /**
     * Puts the affinities together from a part of a model.
     *
     * @param parts the parts of the model
     * @param name  the name of the part
     * @return the affinities
     * @throws ForesaleException if there is no such part, or if it is not what {@link #addTo} gives
     */
    public static AffinityFeatures read(PredictorParts parts, String name) {
        return new AffinityFeatures(parts.json(name, Affinities.class));
    }

    /**
     * Adds the affinities to the parts of a model.
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
     * Names the affinities.
     *
     * @return a name for each number of a sample, in their order
     */
    public static List<String> names() {
        return Stream.of(Affinity.values()).map(Affinity::label).toList();
    }

    /**
     * Computes the affinities of samples other than those fitted to; their labels are not looked at.
     *
     * @param samples the samples
     * @param from    the first of them
     * @param to      the one after the last
     * @return for each sample one number for each of {@link #names}, finite
     * @throws IndexOutOfBoundsException if there are no such samples
     */
    public double[][] of(Samples samples, int from, int to) {
        return affinities.of(samples, from, to);
    }

    /**
     * Computes the affinities of training samples without knowing their labels: for the users of each of five folds,
     * those that are fitted to the other four.
     *
     * @param train the training samples
     * @param seed  of the folds
     * @return for each sample one number for each of {@link #names}, finite
     * @throws IllegalArgumentException if all buyers, or all others, are in one of the folds
     */
    public static double[][] ofTraining(Samples train, long seed) {
        return Affinities.crossFitted(train, new UserFolds(seed, FOLDS));
    }

    @Override
    public String toString() {
        return "Affinities of a target";
    }
}

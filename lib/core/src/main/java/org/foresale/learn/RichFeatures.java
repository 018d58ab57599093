package org.foresale.learn;

import java.util.ArrayList;
import java.util.List;
import org.foresale.cohort.Samples;

/**
 * Turns histories into rows of all that this library computes of them without their order: {@link PurchaseFeatures},
 * then {@link ShoppingFeatures}, then {@link AffinityFeatures}.
 */
final class RichFeatures {

    private final PurchaseFeatures counts;
    private final AffinityFeatures affinities;

    private RichFeatures(PurchaseFeatures counts, AffinityFeatures affinities) {
        this.counts = counts;
        this.affinities = affinities;
    }

    /**
     * Fits the features to training samples.
     *
     * @param train the training samples, of both labels
     * @return the features
     * @throws IllegalArgumentException if there is no sample or only one label, if no sample has a line, or if there
     *     are more than 100,000 classes of a level or one with a path of more than 10,000 characters
     */
    public static RichFeatures fit(Samples train) {
        train.requireBothLabels("training");
        return new RichFeatures(PurchaseFeatures.fit(train), AffinityFeatures.fit(train));
    }

    /** Puts the features together from their parts. */
    static RichFeatures read(PredictorParts parts, String countsName, String affinitiesName) {
        return new RichFeatures(parts.json(countsName, PurchaseFeatures.class),
                AffinityFeatures.read(parts, affinitiesName));
    }

    PredictorParts addTo(PredictorParts parts, String countsName, String affinitiesName) {
        return affinities.addTo(parts.withJson(countsName, counts), affinitiesName);
    }

    /**
     * Counts the columns.
     *
     * @return how many numbers a row has
     */
    public int columns() {
        return counts.columns() + ShoppingFeatures.names().size() + AffinityFeatures.names().size();
    }

    /**
     * Names the columns.
     *
     * @return a name for each column, in their order; names of the counts and habits of {@link PurchaseFeatures} may
     *     come again among those of {@link ShoppingFeatures}, with the same numbers
     */
    public List<String> names() {
        List<String> names = new ArrayList<>(counts.names());
        names.addAll(ShoppingFeatures.names());
        names.addAll(AffinityFeatures.names());
        return names;
    }

    /**
     * Computes the features of samples other than those fitted to; their labels are not looked at.
     *
     * @param samples the samples
     * @param from    the first of them
     * @param to      the one after the last
     * @return the features, row by row: that of a sample and a column is at (sample - from) * {@link #columns()} +
     *     column; NaN where one is missing
     * @throws IndexOutOfBoundsException if there are no such samples
     * @throws IllegalArgumentException if they are more than an array can hold
     */
    public float[] of(Samples samples, int from, int to) {
        return rows(samples, from, to, affinities.of(samples, from, to));
    }

    /**
     * Computes the features of the samples fitted to: as {@link #of}, but for the affinities, which come from users of
     * other folds.
     *
     * @param train the training samples
     * @param seed  of the folds
     * @return the features, row by row
     * @throws IllegalArgumentException if they are more than an array can hold, or if all buyers, or all others, are in
     *     one of five folds of the users
     */
    public float[] ofTraining(Samples train, long seed) {
        return rows(train, 0, train.size(), AffinityFeatures.ofTraining(train, seed));
    }

    private float[] rows(Samples samples, int from, int to, double[][] said) {
        int columns = columns();
        int size = PurchaseFeatures.size(to - from, columns);
        float[] ofCounts = counts.of(samples, from, to);
        float[] rows = new float[size];
        for (int i = from; i < to; i++) {
            int at = (i - from) * columns;
            System.arraycopy(ofCounts, (i - from) * counts.columns(), rows, at, counts.columns());
            at += counts.columns();
            for (double number : ShoppingFeatures.of(samples, i)) {
                rows[at++] = (float) number;
            }
            for (double number : said[i - from]) {
                rows[at++] = (float) number;
            }
        }
        return rows;
    }
}

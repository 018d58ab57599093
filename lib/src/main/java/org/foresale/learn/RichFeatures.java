package org.foresale.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;

/**
 * Turns histories into rows of all that this library computes of them without their order: {@link PurchaseFeatures},
 * then {@link ShoppingFeatures}, then affinities to the target, such as the log-odds of naive Bayes on the classes that
 * the user bought.
 *
 * <p>The affinities are small models of their own, fitted to the labels of training samples. What they say of those
 * very samples is too good, so {@link #ofTraining} asks, for the users of each of five folds, affinities that are
 * fitted to the other four.
 */
public final class RichFeatures {

    private static final int FOLDS = 5;

    private final PurchaseFeatures counts;
    private final Affinities affinities;

    private RichFeatures(PurchaseFeatures counts, Affinities affinities) {
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
        return new RichFeatures(PurchaseFeatures.fit(train), Affinities.fit(train));
    }

    /** Puts the features together from their parts. */
    static RichFeatures read(Parts parts, String countsName, String affinitiesName) {
        return new RichFeatures(parts.json(countsName, PurchaseFeatures.class),
                parts.json(affinitiesName, Affinities.class));
    }

    Parts addTo(Parts parts, String countsName, String affinitiesName) {
        return parts.withJson(countsName, counts).withJson(affinitiesName, affinities);
    }

    /**
     * Counts the columns.
     *
     * @return how many numbers a row has
     */
    public int columns() {
        return counts.columns() + ShoppingFeatures.names().size() + Affinity.values().length;
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
        Stream.of(Affinity.values()).map(Affinity::label).forEach(names::add);
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
        return rows(train, 0, train.size(), Affinities.crossFitted(train, new UserFolds(seed, FOLDS)));
    }

    private float[] rows(Samples samples, int from, int to, double[][] said) {
        int columns = columns();
        long size = (long) (to - from) * columns;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(to - from + " samples with " + columns
                    + " features each are more than an array can hold; take fewer samples");
        }
        float[] ofCounts = counts.of(samples, from, to);
        float[] rows = new float[(int) size];
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

package org.foresale.evaluate;

import it.unimi.dsi.fastutil.doubles.DoubleArrays;

/** What was predicted of samples, beside the answers. */
public final class Scores {

    private final boolean[] labels;
    private final double[] chances;

    private Scores(boolean[] labels, double[] chances) {
        this.labels = labels;
        this.chances = chances;
    }

    /**
     * Scores of samples.
     *
     * @param labels  the answers
     * @param chances the predictions, each between 0 and 1
     * @return the scores
     * @throws IllegalArgumentException if the lengths differ, if there are none, or if a prediction is not between 0
     *     and 1
     */
    public static Scores of(boolean[] labels, double[] chances) {
        if (labels.length != chances.length) {
            throw new IllegalArgumentException(labels.length + " labels, but " + chances.length + " predictions");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("there is nothing to score: 0 samples");
        }
        for (int i = 0; i < chances.length; i++) {
            if (!(chances[i] >= 0 && chances[i] <= 1)) {
                throw new IllegalArgumentException("prediction " + i + " is " + chances[i] + ", not between 0 and 1");
            }
        }
        return new Scores(labels.clone(), chances.clone());
    }

    /**
     * How many samples there are.
     *
     * @return the number of samples
     */
    public int size() {
        return labels.length;
    }

    /**
     * How many samples are positive.
     *
     * @return the number of true labels
     */
    public int positives() {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        return positives;
    }

    /**
     * The answer of a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return its label
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public boolean label(int i) {
        return labels[i];
    }

    /**
     * The prediction of a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return between 0 and 1
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public double chance(int i) {
        return chances[i];
    }

    /** The samples from the lowest prediction to the highest, ties in their own order. */
    int[] ascending() {
        int[] order = new int[chances.length];
        boolean ascending = true;
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            ascending &= i == 0 || chances[i - 1] <= chances[i];
        }
        if (!ascending) {
            DoubleArrays.radixSortIndirect(order, chances, true);
        }
        return order;
    }

    /** Samples drawn as often as counted, in an order that was ascending; so they are, too. */
    Scores drawn(int[] ascending, int[] counts) {
        int size = 0;
        for (int count : counts) {
            size += count;
        }
        boolean[] drawnLabels = new boolean[size];
        double[] drawnChances = new double[size];
        int to = 0;
        for (int i : ascending) {
            for (int copy = 0; copy < counts[i]; copy++) {
                drawnLabels[to] = labels[i];
                drawnChances[to] = chances[i];
                to++;
            }
        }
        return new Scores(drawnLabels, drawnChances);
    }
}

package org.foresale.evaluate;

import java.util.Comparator;
import java.util.stream.IntStream;

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
     */
    public boolean label(int i) {
        return labels[i];
    }

    /** The samples from the lowest prediction to the highest. */
    int[] ascending() {
        return IntStream.range(0, chances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(this::chance))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The prediction of a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return between 0 and 1
     */
    public double chance(int i) {
        return chances[i];
    }
}

package org.foresale.evaluate;

import java.util.Collections;
import java.util.List;

/**
 * Holds scores with their decision thresholds, which were chosen on other samples.
 *
 * @param scores     the scores
 * @param thresholds one threshold per part of the scores; a sample is predicted positive if its score is at least this
 */
public record Scored(Scores scores, List<Double> thresholds) {

    /**
     * Copies and checks the thresholds, one for each part.
     *
     * @throws IllegalArgumentException if the numbers of thresholds and parts differ, or if a threshold is not between
     *     0 and 1
     */
    public Scored {
        thresholds = List.copyOf(thresholds);
        if (thresholds.size() != scores.parts()) {
            throw new IllegalArgumentException(thresholds.size() + " thresholds for scores in " + scores.parts()
                    + " parts: each part needs its own");
        }
        thresholds.forEach(Metrics::requireThreshold);
    }

    /**
     * Combines scores with the same threshold for all parts.
     *
     * @param scores    the scores
     * @param threshold a sample is predicted positive if its score is at least this
     * @throws IllegalArgumentException if the threshold is not between 0 and 1
     */
    public Scored(Scores scores, double threshold) {
        this(scores, Collections.nCopies(scores.parts(), threshold));
    }

    /**
     * Returns the threshold of scores that are in one part.
     *
     * @return the threshold; a sample is predicted positive if its score is at least this
     * @throws IllegalStateException if there are several parts; use {@link #isPredicted} then
     */
    public double threshold() {
        if (thresholds.size() > 1) {
            throw new IllegalStateException("scores in " + thresholds.size() + " parts have as many thresholds, not"
                    + " one: ask isPredicted of each sample");
        }
        return thresholds.get(0);
    }

    /**
     * Checks whether a sample is predicted positive.
     *
     * @param i 0 to the number of samples - 1
     * @return true if its score is at least the threshold of its part
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public boolean isPredicted(int i) {
        return scores.score(i) >= thresholds.get(scores.part(i));
    }

    /**
     * Computes the metrics of the scores.
     *
     * @return the metrics at the thresholds
     */
    public Metrics metrics() {
        return Tally.of(this).metrics();
    }
}

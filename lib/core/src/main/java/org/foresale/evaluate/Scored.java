package org.foresale.evaluate;

import java.util.Collections;
import java.util.List;

/**
 * Scores with the thresholds that were chosen for them on other samples.
 *
 * @param scores     the scores
 * @param thresholds for each part of the scores, from which score on a sample counts as predicted positive
 */
public record Scored(Scores scores, List<Double> thresholds) {

    /**
     * Scores with a threshold for each part.
     *
     * @throws IllegalArgumentException if there are not as many thresholds as parts, or if one is not between 0 and 1
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
     * Scores with the same threshold for all parts.
     *
     * @param scores    the scores
     * @param threshold a sample counts as predicted positive from this score on
     * @throws IllegalArgumentException if the threshold is not between 0 and 1
     */
    public Scored(Scores scores, double threshold) {
        this(scores, Collections.nCopies(scores.parts(), threshold));
    }

    /**
     * Returns the threshold of scores in one part.
     *
     * @return from which score on a sample counts as predicted positive
     * @throws IllegalStateException if there are several parts, so that {@link #isPredicted} is to be asked instead
     */
    public double threshold() {
        if (thresholds.size() > 1) {
            throw new IllegalStateException("scores in " + thresholds.size() + " parts have as many thresholds, not"
                    + " one: ask isPredicted of each sample");
        }
        return thresholds.get(0);
    }

    /**
     * Tells whether a sample is predicted positive.
     *
     * @param i 0 to the number of samples - 1
     * @return true from the threshold of its part on
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public boolean isPredicted(int i) {
        return scores.score(i) >= thresholds.get(scores.part(i));
    }

    /**
     * Tells what the scores are worth.
     *
     * @return their metrics at the thresholds
     */
    public Metrics metrics() {
        return Tally.of(this).metrics();
    }
}

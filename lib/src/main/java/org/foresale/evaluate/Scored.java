package org.foresale.evaluate;

/**
 * Scores with the threshold that was chosen for them on other samples.
 *
 * @param scores    the scores
 * @param threshold a sample counts as predicted positive from this prediction on
 */
public record Scored(Scores scores, double threshold) {

    /**
     * Scores with their threshold.
     *
     * @param scores    the scores
     * @param threshold a sample counts as predicted positive from this prediction on
     * @throws IllegalArgumentException if the threshold is not between 0 and 1
     */
    public Scored {
        Metrics.requireThreshold(threshold);
    }

    /**
     * What the scores are worth.
     *
     * @return their metrics at the threshold
     */
    public Metrics metrics() {
        return Metrics.of(scores, threshold);
    }
}

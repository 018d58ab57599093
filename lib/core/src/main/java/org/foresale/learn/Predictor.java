package org.foresale.learn;

import org.foresale.cohort.Samples;
import org.foresale.evaluate.Scores;

/** Predicts how likely users are to buy. */
public interface Predictor {

    /**
     * Returns the scores of samples; their labels are ignored.
     *
     * @param samples the samples
     * @return a score between 0 and 1 for each sample, larger if a purchase is more likely
     */
    double[] predict(Samples samples);

    /**
     * Returns the scores of samples together with their labels, for evaluation.
     *
     * @param samples the samples
     * @return the scores, with a key that identifies their samples
     * @throws IllegalArgumentException if there is no sample
     */
    default Scores score(Samples samples) {
        return samples.scores(predict(samples));
    }

    /**
     * Returns everything that the predictor has learnt, for saving; no part is a serialised Java object.
     *
     * @return its parts; a predictor read from them returns the same scores
     */
    PredictorParts parts();

    /**
     * Returns the computational cost of one sample, so that a model that would take hours can be rejected before it is
     * used.
     *
     * @return the approximate number of multiplications per sample if it is in the millions, as for networks; otherwise
     *     0
     */
    default long multiplications() {
        return 0;
    }
}

package org.foresale.learn;

import org.foresale.cohort.Samples;
import org.foresale.evaluate.Scores;

/** Says how likely users are to buy. */
public interface Predictor {

    /**
     * Returns the scores of samples; their labels are not looked at.
     *
     * @param samples the samples
     * @return for each sample a number between 0 and 1, larger where a purchase is likelier
     */
    double[] predict(Samples samples);

    /**
     * Returns the scores of samples together with their labels, to be evaluated.
     *
     * @param samples the samples
     * @return their scores, which know what samples they belong to
     * @throws IllegalArgumentException if there is no sample
     */
    default Scores score(Samples samples) {
        return samples.scores(predict(samples));
    }

    /**
     * Returns all that the predictor has learnt, to be saved; no part of it is a Java object.
     *
     * @return its parts; a predictor put together from them gives the same scores
     */
    PredictorParts parts();

    /**
     * Tells how much the predictor computes for one sample, so that a model which takes hours is refused before it is
     * asked.
     *
     * @return about how many multiplications one sample takes, where they go into the millions, as those of networks
     *     do; otherwise 0
     */
    default long multiplications() {
        return 0;
    }
}

package org.foresale.learn;

import org.foresale.cohort.Samples;

/** Says how likely users are to buy. */
public interface Predictor {

    /**
     * Returns the chances of samples; their labels are not looked at.
     *
     * @param samples the samples
     * @return for each sample a number between 0 and 1, larger where a purchase is likelier
     */
    double[] predict(Samples samples);

    /**
     * Returns all that the predictor has learnt, to be saved; no part of it is a Java object.
     *
     * @return its parts; a predictor put together from them gives the same chances
     */
    Parts parts();
}

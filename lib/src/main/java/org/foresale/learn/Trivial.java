package org.foresale.learn;

import org.foresale.cohort.Samples;
import org.foresale.cohort.Timing;

/**
 * Knows nothing of what was bought, only when: the leak sentinel that every cohort's summary shows, as a learner.
 *
 * <p>Where this does well, the way the samples were cut gives the answer away, or mere activity tells it.
 */
public final class Trivial implements Learner {

    @Override
    public String name() {
        return "timing only";
    }

    @Override
    public Predictor fit(Samples train, Samples validation) {
        return Timing.fit(train)::predict;
    }
}

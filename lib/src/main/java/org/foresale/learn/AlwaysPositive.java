package org.foresale.learn;

import java.util.Arrays;
import org.foresale.cohort.Samples;

/**
 * Says yes to everybody. Its F1 is what a score costs nothing to reach: 2/3 where half the samples are buyers.
 */
public final class AlwaysPositive implements Learner {

    @Override
    public String name() {
        return "always positive";
    }

    @Override
    public Predictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        return samples -> {
            double[] ones = new double[samples.size()];
            Arrays.fill(ones, 1);
            return ones;
        };
    }
}

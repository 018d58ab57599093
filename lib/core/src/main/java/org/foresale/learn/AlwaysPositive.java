package org.foresale.learn;

import java.util.Arrays;
import org.foresale.cohort.Samples;
import org.foresale.log.ForesaleException;

/**
 * Says yes to everybody. Its F1 is what a score costs nothing to reach: 2/3 where half the samples are buyers.
 */
public final class AlwaysPositive implements Learner {

    @Override
    public String name() {
        return "always positive";
    }

    /**
     * Returns the learner's settings, of which there are none.
     *
     * @return its name
     */
    @Override
    public String toString() {
        return name();
    }

    @Override
    public Predictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        return new Fitted();
    }

    /** Knows nothing. */
    record Fitted() implements Predictor {

        /** What its parts are called. */
        public static final String KIND = "always positive";

        /**
         * Puts the predictor together.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ForesaleException if the parts are of another kind
         */
        public static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            return new Fitted();
        }

        @Override
        public double[] predict(Samples samples) {
            double[] ones = new double[samples.size()];
            Arrays.fill(ones, 1);
            return ones;
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND);
        }
    }
}

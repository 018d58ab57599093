package org.foresale.learn;

import java.util.Arrays;
import org.foresale.cohort.Samples;
import org.foresale.log.ForesaleException;

/**
 * Predicts every sample positive. Its F1 is a lower bar that any useful learner must exceed: 2/3 if half the samples
 * are buyers.
 */
public final class AlwaysPositive implements Learner {

    @Override
    public String name() {
        return "always positive";
    }

    /**
     * Returns the name of the learner, which has no settings.
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

        /** Kind of its parts. */
        public static final String KIND = "always positive";

        /**
         * Reads the predictor from its parts.
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

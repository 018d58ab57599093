package org.foresale.learn;

import java.util.List;
import java.util.stream.DoubleStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.internal.Timing;
import org.foresale.internal.regression.LogisticRegression;
import org.foresale.log.ForesaleException;

/**
 * Fits a model that uses only when users bought, not what: the leak sentinel in the summary of every cohort, as a
 * learner.
 *
 * <p>If it predicts well, either the way the samples were cut leaks the label, or buyers are simply more active.
 */
public final class TimingLearner implements Learner {

    @Override
    public String name() {
        return "timing only";
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
        return new Fitted(Timing.fit(train));
    }

    /**
     * Knows when users bought.
     *
     * @param timing the fitted model
     */
    record Fitted(Timing timing) implements Predictor {

        /** Kind of its parts. */
        public static final String KIND = "timing only";

        private static final String TREES = "trees.json";
        private static final String REGRESSION = "regression.json";

        /**
         * Reads the predictor from its parts.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ForesaleException if they are not what {@link #parts} gives
         */
        public static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            byte[] trees = parts.bytes(TREES);
            Saved saved = parts.json(REGRESSION, Saved.class);
            return new Fitted(PartsReader.of(TREES, () -> Timing.of(trees, saved.regression())));
        }

        @Override
        public double[] predict(Samples samples) {
            return timing.predict(samples);
        }

        @Override
        public PredictorParts parts() {
            LogisticRegression regression = timing.regression();
            return PredictorParts.of(KIND).with(TREES, timing.trees()).withJson(REGRESSION,
                    new Saved(DoubleStream.of(regression.weights()).boxed().toList(), regression.intercept()));
        }

        /** What is saved of the regression; an absent number is not taken for 0. */
        private record Saved(List<Double> weights, Double intercept) {

            Saved {
                weights = Scale.checked("weights", weights, Timing.TERMS);
                Scale.checked("intercept", intercept == null ? null : List.of(intercept), 1);
            }

            LogisticRegression regression() {
                return LogisticRegression.of(weights.stream().mapToDouble(Double::doubleValue).toArray(), intercept);
            }
        }
    }
}

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

    /**
     * The learner's settings, of which there are none.
     *
     * @return its name
     */
    @Override
    public String toString() {
        return name();
    }

    @Override
    public Fitted fit(Samples train, Samples validation) {
        return new Fitted(Timing.fit(train));
    }

    /**
     * Knows when users bought.
     *
     * @param timing the fitted model
     */
    public record Fitted(Timing timing) implements Predictor {

        /** What its parts are called. */
        public static final String KIND = "timing only";

        private static final String TREES = "trees.json";

        /**
         * Puts the predictor together.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ModelException if they are not what {@link #parts} gives
         */
        public static Fitted read(Parts parts) {
            parts.requireKind(KIND);
            byte[] trees = parts.bytes(TREES);
            return new Fitted(Reading.of(TREES, () -> Timing.fromJson(trees)));
        }

        @Override
        public double[] predict(Samples samples) {
            return timing.predict(samples);
        }

        @Override
        public Parts parts() {
            return Parts.of(KIND).with(TREES, timing.toJson());
        }
    }
}

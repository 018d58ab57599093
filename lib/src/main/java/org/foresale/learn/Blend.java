package org.foresale.learn;

import java.util.function.Function;
import org.foresale.cohort.Samples;

/**
 * Two learners that are both asked: the chance is the mean of their two chances.
 *
 * <p>Where the two err in different ways, the mean can err less than either (Clemen 1989).
 *
 * @param first  a learner
 * @param second another one
 */
public record Blend(Learner first, Learner second) implements Learner {

    /**
     * A blend of two learners.
     *
     * @param first  a learner
     * @param second another one
     * @return the blend
     */
    public static Blend of(Learner first, Learner second) {
        return new Blend(first, second);
    }

    /**
     * A blend of two predictors that are fitted already.
     *
     * @param first  a predictor
     * @param second another one
     * @return the blend
     */
    public static Fitted predictor(Predictor first, Predictor second) {
        return new Fitted(first, second);
    }

    @Override
    public String name() {
        return "blend of " + first.name() + " and " + second.name();
    }

    /** The same learners, both with another seed. */
    @Override
    public Blend withSeed(long seed) {
        return new Blend(first.withSeed(seed), second.withSeed(seed));
    }

    @Override
    public Fitted fit(Samples train, Samples validation) {
        return new Fitted(first.fit(train, validation), second.fit(train, validation));
    }

    /**
     * Two predictors that are both asked.
     *
     * @param first  a predictor
     * @param second another one
     */
    public record Fitted(Predictor first, Predictor second) implements Predictor {

        /** What its parts are called. */
        public static final String KIND = "blend";

        private static final String FIRST = "first";
        private static final String SECOND = "second";
        private static final int DEEPEST_FOLDERS = 10;

        /**
         * Puts the predictor together.
         *
         * @param parts its parts
         * @param inner puts together the parts of each of the two predictors
         * @return the predictor
         * @throws ModelException if they are not what {@link #parts} gives, or if blends of blends go deeper than 10
         *     folders
         */
        public static Fitted read(Parts parts, Function<Parts, Predictor> inner) {
            parts.requireKind(KIND);
            requireShallow(parts);
            return new Fitted(inner.apply(parts.inner(FIRST)), inner.apply(parts.inner(SECOND)));
        }

        @Override
        public double[] predict(Samples samples) {
            double[] chances = first.predict(samples);
            double[] others = second.predict(samples);
            for (int i = 0; i < chances.length; i++) {
                chances[i] = (chances[i] + others[i]) / 2;
            }
            return chances;
        }

        /**
         * {@inheritDoc}
         *
         * @throws ModelException if blends of blends go deeper than 10 folders
         */
        @Override
        public Parts parts() {
            return requireShallow(Parts.of(KIND).with(FIRST, first.parts()).with(SECOND, second.parts()));
        }

        private static Parts requireShallow(Parts parts) {
            for (String name : parts.names()) {
                if (name.chars().filter(c -> c == '/').count() > DEEPEST_FOLDERS) {
                    throw new ModelException("the blend has a part in more than " + DEEPEST_FOLDERS + " folders: "
                            + name.substring(0, Math.min(name.length(), 100)));
                }
            }
            return parts;
        }
    }
}

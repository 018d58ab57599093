package org.foresale.learn;

import java.util.function.Function;
import org.foresale.cohort.Samples;
import org.foresale.log.ForesaleException;

/**
 * Combines two learners: the score is the mean of their two scores, or the probability whose log-odds are the mean of
 * their log-odds.
 *
 * <p>If the errors of the two differ, the mean can have a smaller error than either (Clemen 1989). The mean of log-odds
 * gives more weight to the more confident of the two (Genest and Zidek 1986, logarithmic opinion pool).
 *
 * @param first   a learner
 * @param second  another one
 * @param logOdds whether the mean is that of the log-odds
 */
public record Blend(Learner first, Learner second, boolean logOdds) implements Learner {

    /**
     * Returns a blend of two learners.
     *
     * @param first  a learner
     * @param second another one
     * @return the blend
     */
    public static Blend of(Learner first, Learner second) {
        return new Blend(first, second, false);
    }

    /**
     * Returns a blend of two learners by the mean of their log-odds.
     *
     * @param first  a learner
     * @param second another one
     * @return the blend
     */
    public static Blend ofLogOdds(Learner first, Learner second) {
        return new Blend(first, second, true);
    }

    /**
     * Returns a blend of two fitted predictors.
     *
     * @param first  a predictor
     * @param second another one
     * @return the blend
     */
    public static Predictor predictor(Predictor first, Predictor second) {
        return new Fitted(first, second, false);
    }

    /**
     * Returns the learner's settings.
     *
     * @return everything that its results depend on, in one line
     */
    @Override
    public String toString() {
        return "Blend[first=" + first + ", second=" + second + (logOdds ? ", log-odds]" : "]");
    }

    @Override
    public String name() {
        return (logOdds ? "log-odds blend of " : "blend of ") + first.name() + " and " + second.name();
    }

    @Override
    public boolean usesNetwork() {
        return first.usesNetwork() || second.usesNetwork();
    }

    /** Returns a copy whose learners both have another seed. */
    @Override
    public Blend withSeed(long seed) {
        return new Blend(first.withSeed(seed), second.withSeed(seed), logOdds);
    }

    @Override
    public Predictor fit(Samples train, Samples validation) {
        return new Fitted(first.fit(train, validation), second.fit(train, validation), logOdds);
    }

    /**
     * Returns the probability whose log-odds are the mean of those of two probabilities.
     *
     * @param first  a probability
     * @param second another probability
     * @return the mean, for probabilities that are clipped to the range allowed for learners
     */
    public static double meanOfLogOdds(double first, double second) {
        return Fitted.probability((Fitted.logOdds(first) + Fitted.logOdds(second)) / 2);
    }

    /**
     * Two predictors that are both asked.
     *
     * @param first   a predictor
     * @param second  another one
     * @param logOdds whether the mean is that of the log-odds
     */
    record Fitted(Predictor first, Predictor second, boolean logOdds) implements Predictor {

        /** Kind of its parts. */
        public static final String KIND = "blend";

        /** Kind of the parts of a blend of log-odds. */
        public static final String LOG_ODDS_KIND = "blend of log-odds";

        private static final String FIRST = "first";
        private static final String SECOND = "second";
        private static final int DEEPEST_FOLDERS = 10;
        private static final double SURE = 1e-9;

        /**
         * Reads the predictor from its parts.
         *
         * @param parts its parts
         * @param inner puts together the parts of each of the two predictors
         * @return the predictor
         * @throws ForesaleException if they are not what {@link #parts} gives, or if blends of blends go deeper than 10
         *     folders
         */
        public static Fitted read(PredictorParts parts, Function<PredictorParts, Predictor> inner) {
            boolean logOdds = parts.kind().equals(LOG_ODDS_KIND);
            parts.requireKind(logOdds ? LOG_ODDS_KIND : KIND);
            requireShallow(parts);
            return new Fitted(inner.apply(parts.inner(FIRST)), inner.apply(parts.inner(SECOND)), logOdds);
        }

        @Override
        public double[] predict(Samples samples) {
            double[] scores = first.predict(samples);
            double[] others = second.predict(samples);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = logOdds ? meanOfLogOdds(scores[i], others[i])
                        : (scores[i] + others[i]) / 2;
            }
            return scores;
        }

        /** Of certainty, those of the surest number below it, so that certainties that disagree have a mean. */
        private static double logOdds(double score) {
            double unsure = Math.max(SURE, Math.min(1 - SURE, score));
            return Math.log(unsure / (1 - unsure));
        }

        private static double probability(double logOdds) {
            return 1 / (1 + Math.exp(-logOdds));
        }

        /**
         * {@inheritDoc}
         *
         * @throws ForesaleException if blends of blends go deeper than 10 folders
         */
        @Override
        public PredictorParts parts() {
            return requireShallow(PredictorParts.of(logOdds ? LOG_ODDS_KIND : KIND).with(FIRST, first.parts())
                    .with(SECOND, second.parts()));
        }

        @Override
        public long multiplications() {
            return first.multiplications() + second.multiplications();
        }

        private static PredictorParts requireShallow(PredictorParts parts) {
            for (String name : parts.names()) {
                if (name.chars().filter(c -> c == '/').count() > DEEPEST_FOLDERS) {
                    throw new ForesaleException("the blend has a part in more than " + DEEPEST_FOLDERS + " folders: "
                            + name.substring(0, Math.min(name.length(), 100)));
                }
            }
            return parts;
        }
    }
}

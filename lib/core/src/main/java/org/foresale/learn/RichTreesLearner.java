package org.foresale.learn;

import java.util.concurrent.CancellationException;
import org.foresale.cohort.Samples;
import org.foresale.internal.trees.BoostedTrees;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.Arguments;

/**
 * Fits XGBoost to the rich features: what users bought, how they shop, and the affinities of what they bought to the
 * target.
 *
 * @param trees how the trees are fitted
 */
public record RichTreesLearner(BoostedTreesLearner trees) implements Learner {

    /**
     * Returns the learner with the trees of {@link BoostedTreesLearner#withDefaults()}, so that the two learners differ
     * only in their features.
     *
     * @return the learner
     */
    public static RichTreesLearner withDefaults() {
        return of(BoostedTreesLearner.withDefaults());
    }

    /**
     * Returns the learner with the given settings of the trees.
     *
     * @param trees how the trees are fitted; their seed is also used for the folds of the affinities
     * @return the learner
     */
    public static RichTreesLearner of(BoostedTreesLearner trees) {
        return new RichTreesLearner(Arguments.given("learner", trees));
    }

    /**
     * Returns the learner's settings.
     *
     * @return everything that its results depend on, in one line
     */
    @Override
    public String toString() {
        return "RichTreesLearner[trees=" + trees + "]";
    }

    @Override
    public String name() {
        return trees.name() + ", rich features";
    }

    @Override
    public RichTreesLearner withSeed(long seed) {
        return new RichTreesLearner(trees.withSeed(seed));
    }

    /**
     * Fits the affinities, then the trees.
     *
     * @throws IllegalArgumentException as {@link BoostedTreesLearner#fit} does, or if all buyers, or all non-buyers,
     *     are in one of the five folds of the training users
     * @throws CancellationException    if the thread is interrupted
     * @throws IllegalStateException    if XGBoost rejects the features, for example because an amount of money exceeds
     *     the range of a float
     */
    @Override
    public Predictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        validation.requireBothLabels("validation");
        RichFeatures features = RichFeatures.fit(train);
        return new Fitted(features, trees.grow(features.ofTraining(train, trees.seed()), train.labels(),
                features.of(validation, 0, validation.size()), validation.labels()));
    }

    /**
     * Fitted trees with their features.
     *
     * @param features turn samples into rows
     * @param trees    the trees
     */
    record Fitted(RichFeatures features, BoostedTrees trees) implements Predictor {

        /** Kind of its parts. */
        public static final String KIND = "boosted trees on rich features";

        private static final String COUNTS = "features.json";
        private static final String AFFINITIES = "affinities.json";
        private static final String TREES = "trees.json";

        /**
         * Checks that both fit together.
         *
         * @throws IllegalArgumentException if the trees are of rows of another length
         */
        public Fitted {
            BoostedTreesLearner.requireColumns(trees, features.columns());
        }

        /**
         * Reads the predictor from its parts.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ForesaleException if they are not what {@link #parts} gives
         */
        public static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            RichFeatures features = RichFeatures.read(parts, COUNTS, AFFINITIES);
            byte[] trees = parts.bytes(TREES);
            return new Fitted(features, PartsReader.of(TREES, () -> BoostedTrees.fromJson(trees, features.columns())));
        }

        @Override
        public double[] predict(Samples samples) {
            return BoostedTreesLearner.ask(trees, samples, features::of);
        }

        @Override
        public PredictorParts parts() {
            return features.addTo(PredictorParts.of(KIND), COUNTS, AFFINITIES).with(TREES, trees.toJson());
        }
    }
}

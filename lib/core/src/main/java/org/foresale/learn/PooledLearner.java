package org.foresale.learn;

import java.util.concurrent.CancellationException;
import org.foresale.cohort.Samples;
import org.foresale.internal.trees.BoostedTrees;
import org.foresale.log.ForesaleException;

/**
 * Fits XGBoost to the samples of many first-need questions at once, including that of the target. What makes a first
 * need likely is learnt from all of them; what is specific to the target enters through the affinities to it.
 *
 * @param pool  the samples of the other questions
 * @param trees how the trees are fitted
 */
public record PooledLearner(NeedPool pool, BoostedTreesLearner trees) implements Learner {

    /**
     * Checks that neither is null.
     *
     * @throws IllegalArgumentException if one is null
     */
    public PooledLearner {
        if (pool == null || trees == null) {
            throw new IllegalArgumentException("the " + (pool == null ? "pool is null: give one of NeedPool.of"
                    : "trees are null: give settings such as BoostedTreesLearner.withDefaults()"));
        }
    }

    /**
     * Returns the learner with deeper trees than for a single question, because there are more samples: depth 5,
     * learning rate 0.06, a minimum leaf weight of 100, 80 % of the samples and half of the features per tree, up to
     * 600 trees with a patience of 30, seed 1.
     *
     * @param pool the samples of the other questions
     * @return the learner
     */
    public static PooledLearner of(NeedPool pool) {
        return new PooledLearner(pool, BoostedTreesLearner.withDefaults().withDepth(5).withLearningRate(.06)
                .withMinChildWeight(100).withShares(.8, .5).withRounds(600).withPatience(30));
    }

    /**
     * Returns a copy of this learner with other settings of the trees.
     *
     * @param other how the trees are fitted
     * @return the new learner
     */
    public PooledLearner withTrees(BoostedTreesLearner other) {
        return new PooledLearner(pool, other);
    }

    @Override
    public PooledLearner withSeed(long seed) {
        return new PooledLearner(pool, trees.withSeed(seed));
    }

    @Override
    public String name() {
        return trees.name() + ", pooled";
    }

    /**
     * Fits the affinities to the target, then the trees to the samples of all questions.
     *
     * @throws IllegalArgumentException as {@link RichTreesLearner#fit} does
     * @throws CancellationException    if the thread is interrupted
     * @throws IllegalStateException    if XGBoost rejects the features, for example because an amount of money exceeds
     *     the range of a float
     */
    @Override
    public Predictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        validation.requireBothLabels("validation");
        Affinities affinities = Affinities.fit(train);
        NeedPool all = pool.with(train, validation, affinities);
        return new Fitted(affinities,
                trees.grow(all.train(), all.trainLabels(), all.validation(), all.validationLabels()));
    }

    /** Trees of many needs, with the affinities to one. */
    static final class Fitted implements Predictor {

        /** Kind of its parts. */
        public static final String KIND = "pooled boosted trees";

        private static final String AFFINITIES = "affinities.json";
        private static final String TREES = "trees.json";

        private final Affinities affinities;
        private final BoostedTrees trees;

        private Fitted(Affinities affinities, BoostedTrees trees) {
            this.affinities = affinities;
            this.trees = trees;
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
            Affinities affinities = parts.json(AFFINITIES, Affinities.class);
            byte[] trees = parts.bytes(TREES);
            return new Fitted(affinities,
                    PartsReader.of(TREES, () -> BoostedTrees.fromJson(trees, PooledFeatures.columns())));
        }

        @Override
        public double[] predict(Samples samples) {
            return BoostedTreesLearner.ask(trees, samples, (some, from, to) ->
                    PooledFeatures.rows(some, from, to, affinities.of(some, from, to)));
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson(AFFINITIES, affinities).with(TREES, trees.toJson());
        }

        @Override
        public String toString() {
            return "XGBoost, fitted to a pool: " + trees.rounds() + " trees on " + trees.columns() + " features";
        }
    }
}

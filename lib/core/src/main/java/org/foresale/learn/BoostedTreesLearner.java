package org.foresale.learn;

import java.util.Map;
import java.util.concurrent.CancellationException;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.internal.trees.BoostedTrees;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.Arguments;

/**
 * Fits XGBoost (Chen and Guestrin 2016) to what users bought, how often and how long ago, without the order of
 * purchases. Trees are added as long as the log loss on the validation samples decreases.
 *
 * <p>Fitting uses one thread, so that the same seed and samples give the same trees. If the thread is interrupted,
 * fitting ends before the next tree.
 *
 * @param depth       maximum depth of a tree: splits from the root to a leaf, at least 1
 * @param rate        learning rate: the share of a tree's output that is added, above 0 and at most 1
 * @param leastWeight minimum weight of the samples in a leaf (XGBoost's min_child_weight): the sum of probability * (1
 *                    - probability), 0 or more
 * @param rowShare    share of the samples that each tree is fitted to, above 0 and at most 1
 * @param columnShare share of the features that each tree uses, above 0 and at most 1
 * @param rounds      maximum number of trees, 1 to {@value BoostedTrees#MAX_ROUNDS}
 * @param patience    number of trees without a lower validation loss before fitting stops, at least 1
 * @param balanced    whether buyers get a class weight of non-buyers / buyers if there are more non-buyers than buyers,
 *                    in training and in validation; probabilities are then those at a base rate of one half
 * @param seed        random seed for the draws of samples and features
 * @param listener    is notified of every tree
 */
public record BoostedTreesLearner(int depth, double rate, double leastWeight, double rowShare, double columnShare,
        int rounds, int patience, boolean balanced, long seed, RoundListener listener) implements Learner {

    private static final int ROWS_AT_ONCE = 1024;
    private static final int FEATURES_AT_ONCE = 1 << 22;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if depth, rounds or patience is below 1, if the number of rounds is above its
     *     maximum, if the rate or a share is not above 0 and at most 1, or if the minimum weight is below 0 or not
     *     finite
     */
    public BoostedTreesLearner {
        for (int number : new int[] {depth, rounds, patience}) {
            if (number < 1) {
                throw new IllegalArgumentException("depth, rounds and patience are at least 1, but one is " + number);
            }
        }
        if (rounds > BoostedTrees.MAX_ROUNDS) {
            throw new IllegalArgumentException("trees are " + BoostedTrees.MAX_ROUNDS + " at most, not " + rounds);
        }
        for (double share : new double[] {rate, rowShare, columnShare}) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("rate and shares are above 0 and at most 1, but one is " + share);
            }
        }
        if (!(leastWeight >= 0 && leastWeight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the least weight of a leaf is 0 or more, not " + leastWeight);
        }
    }

    /**
     * Returns the learner with settings that were tuned on two real data sets: depth 4, learning rate 0.05, a minimum
     * leaf weight of 20, 80 % of the samples and half of the features per tree, up to 600 trees with a patience of 30,
     * no class weights, seed 1.
     *
     * @return the learner
     */
    public static BoostedTreesLearner withDefaults() {
        return new BoostedTreesLearner(4, .05, 20, .8, .5, 600, 30, false, 1, RoundListener.NONE);
    }

    @Override
    public BoostedTreesLearner withSeed(long newSeed) {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, rounds, patience, balanced,
                newSeed, listener);
    }

    /**
     * Returns a copy of this learner with another maximum number of trees.
     *
     * @param most maximum number of trees, 1 to {@value BoostedTrees#MAX_ROUNDS}
     * @return the new learner
     * @throws IllegalArgumentException if it is below 1
     */
    public BoostedTreesLearner withRounds(int most) {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, most, patience, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with another learning rate. At twice the rate, about half as many trees are
     * needed.
     *
     * @param newRate learning rate: the share of a tree's output that is added, above 0 and at most 1
     * @return the new learner
     * @throws IllegalArgumentException if it is out of range
     */
    public BoostedTreesLearner withLearningRate(double newRate) {
        return new BoostedTreesLearner(depth, newRate, leastWeight, rowShare, columnShare, rounds, patience, balanced,
                seed, listener);
    }

    /**
     * Returns a copy of this learner with another maximum depth of the trees.
     *
     * @param splits maximum number of splits from the root of a tree to a leaf, at least 1
     * @return the new learner
     * @throws IllegalArgumentException if it is below 1
     */
    public BoostedTreesLearner withDepth(int splits) {
        return new BoostedTreesLearner(splits, rate, leastWeight, rowShare, columnShare, rounds, patience, balanced,
                seed, listener);
    }

    /**
     * Returns a copy of this learner with another minimum weight of a leaf.
     *
     * @param weight minimum weight of the samples in a leaf, 0 or more
     * @return the new learner
     * @throws IllegalArgumentException if it is below 0 or not finite
     */
    public BoostedTreesLearner withMinChildWeight(double weight) {
        return new BoostedTreesLearner(depth, rate, weight, rowShare, columnShare, rounds, patience, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with other shares of samples and features per tree.
     *
     * @param samples  share of the samples that each tree is fitted to, above 0 and at most 1
     * @param features share of the features that each tree uses, above 0 and at most 1
     * @return the new learner
     * @throws IllegalArgumentException if a share is out of range
     */
    public BoostedTreesLearner withShares(double samples, double features) {
        return new BoostedTreesLearner(depth, rate, leastWeight, samples, features, rounds, patience, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with another patience for early stopping.
     *
     * @param trees number of trees without a lower validation loss before fitting stops, at least 1
     * @return the new learner
     * @throws IllegalArgumentException if the number is not above 0
     */
    public BoostedTreesLearner withPatience(int trees) {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, rounds, trees, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with class weights: if training has more non-buyers than buyers, each buyer gets a
     * weight of non-buyers / buyers, so that both labels have the same total weight; likewise in validation. Balanced
     * samples are not affected.
     *
     * @return the new learner
     */
    public BoostedTreesLearner withClassWeights() {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, rounds, patience, true, seed,
                listener);
    }

    /**
     * Returns a copy of this learner that reports its progress to a listener.
     *
     * @param newListener the listener
     * @return the new learner
     */
    public BoostedTreesLearner withListener(RoundListener newListener) {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, rounds, patience, balanced,
                seed, Arguments.given("listener", newListener));
    }

    /**
     * Returns the learner's settings.
     *
     * @return everything that its results depend on, in one line
     */
    @Override
    public String toString() {
        return "BoostedTreesLearner[depth=" + depth + ", rate=" + rate + ", leastWeight=" + leastWeight
                + ", rowShare=" + rowShare + ", columnShare=" + columnShare + ", rounds=" + rounds + ", patience="
                + patience + (balanced ? ", class weights" : "") + ", seed=" + seed + "]";
    }

    @Override
    public String name() {
        return "XGBoost";
    }

    @Override
    public Fitted fit(Cohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }

    /**
     * Fits the trees.
     *
     * @throws IllegalArgumentException if training or validation has no sample, or samples of only one label, if no
     *     training sample has a line, if there are more features than an array can hold, or if there are more than
     *     5,000 trees or more than 500,000 nodes
     * @throws CancellationException    if the thread is interrupted
     * @throws IllegalStateException    if XGBoost rejects the features, for example because an amount of money exceeds
     *     the range of a float
     */
    @Override
    public Fitted fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        validation.requireBothLabels("validation");
        PurchaseFeatures features = PurchaseFeatures.fit(train);
        return new Fitted(features, grow(features.of(train), train.labels(), features.of(validation),
                validation.labels()));
    }

    /** Fits trees to rows of features of any kind. */
    BoostedTrees grow(float[] features, boolean[] labels, float[] validationFeatures, boolean[] validationLabels) {
        Map<String, Object> parameters = Map.of("max_depth", depth, "eta", rate, "min_child_weight", leastWeight,
                "subsample", rowShare, "colsample_bytree", columnShare, "seed", seed);
        return BoostedTrees.fit(features, labels, validationFeatures, validationLabels, parameters, rounds, patience,
                balanced, listener::round);
    }

    /** Trees are to be of rows as long as the features make them. */
    static void requireColumns(BoostedTrees trees, int columns) {
        if (trees.columns() != columns) {
            throw new IllegalArgumentException("the trees look at " + trees.columns() + " features, but there are "
                    + columns);
        }
    }

    /** Makes rows of features of some of the samples. */
    interface RowMaker {
        float[] of(Samples samples, int from, int to);
    }

    /** Asks trees some rows at a time: all rows at once may be more than an array holds. */
    static double[] ask(BoostedTrees trees, Samples samples, RowMaker features) {
        double[] probabilities = new double[samples.size()];
        int rows = Math.max(1, Math.min(ROWS_AT_ONCE, FEATURES_AT_ONCE / trees.columns()));
        for (int from = 0; from < probabilities.length; from += rows) {
            int to = Math.min(from + rows, probabilities.length);
            System.arraycopy(trees.predict(features.of(samples, from, to)), 0, probabilities, from, to - from);
        }
        return probabilities;
    }

    /** Receives the progress of the fitting of trees. */
    @FunctionalInterface
    public interface RoundListener {

        /** Does nothing. */
        RoundListener NONE = (round, max, validationLoss) -> { };

        /**
         * Is called when a tree has been added.
         *
         * @param round          number of trees so far
         * @param max            maximum number of trees
         * @param validationLoss mean log loss of the validation samples, in nats
         */
        void round(int round, int max, double validationLoss);
    }

    /** Predicts with fitted trees, from the features that they were fitted to. */
    public static final class Fitted implements Predictor {

        /** Kind of its parts. */
        public static final String KIND = "boosted trees";

        private static final String FEATURES = "features.json";
        private static final String TREES = "trees.json";

        private final PurchaseFeatures features;
        final BoostedTrees trees;

        /**
         * Puts trees and their features together.
         *
         * @throws IllegalArgumentException if the trees are of rows of another length
         */
        Fitted(PurchaseFeatures features, BoostedTrees trees) {
            requireColumns(trees, features.columns());
            this.features = features;
            this.trees = trees;
        }

        /**
         * Reads the predictor from its parts.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ForesaleException if they were not returned by {@link #parts}
         */
        public static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            PurchaseFeatures features = parts.json(FEATURES, PurchaseFeatures.class);
            byte[] trees = parts.bytes(TREES);
            return new Fitted(features, PartsReader.of(TREES, () -> BoostedTrees.fromJson(trees, features.columns())));
        }

        /**
         * Returns the features, which turn samples into the rows that the trees use.
         *
         * @return the features
         */
        public PurchaseFeatures features() {
            return features;
        }

        /**
         * Returns the number of trees.
         *
         * @return the number of trees up to the lowest validation loss
         */
        public int rounds() {
            return trees.rounds();
        }

        /**
         * Computes the contribution of each feature to the log-odds of samples by TreeSHAP (Lundberg et al., From local
         * explanations to global understanding with explainable AI for trees, 2020).
         *
         * @param rows the features of the samples, computed by {@link #features()}
         * @return for each row, a contribution for each feature and a bias at the end; their sum is the log-odds
         * @throws IllegalArgumentException if the number of features is not a multiple of the row length, or if there
         *     are more contributions than an array can hold
         * @throws IllegalStateException if XGBoost rejects the features, for example infinite ones
         */
        public double[] contributions(float[] rows) {
            return trees.contributions(rows);
        }

        @Override
        public double[] predict(Samples samples) {
            return ask(trees, samples, features::of);
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson(FEATURES, features).with(TREES, trees.toJson());
        }

        @Override
        public String toString() {
            return "XGBoost, fitted: " + trees.rounds() + " trees on " + trees.columns() + " features";
        }
    }
}

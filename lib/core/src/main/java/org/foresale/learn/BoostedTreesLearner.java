package org.foresale.learn;

import java.util.Map;
import java.util.concurrent.CancellationException;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.internal.trees.BoostedTrees;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.Arguments;

/**
 * XGBoost (Chen and Guestrin 2016) on what users bought, how often and how long ago, without the order of it. Trees are
 * added as long as the log loss of the validation samples falls.
 *
 * <p>One thread fits it, so that the same seed and samples give the same trees. An interrupt of the thread ends the
 * fitting before the next tree.
 *
 * @param depth       most splits from the root of a tree to a leaf, at least 1
 * @param rate        what share of a tree's answer is added, above 0 and at most 1
 * @param leastWeight least weight of the samples in a leaf: the sum of probability * (1 - probability), 0 or more
 * @param rowShare    share of the samples that each tree sees, above 0 and at most 1
 * @param columnShare share of the features that each tree sees, above 0 and at most 1
 * @param rounds      trees at most, 1 to {@value BoostedTrees#MAX_ROUNDS}
 * @param patience    trees without a lower validation loss before the fitting stops, at least 1
 * @param balanced    whether each buyer weighs others / buyers where there are more others than buyers, in training and
 *                    in validation; probabilities are then those of a world where half are buyers
 * @param seed        of the draws of samples and features
 * @param listener    is told of every tree
 */
public record BoostedTreesLearner(int depth, double rate, double leastWeight, double rowShare, double columnShare,
        int rounds, int patience, boolean balanced, long seed, RoundListener listener) implements Learner {

    private static final int ROWS_AT_ONCE = 1024;
    private static final int FEATURES_AT_ONCE = 1 << 22;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if depth, rounds or patience is below 1, if the rounds are more than they may
     *     be, if the rate or a share is not above 0 and at most 1, or if the least weight is below 0 or not finite
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
     * Returns the learner as it was tuned on two real data sets: depth 4, rate 0.05, leaves of at least 20,
     * 80 % of the samples and half of the features a tree, up to 600 trees with a patience of 30, no class weights,
     * seed 1.
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
     * Returns a copy of this learner with another bound on the trees.
     *
     * @param most trees at most, 1 to {@value BoostedTrees#MAX_ROUNDS}
     * @return the new learner
     * @throws IllegalArgumentException if it is below 1
     */
    public BoostedTreesLearner withRounds(int most) {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, most, patience, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with another rate: at twice the rate, half as many trees learn about as much.
     *
     * @param newRate how much of what is left to learn each tree takes on, above 0 and at most 1
     * @return the new learner
     * @throws IllegalArgumentException if it is out of range
     */
    public BoostedTreesLearner withLearningRate(double newRate) {
        return new BoostedTreesLearner(depth, newRate, leastWeight, rowShare, columnShare, rounds, patience, balanced,
                seed, listener);
    }

    /**
     * Returns a copy of this learner with trees of another depth.
     *
     * @param splits most splits from the root of a tree to a leaf, at least 1
     * @return the new learner
     * @throws IllegalArgumentException if it is below 1
     */
    public BoostedTreesLearner withDepth(int splits) {
        return new BoostedTreesLearner(splits, rate, leastWeight, rowShare, columnShare, rounds, patience, balanced,
                seed, listener);
    }

    /**
     * Returns a copy of this learner with leaves of another size.
     *
     * @param weight least weight of the samples in a leaf, 0 or more
     * @return the new learner
     * @throws IllegalArgumentException if it is below 0 or not finite
     */
    public BoostedTreesLearner withMinChildWeight(double weight) {
        return new BoostedTreesLearner(depth, rate, weight, rowShare, columnShare, rounds, patience, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with trees that see another share of what there is.
     *
     * @param samples  share of the samples that each tree sees, above 0 and at most 1
     * @param features share of the features that each tree sees, above 0 and at most 1
     * @return the new learner
     * @throws IllegalArgumentException if a share is out of range
     */
    public BoostedTreesLearner withShares(double samples, double features) {
        return new BoostedTreesLearner(depth, rate, leastWeight, samples, features, rounds, patience, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with another patience.
     *
     * @param trees trees without a lower validation loss before the fitting stops, at least 1
     * @return the new learner
     * @throws IllegalArgumentException if the number is not above 0
     */
    public BoostedTreesLearner withPatience(int trees) {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, rounds, trees, balanced, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with class weights: where training has more others than buyers, each buyer weighs
     * others / buyers, so that both labels weigh alike; in validation likewise. Samples of which half are buyers weigh
     * as before.
     *
     * @return the new learner
     */
    public BoostedTreesLearner withClassWeights() {
        return new BoostedTreesLearner(depth, rate, leastWeight, rowShare, columnShare, rounds, patience, true, seed,
                listener);
    }

    /**
     * Returns a copy of this learner that tells a listener how it goes on.
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
     * @return all that its figures depend on, in one line
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
     * @throws IllegalArgumentException if one of the two has no sample, or samples of one label only, if no training
     *     sample has a line, if their features are more than an array can hold, or if the trees are more than 5,000 or
     *     have more than 500,000 nodes
     * @throws CancellationException    if the thread is interrupted
     * @throws IllegalStateException    if XGBoost refuses the features, as where more money is spent than a float holds
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

    /** Is told how the fitting of trees goes on. */
    @FunctionalInterface
    public interface RoundListener {

        /** Does nothing. */
        RoundListener NONE = (round, max, validationLoss) -> { };

        /**
         * Is called when a tree was added.
         *
         * @param round          how many trees there are now
         * @param max            how many there can be
         * @param validationLoss mean log loss of the validation samples, in nats
         */
        void round(int round, int max, double validationLoss);
    }

    /** Predicts by trees that were fitted, from the features that they were fitted to. */
    public static final class Fitted implements Predictor {

        /** What its parts are called. */
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
         * Puts the predictor together.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ForesaleException if they are not what {@link #parts} gives
         */
        public static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            PurchaseFeatures features = parts.json(FEATURES, PurchaseFeatures.class);
            byte[] trees = parts.bytes(TREES);
            return new Fitted(features, PartsReader.of(TREES, () -> BoostedTrees.fromJson(trees, features.columns())));
        }

        /**
         * Returns what turns samples into the rows that the trees read.
         *
         * @return the features
         */
        public PurchaseFeatures features() {
            return features;
        }

        /**
         * Counts the trees.
         *
         * @return how many there are, up to the lowest loss on validation
         */
        public int rounds() {
            return trees.rounds();
        }

        /**
         * Computes what each feature adds to the log odds of samples, by TreeSHAP (Lundberg et al., From local
         * explanations to global understanding with explainable AI for trees, 2020).
         *
         * @param rows the features of the samples, as {@link #features()} gives them
         * @return row by row a contribution for each feature and a bias at the end; together they are the log odds
         * @throws IllegalArgumentException if the features do not divide into whole rows, or if there are more
         *     contributions than an array can hold
         * @throws IllegalStateException if XGBoost refuses the features, as infinite ones
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

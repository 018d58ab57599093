package org.foresale.trees;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees fitted to rows of features, which say how likely a label is. They run on one thread, so figures repeat. */
public final class BoostedTrees {

    private static final Map<String, Object> DEFAULTS = Map.of("objective", "binary:logistic", "nthread", 1, "seed", 1,
            "verbosity", 0);

    private final Booster booster;
    private final int columns;

    private BoostedTrees(Booster booster, int columns) {
        this.booster = booster;
        this.columns = columns;
    }

    /**
     * Fits trees.
     *
     * @param features   the features, row by row; NaN where one is missing
     * @param labels     the labels, one a row
     * @param parameters parameters of XGBoost, beside a binary logistic objective, one thread and seed 1
     * @param rounds     number of trees, at least 1
     * @return the trees
     * @throws IllegalArgumentException if there is no row, if the features do not divide into as many rows as there are
     *     labels, or if there is no round
     */
    public static BoostedTrees fit(float[] features, boolean[] labels, Map<String, Object> parameters, int rounds) {
        if (labels.length == 0 || features.length == 0 || features.length % labels.length != 0) {
            throw new IllegalArgumentException(features.length + " features are no rows for " + labels.length
                    + " labels");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("trees need at least 1 round, not " + rounds);
        }
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(parameters);
        float[] targets = new float[labels.length];
        IntStream.range(0, targets.length).filter(i -> labels[i]).forEach(i -> targets[i] = 1);
        int columns = features.length / labels.length;
        try {
            DMatrix matrix = new DMatrix(features, labels.length, columns, Float.NaN);
            try {
                matrix.setLabel(targets);
                return new BoostedTrees(XGBoost.train(matrix, all, rounds, Map.of(), null, null), columns);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost refuses " + labels.length + " rows of " + columns
                    + " features with " + parameters + ": " + e.getMessage(), e);
        }
    }

    /**
     * The chances of rows.
     *
     * @param features the features, row by row; NaN where one is missing
     * @return one number between 0 and 1 a row
     * @throws IllegalArgumentException if the features do not divide into rows as long as those fitted to
     */
    public double[] predict(float[] features) {
        if (features.length % columns != 0) {
            throw new IllegalArgumentException(features.length + " features are no rows of " + columns);
        }
        if (features.length == 0) {
            return new double[0];
        }
        try {
            DMatrix matrix = new DMatrix(features, features.length / columns, columns, Float.NaN);
            try {
                float[][] rows = booster.predict(matrix);
                return IntStream.range(0, rows.length).mapToDouble(i -> rows[i][0]).toArray();
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost refuses " + features.length + " features: " + e.getMessage(), e);
        }
    }
}

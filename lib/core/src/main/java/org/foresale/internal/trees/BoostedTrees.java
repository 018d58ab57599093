package org.foresale.internal.trees;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trees fitted to rows of features by XGBoost (Chen and Guestrin 2016), which say how likely a label is. They run on
 * one thread, so figures repeat.
 *
 * <p>Features come in one array, row by row: that of a row and a column is at row * columns + column. Fitted trees
 * never change, and several threads may ask them at the same time.
 */
public final class BoostedTrees {

    /** Number of trees at most. */
    public static final int MAX_ROUNDS = TreeModel.MAX_TREES;

    /** 4 MB of features, and about twice that in the native library. */
    private static final int FEATURES_AT_ONCE = 1 << 20;

    private final byte[] json;
    private final int rounds;
    private final int columns;
    private final Booster booster;

    /** What predicts is read from what is saved, so that trees read again cannot say anything else. */
    private BoostedTrees(TreeModel model) throws XGBoostError {
        this.json = model.json();
        this.rounds = model.trees().size();
        this.columns = model.columns();
        try {
            this.booster = XGBoost.loadModel(json);
        } catch (IOException e) {
            throw new XGBoostError("the model cannot be read", e);
        }
        booster.setParam("nthread", 1);
    }

    /**
     * Fits trees.
     *
     * @param features   the features, row by row; NaN where one is missing
     * @param labels     the labels, one a row
     * @param parameters parameters of XGBoost, beside a binary logistic objective, one thread and seed 1
     * @param rounds     number of trees, 1 to 5,000; their nodes may be at most 500,000 in all
     * @return the trees
     * @throws IllegalArgumentException if there is no row, if the features do not divide into as many rows as there are
     *     labels, if the labels are all the same, if there are too few or too many trees or nodes, or if a parameter is
     *     objective, booster, num_parallel_tree or eval_metric, which are set here
     * @throws CancellationException if the thread is interrupted
     * @throws IllegalStateException if XGBoost refuses the features, as infinite ones, or a parameter
     */
    public static BoostedTrees fit(float[] features, boolean[] labels, Map<String, Object> parameters, int rounds) {
        int columns = columns(features, labels);
        checkBothLabels(labels);
        checkRounds(rounds);
        try (Rows train = Rows.of(features, columns, labels, false); Growth growth = Growth.start(train, parameters)) {
            while (growth.rounds() < rounds) {
                growth.grow();
            }
            return new BoostedTrees(growth.model(columns));
        } catch (XGBoostError e) {
            throw refused(labels.length, columns, parameters, e);
        }
    }

    /**
     * Fits trees until more of them no longer lower the log loss of other rows.
     *
     * @param features           the features, row by row; NaN where one is missing
     * @param labels             the labels, one a row
     * @param validationFeatures features of rows that are not fitted to
     * @param validationLabels   their labels
     * @param parameters         parameters of XGBoost, beside a binary logistic objective, one thread and seed 1
     * @param mostRounds         number of trees at most, 1 to 5,000; their nodes may be at most 500,000 in all
     * @param patience           after how many trees without a lower loss to stop, at least 1
     * @param listener           is told of every tree
     * @return the trees up to the lowest loss
     * @throws IllegalArgumentException as {@link #fit(float[], boolean[], Map, int)} does, also of the validation rows,
     *     or if the patience is below 1
     * @throws CancellationException if the thread is interrupted
     * @throws IllegalStateException if XGBoost refuses the features, as infinite ones, or a parameter
     */
    public static BoostedTrees fit(float[] features, boolean[] labels, float[] validationFeatures,
            boolean[] validationLabels, Map<String, Object> parameters, int mostRounds, int patience,
            RoundListener listener) {
        return fit(features, labels, validationFeatures, validationLabels, parameters, mostRounds, patience, false,
                listener);
    }

    /**
     * Fits trees until more of them no longer lower the log loss of other rows, perhaps with class weights: where fewer
     * labels are true than false, each row with a true one weighs as much as false / true rows, in the fitting and in
     * the loss; in the validation rows by their own numbers.
     *
     * @param features           the features, row by row; NaN where one is missing
     * @param labels             the labels, one a row
     * @param validationFeatures features of rows that are not fitted to
     * @param validationLabels   their labels
     * @param parameters         parameters of XGBoost, beside a binary logistic objective, one thread and seed 1
     * @param mostRounds         number of trees at most, 1 to 5,000; their nodes may be at most 500,000 in all
     * @param patience           after how many trees without a lower loss to stop, at least 1
     * @param balanced           whether there are class weights
     * @param listener           is told of every tree
     * @return the trees up to the lowest loss
     * @throws IllegalArgumentException as {@link #fit(float[], boolean[], Map, int)} does, also of the validation rows,
     *     or if the patience is below 1
     * @throws CancellationException if the thread is interrupted
     * @throws IllegalStateException if XGBoost refuses the features, as infinite ones, or a parameter
     */
    public static BoostedTrees fit(float[] features, boolean[] labels, float[] validationFeatures,
            boolean[] validationLabels, Map<String, Object> parameters, int mostRounds, int patience, boolean balanced,
            RoundListener listener) {
        int columns = columns(features, labels);
        if (columns(validationFeatures, validationLabels) != columns) {
            throw new IllegalArgumentException("training rows have " + columns + " features, but "
                    + validationLabels.length + " validation rows come with " + validationFeatures.length);
        }
        checkBothLabels(labels);
        checkBothLabels(validationLabels);
        checkRounds(mostRounds);
        if (patience < 1) {
            throw new IllegalArgumentException("the patience is at least 1 tree, not " + patience);
        }
        try (Rows train = Rows.of(features, columns, labels, balanced);
                Rows validation = Rows.of(validationFeatures, columns, validationLabels, balanced);
                Growth growth = Growth.start(train, parameters)) {
            double lowest = growth.loss(validation);
            int best = 1;
            listener.round(1, mostRounds, lowest);
            while (growth.rounds() < mostRounds && growth.rounds() - best < patience) {
                growth.grow();
                double loss = growth.loss(validation);
                if (loss < lowest) {
                    lowest = loss;
                    best = growth.rounds();
                }
                listener.round(growth.rounds(), mostRounds, loss);
            }
            return new BoostedTrees(growth.model(columns).first(best));
        } catch (XGBoostError e) {
            throw refused(labels.length, columns, parameters, e);
        }
    }

    private static int columns(float[] features, boolean[] labels) {
        if (labels.length == 0 || features.length == 0 || features.length % labels.length != 0) {
            throw new IllegalArgumentException(features.length + " features are no rows for " + labels.length
                    + " labels");
        }
        return features.length / labels.length;
    }

    private static void checkBothLabels(boolean[] labels) {
        for (boolean label : labels) {
            if (label != labels[0]) {
                return;
            }
        }
        throw new IllegalArgumentException("all " + labels.length + " labels are " + labels[0]
                + ": give rows of both labels");
    }

    private static void checkRounds(int rounds) {
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException("trees need 1 to " + MAX_ROUNDS + " rounds, not " + rounds);
        }
    }

    private static IllegalStateException refused(int rows, int columns, Map<String, Object> parameters,
            XGBoostError e) {
        return new IllegalStateException("XGBoost refuses " + rows + " rows of " + columns + " features with "
                + parameters + ": " + e.getMessage(), e);
    }

    /**
     * Reads trees that {@link #toJson} has written; nothing in them is believed before it is checked.
     *
     * @param json    XGBoost's own JSON model
     * @param columns how many features a row has, at least 1
     * @return the trees
     * @throws IllegalArgumentException if it is anything but a model of plain trees for rows of so many features and
     *     one label; the message says why
     */
    public static BoostedTrees fromJson(byte[] json, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("a row has at least 1 feature, not " + columns);
        }
        try {
            return new BoostedTrees(TreeModel.read(json, columns));
        } catch (XGBoostError e) {
            throw new IllegalArgumentException("XGBoost refuses the model of trees: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the trees as XGBoost's own JSON model, which XGBoost reads in any language.
     *
     * @return text in UTF-8
     */
    public byte[] toJson() {
        return json.clone();
    }

    /**
     * Tells how many trees there are.
     *
     * @return the number of rounds that are kept
     */
    public int rounds() {
        return rounds;
    }

    /**
     * Tells how many features a row has.
     *
     * @return the number of columns
     */
    public int columns() {
        return columns;
    }

    /**
     * Returns the probabilities of rows.
     *
     * @param features the features, row by row; NaN where one is missing
     * @return one number between 0 and 1 a row
     * @throws IllegalArgumentException if the features do not divide into rows as long as those fitted to
     * @throws IllegalStateException if XGBoost refuses the features, as infinite ones
     */
    public double[] predict(float[] features) {
        requireRows(features);
        double[] probabilities = new double[features.length / columns];
        int rowsAtOnce = Math.max(1, FEATURES_AT_ONCE / columns);
        for (int from = 0; from < probabilities.length; from += rowsAtOnce) {
            int to = Math.min(from + rowsAtOnce, probabilities.length);
            float[] some = Arrays.copyOfRange(features, from * columns, to * columns);
            try (Rows rows = Rows.of(some, columns)) {
                float[][] outputs = booster.predict(rows.matrix());
                for (int i = from; i < to; i++) {
                    probabilities[i] = outputs[i - from][0];
                }
            } catch (XGBoostError e) {
                throw new IllegalStateException("XGBoost refuses " + features.length + " features: "
                        + e.getMessage(), e);
            }
        }
        return probabilities;
    }

    /**
     * Tells what each feature of rows adds to the log odds of their probabilities.
     *
     * <p>The contributions are Shapley values (Shapley 1953) of the expectation of the trees when only some of the
     * features are known, each branch that hangs on an unknown feature counting by its training weight: TreeSHAP
     * (Lundberg et al., From local explanations to global understanding with explainable AI for trees, 2020). With the
     * expectation when nothing is known, those of a row add up to its log odds.
     *
     * @param features the features, row by row; NaN where one is missing
     * @return for each row a number a feature and, last, the expectation when nothing is known: that of a row and a
     *     feature is at row * ({@link #columns()} + 1) + feature; in log odds
     * @throws IllegalArgumentException if the features do not divide into rows as long as those fitted to, or if there
     *     are more numbers than an array can hold
     * @throws IllegalStateException if XGBoost refuses the features, as infinite ones
     */
    public double[] contributions(float[] features) {
        requireRows(features);
        int rows = features.length / columns;
        int width = columns + 1;
        if ((long) rows * width > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(rows + " rows with " + width
                    + " contributions each are more than an array can hold; take fewer rows");
        }
        double[] contributions = new double[rows * width];
        int rowsAtOnce = Math.max(1, FEATURES_AT_ONCE / width);
        for (int from = 0; from < rows; from += rowsAtOnce) {
            int to = Math.min(from + rowsAtOnce, rows);
            try (Rows some = Rows.of(Arrays.copyOfRange(features, from * columns, to * columns), columns)) {
                float[][] outputs = booster.predictContrib(some.matrix(), 0);
                for (int k = 0; k < (to - from) * width; k++) {
                    contributions[from * width + k] = outputs[k / width][k % width];
                }
            } catch (XGBoostError e) {
                throw new IllegalStateException("XGBoost refuses " + features.length + " features: "
                        + e.getMessage(), e);
            }
        }
        return contributions;
    }

    private void requireRows(float[] features) {
        if (features.length % columns != 0) {
            throw new IllegalArgumentException(features.length + " features are no rows of " + columns);
        }
    }
}

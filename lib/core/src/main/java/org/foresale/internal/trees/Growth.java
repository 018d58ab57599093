package org.foresale.internal.trees;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trees that are being fitted, one after the other. */
final class Growth implements AutoCloseable {

    private static final Map<String, Object> DEFAULTS = Map.of("nthread", 1, "seed", 1, "verbosity", 0);
    private static final Map<String, Object> FIXED = Map.of("objective", "binary:logistic", "booster", "gbtree",
            "num_parallel_tree", 1, "eval_metric", "logloss");

    private final DMatrix train;
    private final Booster booster;

    private Growth(DMatrix train, Booster booster) {
        this.train = train;
        this.booster = booster;
    }

    /** The first tree. */
    static Growth start(Rows train, Map<String, Object> parameters) throws XGBoostError {
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(parameters);
        FIXED.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException("the parameter " + name + " is " + value
                        + " here, and cannot be set, as to " + parameters.get(name));
            }
        });
        checkInterrupt(0);
        return new Growth(train.matrix(), XGBoost.train(train.matrix(), all, 1, Map.of(), null, null));
    }

    private static void checkInterrupt(int rounds) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("fitting was interrupted after " + rounds + " trees");
        }
    }

    int rounds() throws XGBoostError {
        return booster.getNumBoostedRound();
    }

    /** One more tree. */
    void grow() throws XGBoostError {
        int rounds = rounds();
        checkInterrupt(rounds);
        booster.update(train, rounds);
    }

    /** Mean log loss of rows; XGBoost adds only the newest tree to what it knows of them. */
    double loss(Rows rows) throws XGBoostError {
        String said = booster.evalSet(new DMatrix[] {rows.matrix()}, new String[] {"rows"}, rounds());
        return Double.parseDouble(said.substring(said.lastIndexOf(':') + 1));
    }

    TreeModel model(int columns) throws XGBoostError {
        return TreeModel.read(booster.toByteArray("json"), columns);
    }

    @Override
    public void close() {
        booster.dispose();
    }
}

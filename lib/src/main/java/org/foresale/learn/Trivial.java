package org.foresale.learn;

import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.foresale.cohort.Samples;
import org.foresale.log.History;

/**
 * Knows nothing of what was bought, only when: the day of the last purchase, the number of shopping days, the days from
 * the last purchase to the cut, and those from the first.
 *
 * <p>Where this does well, the way the samples were cut gives the answer away, or mere activity tells it. It is fitted
 * with gradient-boosted trees, which find such a pattern in any shape.
 */
public final class Trivial implements Learner {

    private static final int FEATURES = 4;
    private static final int ROUNDS = 60;
    private static final Map<String, Object> PARAMETERS = Map.of("objective", "binary:logistic", "max_depth", 3,
            "eta", 0.1, "min_child_weight", 5, "nthread", 1, "seed", 1, "verbosity", 0);

    @Override
    public String name() {
        return "timing only";
    }

    @Override
    public Predictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        try {
            DMatrix matrix = matrix(train);
            boolean[] labels = train.labels();
            float[] targets = new float[labels.length];
            for (int i = 0; i < targets.length; i++) {
                targets[i] = labels[i] ? 1 : 0;
            }
            matrix.setLabel(targets);
            Booster booster = XGBoost.train(matrix, PARAMETERS, ROUNDS, Map.of(), null, null);
            matrix.dispose();
            return samples -> predict(booster, samples);
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost refused " + train.size() + " samples: " + e.getMessage(), e);
        }
    }

    private static double[] predict(Booster booster, Samples samples) {
        if (samples.size() == 0) {
            return new double[0];
        }
        try {
            DMatrix matrix = matrix(samples);
            float[][] rows = booster.predict(matrix);
            matrix.dispose();
            double[] chances = new double[rows.length];
            for (int i = 0; i < chances.length; i++) {
                chances[i] = rows[i][0];
            }
            return chances;
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost refused " + samples.size() + " samples: " + e.getMessage(), e);
        }
    }

    private static DMatrix matrix(Samples samples) throws XGBoostError {
        float[] features = new float[samples.size() * FEATURES];
        for (int i = 0; i < samples.size(); i++) {
            History history = samples.history(i);
            int cut = samples.get(i).cut();
            int at = i * FEATURES;
            if (history.isEmpty()) {
                Arrays.fill(features, at, at + FEATURES, Float.NaN);
            } else {
                int last = history.day(history.size() - 1);
                features[at] = last;
                features[at + 1] = history.shoppingDays();
                features[at + 2] = cut - last;
                features[at + 3] = cut - history.day(0);
            }
        }
        return new DMatrix(features, samples.size(), FEATURES, Float.NaN);
    }
}

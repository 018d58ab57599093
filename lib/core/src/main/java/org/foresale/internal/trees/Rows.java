package org.foresale.internal.trees;

import java.util.Arrays;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Rows of features in the native library's memory, which {@link #close} gives back. */
final class Rows implements AutoCloseable {

    private final DMatrix matrix;

    private Rows(DMatrix matrix) {
        this.matrix = matrix;
    }

    static Rows of(float[] features, int columns) throws XGBoostError {
        return new Rows(new DMatrix(features, features.length / columns, columns, Float.NaN));
    }

    /** Rows with labels; if balanced, and if fewer are true than false, those of both weigh the same together. */
    static Rows of(float[] features, int columns, boolean[] labels, boolean balanced) throws XGBoostError {
        float[] targets = new float[labels.length];
        IntStream.range(0, targets.length).filter(i -> labels[i]).forEach(i -> targets[i] = 1);
        Rows rows = of(features, columns);
        rows.matrix.setLabel(targets);
        int positives = (int) IntStream.range(0, labels.length).filter(i -> labels[i]).count();
        if (balanced && positives < labels.length - positives) {
            float[] weights = new float[labels.length];
            Arrays.fill(weights, 1);
            float heavier = (float) (labels.length - positives) / positives;
            IntStream.range(0, weights.length).filter(i -> labels[i]).forEach(i -> weights[i] = heavier);
            rows.matrix.setWeight(weights);
        }
        return rows;
    }

    DMatrix matrix() {
        return matrix;
    }

    @Override
    public void close() {
        matrix.dispose();
    }
}

package org.foresale.internal.trees;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import org.foresale.Expected;

/** The rows that Python's XGBoost was fitted to. */
record Stored(float[] train, boolean[] trainLabels, float[] validation, boolean[] validationLabels) {

    static final int COLUMNS = 8;

    static Stored rows() {
        JsonNode stored = Expected.of("boostedTrees");
        JsonNode values = stored.get("features");
        float[] features = new float[values.size()];
        for (int i = 0; i < features.length; i++) {
            features[i] = values.get(i).isNull() ? Float.NaN : values.get(i).floatValue();
        }
        boolean[] labels = new boolean[features.length / COLUMNS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = stored.get("labels").get(i).booleanValue();
        }
        int train = stored.get("train").intValue();
        return new Stored(Arrays.copyOf(features, train * COLUMNS), Arrays.copyOf(labels, train),
                Arrays.copyOfRange(features, train * COLUMNS, features.length),
                Arrays.copyOfRange(labels, train, labels.length));
    }

    BoostedTrees stopped(Map<String, Object> parameters, int mostRounds, int patience, RoundListener listener) {
        return BoostedTrees.fit(train, trainLabels, validation, validationLabels, parameters, mostRounds, patience,
                listener);
    }
}

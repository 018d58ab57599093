package org.foresale.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.foresale.Expected;

/** Scores to test with. */
final class Cases {

    /** For {@code @MethodSource}: scores with what scikit-learn says of them. */
    static final String OF_SCIKIT_LEARN = "org.foresale.evaluate.Cases#ofScikitLearn";

    private Cases() {
    }

    static Stream<JsonNode> ofScikitLearn() {
        return StreamSupport.stream(Expected.of("metrics").spliterator(), false);
    }

    static Scores scores(JsonNode expected) {
        boolean[] labels = new boolean[expected.get("labels").size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = expected.get("labels").get(i).asBoolean();
        }
        return Scores.of(labels, doubles(expected.get("predictions")));
    }

    static double[] doubles(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }

    /** Few samples with many ties; the first is positive, the second is not. */
    static Scores small(Random random) {
        int n = 2 + random.nextInt(30);
        boolean[] labels = new boolean[n];
        double[] predictions = new double[n];
        int levels = 1 + random.nextInt(12);
        for (int i = 0; i < n; i++) {
            labels[i] = i == 0 || i > 1 && random.nextBoolean();
            predictions[i] = random.nextInt(levels + 1) / (double) levels;
        }
        return Scores.of(labels, predictions);
    }

    /** Positives and negatives, of scores that are normal and stand apart. */
    static Scores normal(Random random, int n, double apart) {
        return Scores.of(alternating(n), normalScores(random, n, apart));
    }

    static boolean[] alternating(int n) {
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i += 2) {
            labels[i] = true;
        }
        return labels;
    }

    static double[] normalScores(Random random, int n, double apart) {
        double[] predictions = new double[n];
        for (int i = 0; i < n; i++) {
            predictions[i] = 1 / (1 + Math.exp(-(random.nextGaussian() + (i % 2 == 0 ? apart / 2 : -apart / 2))));
        }
        return predictions;
    }
}

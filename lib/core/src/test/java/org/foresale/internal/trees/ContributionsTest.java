package org.foresale.internal.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TreeSHAP beside Shapley values by their definition, over all subsets of the features. */
class ContributionsTest {

    private static final int ROWS = 100;
    private static final int COLUMNS = Stored.COLUMNS;

    /** The mean of a tree's answers when only some of the features are known. */
    private static double expectation(JsonNode tree, int node, float[] row, int known) {
        int left = tree.get("left_children").get(node).intValue();
        int right = tree.get("right_children").get(node).intValue();
        if (left < 0) {
            return tree.get("split_conditions").get(node).floatValue();
        }
        int feature = tree.get("split_indices").get(node).intValue();
        if ((known >> feature & 1) == 1) {
            boolean goesLeft = Float.isNaN(row[feature]) ? tree.get("default_left").get(node).intValue() == 1
                    : row[feature] < tree.get("split_conditions").get(node).floatValue();
            return expectation(tree, goesLeft ? left : right, row, known);
        }
        double ofLeft = tree.get("sum_hessian").get(left).floatValue();
        double ofRight = tree.get("sum_hessian").get(right).floatValue();
        return (ofLeft * expectation(tree, left, row, known) + ofRight * expectation(tree, right, row, known))
                / (ofLeft + ofRight);
    }

    /** Shapley values and, last, the expectation when nothing is known. */
    private static double[] shapley(JsonNode trees, double base, float[] row) {
        double[] worth = new double[1 << COLUMNS];
        Arrays.fill(worth, base);
        for (JsonNode tree : trees) {
            for (int known = 0; known < worth.length; known++) {
                worth[known] += expectation(tree, 0, row, known);
            }
        }
        double[] factorial = new double[COLUMNS + 1];
        factorial[0] = 1;
        for (int k = 1; k <= COLUMNS; k++) {
            factorial[k] = k * factorial[k - 1];
        }
        double[] values = new double[COLUMNS + 1];
        values[COLUMNS] = worth[0];
        for (int feature = 0; feature < COLUMNS; feature++) {
            for (int others = 0; others < worth.length; others++) {
                if ((others >> feature & 1) == 0) {
                    int size = Integer.bitCount(others);
                    values[feature] += factorial[size] * factorial[COLUMNS - size - 1] / factorial[COLUMNS]
                            * (worth[others | 1 << feature] - worth[others]);
                }
            }
        }
        return values;
    }

    @Test
    void contributionsAreShapleyValues() throws Exception {
        Stored stored = Stored.rows();
        BoostedTrees trees = BoostedTrees.fit(stored.train(), stored.trainLabels(), Map.of("max_depth", 3), 5);
        JsonNode learner = new ObjectMapper().readTree(trees.toJson()).get("learner");
        String score = learner.get("learner_model_param").get("base_score").asText();
        double probability = Double.parseDouble(score.substring(1, score.length() - 1));
        float[] rows = Arrays.copyOf(stored.train(), ROWS * COLUMNS);
        double[] contributions = trees.contributions(rows);
        boolean missing = false;
        for (int i = 0; i < ROWS; i++) {
            float[] row = Arrays.copyOfRange(rows, i * COLUMNS, (i + 1) * COLUMNS);
            for (float value : row) {
                missing |= Float.isNaN(value);
            }
            assertThat(Arrays.copyOfRange(contributions, i * (COLUMNS + 1), (i + 1) * (COLUMNS + 1))).containsExactly(
                    shapley(learner.get("gradient_booster").get("model").get("trees"),
                            Math.log(probability / (1 - probability)), row), within(1e-6));
        }
        assertThat(missing).isTrue();
    }

    @Test
    void contributionsAddUpToTheLogOdds() {
        Stored stored = Stored.rows();
        BoostedTrees trees = stored.stopped(Map.of("max_depth", 6), 100, 20, RoundListener.NONE);
        int copies = (1 << 20) / stored.train().length + 2;
        float[] many = new float[copies * stored.train().length];
        for (int copy = 0; copy < copies; copy++) {
            System.arraycopy(stored.train(), 0, many, copy * stored.train().length, stored.train().length);
        }
        double[] contributions = trees.contributions(many);
        double[] probabilities = trees.predict(many);
        assertThat(contributions).hasSize(probabilities.length * (COLUMNS + 1));
        for (int i = 0; i < probabilities.length; i += 997) {
            double sum = Arrays.stream(contributions, i * (COLUMNS + 1), (i + 1) * (COLUMNS + 1)).sum();
            assertThat(sum).isCloseTo(Math.log(probabilities[i] / (1 - probabilities[i])), within(1e-4));
        }
        assertThat(trees.contributions(new float[0])).isEmpty();
        assertThatThrownBy(() -> trees.contributions(new float[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 features");
    }
}

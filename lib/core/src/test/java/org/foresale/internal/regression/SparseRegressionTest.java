package org.foresale.internal.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Naive Bayes and logistic regression on sparse rows, as scikit-learn has them; see affinities.py. */
class SparseRegressionTest {

    private static final int[][] PLACES = {{0, 2}, {}, {1, 2, 4}};
    private static final double[][] VALUES = {{1, 2}, {}, {3, -1, .5}};
    private static final boolean[] LABELS = {true, false, false};

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = SparseRegressionTest.class.getResourceAsStream("/org/foresale/affinities.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).get("cases").spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void logisticRegressionIsThatOfScikitLearn(JsonNode expected) {
        LogisticRegression fitted = LogisticRegression.fit(rows(expected), labels(expected),
                expected.get("penalty").asDouble());
        assertThat(fitted.weights()).containsExactly(doubles(expected.get("weights")), within(1e-6));
        assertThat(fitted.intercept()).isCloseTo(expected.get("intercept").asDouble(), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void naiveBayesIsThatOfScikitLearn(JsonNode expected) {
        SparseRows rows = rows(expected);
        boolean[] labels = labels(expected);
        LogisticRegression fitted = NaiveBayes.fit(rows, labels);
        double[] bayes = doubles(expected.get("bayes"));
        for (int row = 0; row < bayes.length; row++) {
            double logOdds = fitted.intercept();
            for (JsonNode place : expected.get("places").get(row)) {
                logOdds += fitted.weights()[place.asInt()];
            }
            assertThat(logOdds).isCloseTo(bayes[row], within(1e-9));
        }
    }

    static Stream<JsonNode> many() throws IOException {
        try (InputStream in = SparseRegressionTest.class.getResourceAsStream("/org/foresale/affinities.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).get("many").spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("many")
    void ridgeRegressionOfManyLabelsIsThatOfScikitLearn(JsonNode expected) {
        SparseRows rows = ones(expected.get("places"), expected.get("columns").asInt());
        List<BitSet> labels = new ArrayList<>();
        expected.get("labels").forEach(each -> {
            BitSet set = new BitSet();
            each.forEach(target -> set.set(target.asInt()));
            labels.add(set);
        });
        int targets = expected.get("targets").asInt();
        WeightTable ridge = RidgeRegression.fit(rows, labels, targets, expected.get("penalty").asDouble());
        for (int row = 0; row < rows.size(); row++) {
            assertThat(ridge.of(rows, row)).containsExactly(doubles(expected.get("ridge").get(row)), within(1e-4));
        }
        assertThat(WeightTable.of(rows.columns(), targets, ridge.numbers()).of(rows, 3)).isEqualTo(ridge.of(rows, 3));
    }

    private static SparseRows ones(JsonNode places, int columns) {
        int[][] all = StreamSupport.stream(places.spliterator(), false).map(row -> StreamSupport
                .stream(row.spliterator(), false).mapToInt(JsonNode::asInt).toArray()).toArray(int[][]::new);
        return SparseRows.of(all, Arrays.stream(all).map(row -> IntStream.of(row).mapToDouble(place -> 1).toArray())
                .toArray(double[][]::new), columns);
    }

    @Test
    void nothingToFitToGivesNoWeights() {
        SparseRows none = SparseRows.of(new int[0][], new double[0][], 3);
        assertThat(RidgeRegression.fit(none, List.of(), 2, 1).numbers()).containsOnly(0).hasSize(8);
    }

    @Test
    void labelsAndWeightsThatDoNotFitAreRefused() {
        SparseRows rows = SparseRows.of(PLACES, VALUES, 5);
        List<BitSet> labels = List.of(new BitSet(), new BitSet(), new BitSet());
        assertThatThrownBy(() -> RidgeRegression.fit(rows, labels.subList(0, 2), 2, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 rows for 2");
        assertThatThrownBy(() -> RidgeRegression.fit(rows, labels, 2, 0)).hasMessageContaining("penalty is 0.0");
        assertThatThrownBy(() -> WeightTable.of(5, 2, new float[11])).hasMessageContaining("11 numbers");
        assertThatThrownBy(() -> WeightTable.of(1, 1, new float[] {0, Float.NaN})).hasMessageContaining("NaN");
        assertThatThrownBy(() -> WeightTable.of(1, 1, new float[] {2e9f, 0})).hasMessageContaining("2.0E9");
        WeightTable other = WeightTable.of(1, 1, new float[2]);
        assertThatThrownBy(() -> other.of(rows, 0)).hasMessageContaining("5 columns");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothWaysToTheMinimumMeet(JsonNode expected) {
        double[][] dense = dense(rows(expected));
        double penalty = expected.get("penalty").asDouble();
        LogisticRegression fitted = LogisticRegression.fit(rows(expected), labels(expected), penalty);
        LogisticRegression other = LogisticRegression.fit(dense, labels(expected), penalty);
        assertThat(fitted.weights()).containsExactly(other.weights(), within(1e-6));
        assertThat(fitted.intercept()).isCloseTo(other.intercept(), within(1e-6));
    }

    @Test
    void rowsAreThoseOfTheMatrix() {
        SparseRows rows = SparseRows.of(PLACES, VALUES, 5);
        double[] weights = new Random(1).doubles(5).toArray();
        double[][] dense = {{1, 0, 2, 0, 0}, {0, 0, 0, 0, 0}, {0, 3, -1, 0, .5}};
        assertThat(dense(rows)).isDeepEqualTo(dense);
        for (int row = 0; row < rows.size(); row++) {
            int at = row;
            assertThat(rows.dot(row, weights)).isCloseTo(IntStream.range(0, 5)
                    .mapToDouble(j -> weights[j] * dense[at][j]).sum(), within(1e-12));
            assertThat(rows.length(row)).isCloseTo(Math.sqrt(Arrays.stream(dense[row]).map(x -> x * x).sum()),
                    within(1e-12));
        }
        assertThat(dense(rows.rows(2, 0))).isDeepEqualTo(new double[][] {dense[2], dense[0]});
        assertThat(dense(rows.columns(1, 3))).isDeepEqualTo(new double[][] {{0, 2}, {0, 0}, {3, -1}});
        assertThat(rows.columns(2, 2).columns()).isZero();
    }

    @Test
    void whoeverGaveTheRowsCannotChangeThem() {
        int[][] places = {{0}};
        double[][] values = {{1}};
        SparseRows rows = SparseRows.of(places, values, 1);
        values[0][0] = 9;
        places[0][0] = 9;
        assertThat(rows.dot(0, new double[] {2})).isEqualTo(2);
    }

    @Test
    void absurdRowsAreRefused() {
        assertThatThrownBy(() -> SparseRows.of(PLACES, new double[1][], 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 rows").hasMessageContaining("1");
        assertThatThrownBy(() -> SparseRows.of(new int[][] {{0, 1}}, new double[][] {{1}}, 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 places");
        assertThatThrownBy(() -> SparseRows.of(new int[][] {{1, 1}}, new double[][] {{1, 1}}, 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1, then 1");
        assertThatThrownBy(() -> SparseRows.of(new int[][] {{1}}, new double[][] {{Double.NaN}}, 5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
        assertThatThrownBy(() -> SparseRows.of(PLACES, VALUES, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SparseRows.of(PLACES, VALUES, 5).columns(3, 6))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whatHasNoMinimumIsRefused() {
        SparseRows rows = SparseRows.of(PLACES, VALUES, 5);
        for (double penalty : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> LogisticRegression.fit(rows, LABELS, penalty))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(Double.toString(penalty));
        }
        assertThatThrownBy(() -> LogisticRegression.fit(rows, new boolean[3], 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("all 3 labels are false");
        assertThatThrownBy(() -> NaiveBayes.fit(rows, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 rows for 2 labels");
        assertThatThrownBy(() -> NaiveBayes.fit(rows, new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("all 3 labels are false");
    }

    private static SparseRows rows(JsonNode expected) {
        return SparseRows.of(StreamSupport.stream(expected.get("places").spliterator(), false)
                .map(row -> Arrays.stream(doubles(row)).mapToInt(place -> (int) place).toArray()).toArray(int[][]::new),
                StreamSupport.stream(expected.get("values").spliterator(), false)
                        .map(SparseRegressionTest::doubles).toArray(double[][]::new), expected.get("columns").asInt());
    }

    private static double[][] dense(SparseRows rows) {
        double[][] dense = new double[rows.size()][rows.columns()];
        for (int row = 0; row < dense.length; row++) {
            rows.addTo(row, 1, dense[row]);
        }
        return dense;
    }

    private static boolean[] labels(JsonNode expected) {
        boolean[] labels = new boolean[expected.get("labels").size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = expected.get("labels").get(i).asBoolean();
        }
        return labels;
    }

    private static double[] doubles(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }
}

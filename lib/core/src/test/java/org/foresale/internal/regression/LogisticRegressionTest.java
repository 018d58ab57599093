package org.foresale.internal.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.foresale.Expected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogisticRegressionTest {

    private static final double[][] TWO_ROWS = {{1}, {2}};
    private static final boolean[] BOTH = {true, false};

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(Expected.of("logisticRegressions").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isThatOfScikitLearn(JsonNode expected) {
        LogisticRegression fitted = LogisticRegression.fit(features(expected), labels(expected),
                expected.get("penalty").asDouble());
        double[] weights = doubles(expected.get("weights"));
        assertThat(fitted.weights()).hasSameSizeAs(weights);
        for (int i = 0; i < weights.length; i++) {
            assertThat(fitted.weights()[i]).isCloseTo(weights[i], within(1e-6 * Math.max(1, Math.abs(weights[i]))));
        }
        double intercept = expected.get("intercept").asDouble();
        assertThat(fitted.intercept()).isCloseTo(intercept, within(1e-6 * Math.max(1, Math.abs(intercept))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noNeighbourHasASmallerSumOfLosses(JsonNode expected) {
        double[][] features = features(expected);
        boolean[] labels = labels(expected);
        double penalty = expected.get("penalty").asDouble();
        LogisticRegression fitted = LogisticRegression.fit(features, labels, penalty);
        double least = loss(fitted, features, labels, penalty);
        for (int i = 0; i <= fitted.weights().length; i++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] weights = fitted.weights();
                double intercept = fitted.intercept();
                if (i < weights.length) {
                    weights[i] += sign * 1e-3 * Math.max(1e-3, Math.abs(weights[i]));
                } else {
                    intercept += sign * 1e-3;
                }
                assertThat(loss(LogisticRegression.of(weights, intercept), features, labels, penalty))
                        .isGreaterThan(least);
            }
        }
    }

    /** Next to the minimum, the sum of losses differs by rounding alone, so that it may be lowest where it began. */
    @Test
    void roundingStopsNoFit() {
        double[][] features = new double[70][3];
        boolean[] labels = new boolean[features.length];
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < features.length; i++) {
                features[i] = random.doubles(3, -2, 2).toArray();
                labels[i] = i % 2 == 0;
            }
            LogisticRegression fitted = LogisticRegression.fit(features, labels, 10);
            double[] at = Arrays.copyOf(fitted.weights(), 4);
            at[3] = fitted.intercept();
            assertThat(new Loss(features, labels, 10).gradient(at)).as("seed " + seed).containsExactly(new double[4],
                    within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDerivativesAreThoseOfFiniteDifferences(JsonNode expected) {
        double[][] features = features(expected);
        Loss loss = new Loss(features, labels(expected), 3);
        double[] at = new Random(1).doubles(features[0].length + 1, -1e-2, 1e-2).toArray();
        double[] gradient = loss.gradient(at);
        double[][] second = loss.secondDerivatives(at);
        for (int i = 0; i < at.length; i++) {
            double step = 1e-6;
            double[] above = at.clone();
            above[i] += step;
            double[] below = at.clone();
            below[i] -= step;
            assertThat((loss.at(above) - loss.at(below)) / (2 * step))
                    .isCloseTo(gradient[i], within(1e-4 * (1 + Math.abs(gradient[i]))));
            for (int j = 0; j < at.length; j++) {
                assertThat((loss.gradient(above)[j] - loss.gradient(below)[j]) / (2 * step))
                        .isCloseTo(second[i][j], within(1e-4 * (1 + Math.abs(second[i][j]))));
            }
        }
    }

    @Test
    void theMeanChanceIsTheShareOfPositives() {
        double[][] features = new Random(2).doubles(300).mapToObj(x -> new double[] {x, x * x})
                .toArray(double[][]::new);
        boolean[] labels = new boolean[features.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3 == 0 || features[i][0] > .8;
        }
        LogisticRegression fitted = LogisticRegression.fit(features, labels, .1);
        double probabilities = 0;
        int positives = 0;
        for (int i = 0; i < labels.length; i++) {
            probabilities += fitted.predict(features[i]);
            positives += labels[i] ? 1 : 0;
        }
        assertThat(probabilities).isCloseTo(positives, within(1e-6));
    }

    @Test
    void withoutFeaturesTheChanceIsTheShareOfPositives() {
        boolean[] labels = {true, false, false, false};
        assertThat(LogisticRegression.fit(new double[4][0], labels, 0).predict(new double[0]))
                .isCloseTo(.25, within(1e-12));
    }

    @Test
    void aFeatureTwiceNeedsAPenaltyAndSharesItsWeight() {
        double[][] features = {{1, 1}, {2, 2}, {3, 3}, {4, 4}};
        boolean[] labels = {false, true, false, true};
        LogisticRegression fitted = LogisticRegression.fit(features, labels, .1);
        assertThat(fitted.weights()[0]).isPositive().isCloseTo(fitted.weights()[1], within(1e-9));
        assertThatThrownBy(() -> LogisticRegression.fit(features, labels, 0))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("penalty");
    }

    @Test
    void labelsThatAThresholdPartsNeedAPenalty() {
        double[][] features = {{-2}, {-1}, {1}, {2}};
        boolean[] labels = {false, false, true, true};
        assertThat(LogisticRegression.fit(features, labels, 1e-9).weights()[0]).isBetween(5.0, 50.0);
        assertThatThrownBy(() -> LogisticRegression.fit(features, labels, 0))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("penalty");
    }

    @Test
    void stepsThatWouldGoTooFarAreHalved() {
        double[][] features = {{-300}, {-200}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}};
        boolean[] labels = new boolean[10];
        labels[0] = true;
        LogisticRegression fitted = LogisticRegression.fit(features, labels, 1e-4);
        assertThat(fitted.predict(features[0])).isGreaterThan(.9);
        assertThat(fitted.predict(features[1])).isLessThan(.1);
        double probabilities = Arrays.stream(features).mapToDouble(fitted::predict).sum();
        assertThat(probabilities).isCloseTo(1, within(1e-6));
    }

    @Test
    void outliersAndHugeUnitsDoNotStopTheFit() {
        Random random = new Random(3);
        double[][] features = new double[200][2];
        boolean[] labels = new boolean[200];
        for (int i = 0; i < labels.length; i++) {
            features[i][0] = i == 7 ? 1e6 : random.nextGaussian();
            features[i][1] = 1e12 * random.nextGaussian();
            labels[i] = i == 7 || features[i][0] + random.nextGaussian() > .5;
        }
        LogisticRegression fitted = LogisticRegression.fit(features, labels, 1);
        assertThat(fitted.weights()[0]).isBetween(.5, 5.0);
        assertThat(fitted.predict(new double[] {3, 0})).isGreaterThan(.8);
    }

    @Test
    void whatWasFittedCanBePutTogetherAgain() {
        double[][] features = {{1}, {2}, {3}};
        LogisticRegression fitted = LogisticRegression.fit(features, new boolean[] {true, false, true}, 1);
        LogisticRegression again = LogisticRegression.of(fitted.weights(), fitted.intercept());
        assertThat(again.predict(new double[] {1.7})).isEqualTo(fitted.predict(new double[] {1.7}));
        double[] weights = {1, 2};
        LogisticRegression made = LogisticRegression.of(weights, 0);
        weights[0] = 100;
        made.weights()[1] = 100;
        assertThat(made.weights()).containsExactly(1, 2);
        assertThat(made.predict(new double[] {-2, 1})).isEqualTo(.5);
        assertThat(made.predict(new double[] {-1e9, 0})).isZero();
        assertThat(made.predict(new double[] {1e9, 0})).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused("0 rows", new double[0][1], new boolean[0], 1);
        refused("2 rows for 3 labels", TWO_ROWS, new boolean[3], 1);
        refused("row 1 has 2 features", new double[][] {{1}, {1, 2}}, BOTH, 1);
        refused("NaN", new double[][] {{1}, {Double.NaN}}, BOTH, 1);
        refused("Infinity", new double[][] {{Double.POSITIVE_INFINITY}, {1}}, BOTH, 1);
        refused("all 2 labels are true", TWO_ROWS, new boolean[] {true, true}, 1);
        refused("-1.0", TWO_ROWS, BOTH, -1);
        refused("NaN", TWO_ROWS, BOTH, Double.NaN);
        assertThatThrownBy(() -> LogisticRegression.fit(new double[][] {{1e300}, {2e300}}, BOTH, 1))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no minimum");
        assertThatThrownBy(() -> LogisticRegression.of(new double[] {Double.NaN}, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("weight");
        assertThatThrownBy(() -> LogisticRegression.of(new double[1], Double.NaN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("intercept");
        LogisticRegression made = LogisticRegression.of(new double[2], 0);
        assertThatThrownBy(() -> made.predict(new double[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 features").hasMessageContaining("2 weights");
        assertThatThrownBy(() -> made.predict(new double[] {0, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
    }

    private static void refused(String message, double[][] features, boolean[] labels, double penalty) {
        assertThatThrownBy(() -> LogisticRegression.fit(features, labels, penalty))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static double loss(LogisticRegression fitted, double[][] features, boolean[] labels, double penalty) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double probability = fitted.predict(features[i]);
            sum -= Math.log(labels[i] ? probability : 1 - probability);
        }
        for (double weight : fitted.weights()) {
            sum += penalty / 2 * weight * weight;
        }
        return sum;
    }

    private static double[][] features(JsonNode expected) {
        return StreamSupport.stream(expected.get("features").spliterator(), false)
                .map(LogisticRegressionTest::doubles).toArray(double[][]::new);
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

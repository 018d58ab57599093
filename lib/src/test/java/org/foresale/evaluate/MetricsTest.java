package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.foresale.Expected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

class MetricsTest {

    private static final double EXACT = 1e-12;

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(Expected.of("metrics").spliterator(), false);
    }

    private static Scores scores(JsonNode expected) {
        boolean[] labels = new boolean[expected.get("labels").size()];
        double[] chances = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = expected.get("labels").get(i).asBoolean();
            chances[i] = expected.get("chances").get(i).asDouble();
        }
        return Scores.of(labels, chances);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areThoseOfScikitLearn(JsonNode expected) {
        Metrics metrics = Metrics.of(scores(expected), expected.get("threshold").asDouble());
        assertThat(metrics.precision()).isCloseTo(expected.get("precision").asDouble(), within(EXACT));
        assertThat(metrics.recall()).isCloseTo(expected.get("recall").asDouble(), within(EXACT));
        assertThat(metrics.f1()).isCloseTo(expected.get("f1").asDouble(), within(EXACT));
        assertThat(metrics.rocAuc()).isCloseTo(expected.get("rocAuc").asDouble(), within(EXACT));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRocCurveIsThatOfScikitLearn(JsonNode expected) {
        Table curve = Curves.roc("x", scores(expected));
        JsonNode falsePositives = expected.get("falsePositiveRates");
        assertThat(curve.rowCount()).isEqualTo(falsePositives.size());
        for (int i = 0; i < curve.rowCount(); i++) {
            assertThat(curve.doubleColumn("false positive rate").getDouble(i))
                    .isCloseTo(falsePositives.get(i).asDouble(), within(EXACT));
            assertThat(curve.doubleColumn("true positive rate").getDouble(i))
                    .isCloseTo(expected.get("truePositiveRates").get(i).asDouble(), within(EXACT));
        }
    }

    @Test
    void theAucIsTheShareOfPairsInOrder() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            int n = 2 + random.nextInt(30);
            boolean[] labels = new boolean[n];
            double[] chances = new double[n];
            for (int i = 0; i < n; i++) {
                labels[i] = i == 0 || i > 1 && random.nextBoolean();
                chances[i] = random.nextInt(5) / 4.0;
            }
            double inOrder = 0;
            int pairs = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (labels[i] && !labels[j]) {
                        pairs++;
                        inOrder += chances[i] > chances[j] ? 1 : chances[i] == chances[j] ? 0.5 : 0;
                    }
                }
            }
            assertThat(Metrics.of(Scores.of(labels, chances)).rocAuc()).isCloseTo(inOrder / pairs, within(EXACT));
        }
    }

    @Test
    void alwaysPositiveHasAnF1OfTwoThirdsWhereHalfAreBuyers() {
        Metrics metrics = Metrics.of(Scores.of(new boolean[] {true, false, true, false}, new double[] {1, 1, 1, 1}));
        assertThat(metrics.f1()).isCloseTo(2.0 / 3, within(EXACT));
        assertThat(metrics.rocAuc()).isEqualTo(0.5);
    }

    @Test
    void withoutAPredictedPositiveThePrecisionIsZero() {
        Metrics metrics = Metrics.of(Scores.of(new boolean[] {true, false}, new double[] {0.1, 0.2}));
        assertThat(metrics.precision()).isZero();
        assertThat(metrics.f1()).isZero();
    }

    @Test
    void badScoresAreRefused() {
        assertThatThrownBy(() -> Scores.of(new boolean[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2").hasMessageContaining("3");
        assertThatThrownBy(() -> Scores.of(new boolean[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scores.of(new boolean[2], new double[] {0, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Scores.of(new boolean[1], new double[] {1.01}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1.01");
        Scores scores = Scores.of(new boolean[] {true}, new double[] {1});
        assertThatThrownBy(() -> Metrics.of(scores, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2");
        assertThatThrownBy(() -> Curves.roc("x", scores)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 of 1");
    }
}

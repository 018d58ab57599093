package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {

    private static final double EXACT = 1e-12;

    @ParameterizedTest
    @MethodSource(Cases.OF_SCIKIT_LEARN)
    void areThoseOfScikitLearn(JsonNode expected) {
        Metrics metrics = Metrics.of(Cases.scores(expected), expected.get("threshold").asDouble());
        assertThat(metrics.samples()).isEqualTo(expected.get("labels").size());
        assertThat(metrics.accuracy()).isCloseTo(expected.get("accuracy").asDouble(), within(EXACT));
        assertThat(metrics.precision()).isCloseTo(expected.get("precision").asDouble(), within(EXACT));
        assertThat(metrics.recall()).isCloseTo(expected.get("recall").asDouble(), within(EXACT));
        assertThat(metrics.f1()).isCloseTo(expected.get("f1").asDouble(), within(EXACT));
        assertThat(metrics.rocAuc()).isCloseTo(expected.get("rocAuc").asDouble(), within(EXACT));
        assertThat(metrics.prAuc()).isCloseTo(expected.get("prAuc").asDouble(), within(EXACT));
        assertThat(metrics.logLoss()).isCloseTo(expected.get("logLoss").asDouble(), within(EXACT));
        assertThat(metrics.brier()).isCloseTo(expected.get("brier").asDouble(), within(EXACT));
        assertThat(metrics.calibrationError()).isCloseTo(expected.get("calibrationError").asDouble(), within(EXACT));
    }

    @Test
    void thereAreTwentyCases() {
        assertThat(Cases.ofScikitLearn()).hasSize(20);
    }

    @Test
    void theAucIsTheShareOfPairsInOrder() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            Scores scores = Cases.small(random);
            double inOrder = 0;
            int pairs = 0;
            for (int i = 0; i < scores.size(); i++) {
                for (int j = 0; j < scores.size(); j++) {
                    if (scores.label(i) && !scores.label(j)) {
                        pairs++;
                        inOrder += scores.score(i) > scores.score(j) ? 1
                                : scores.score(i) == scores.score(j) ? 0.5 : 0;
                    }
                }
            }
            assertThat(Metrics.of(scores).rocAuc()).isCloseTo(inOrder / pairs, within(EXACT));
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
    void whereALabelIsAbsentWhatNeedsItIsNotANumber() {
        Metrics buyers = Metrics.of(Scores.of(new boolean[] {true, true}, new double[] {.1, .8}));
        assertThat(buyers.rocAuc()).isNaN();
        assertThat(buyers.prAuc()).isEqualTo(1);
        Metrics others = Metrics.of(Scores.of(new boolean[] {false, false}, new double[] {.1, .8}));
        assertThat(others.rocAuc()).isNaN();
        assertThat(others.prAuc()).isNaN();
        assertThat(others.recall()).isNaN();
        assertThat(others.brier()).isCloseTo(.325, within(EXACT));
    }

    @Test
    void aMetricKeepsItsPlaceAndName() {
        Metrics metrics = Metrics.of(Scores.of(new boolean[] {true, false, false}, new double[] {.5, .75, .25}));
        assertThat(metrics.positives()).isEqualTo(1);
        assertThat(metrics.threshold()).isEqualTo(.5);
        assertThat(metrics.accuracy()).isCloseTo(2.0 / 3, within(EXACT));
        assertThat(metrics.prAuc()).isEqualTo(.5);
        assertThat(metrics.brier()).isCloseTo((.25 + .5625 + .0625) / 3, within(EXACT));
        assertThat(metrics.calibrationError()).isCloseTo((.5 + .75 + .25) / 3, within(EXACT));
    }

    @Test
    void atAnotherShareTheFiguresAreThoseOfRepeatedSamples() {
        Random random = new Random(3);
        double[] predictions = Cases.normalScores(random, 300, 1);
        boolean[] labels = new boolean[300];
        double[] repeated = Arrays.copyOf(predictions, 300 + 2 * 75);
        boolean[] answers = new boolean[repeated.length];
        for (int i = 0, next = 300; i < 300; i++) {
            labels[i] = i % 4 == 0;
            answers[i] = labels[i];
            for (int again = 0; labels[i] && again < 2; again++, next++) {
                repeated[next] = predictions[i];
                answers[next] = true;
            }
        }
        Metrics metrics = Metrics.of(Scores.of(labels, predictions), .6);
        Metrics balanced = Metrics.of(Scores.of(answers, repeated), .6);
        assertThat(metrics.precisionAt(.5)).isCloseTo(balanced.precision(), within(EXACT));
        assertThat(metrics.f1At(.5)).isCloseTo(balanced.f1(), within(EXACT));
        assertThat(metrics.precisionAt(.25)).isCloseTo(metrics.precision(), within(EXACT));
        assertThat(metrics.f1At(.25)).isCloseTo(metrics.f1(), within(EXACT));
    }

    @Test
    void whereNobodyIsFoundThePrecisionIsZeroAtAnyShare() {
        Metrics nobody = Metrics.of(Scores.of(new boolean[] {true, false}, new double[] {.2, .1}), .5);
        assertThat(nobody.precisionAt(.5)).isZero();
        assertThat(nobody.f1At(.5)).isZero();
        Metrics onlyWrong = Metrics.of(Scores.of(new boolean[] {true, false}, new double[] {.2, .9}), .5);
        assertThat(onlyWrong.precisionAt(.5)).isZero();
        Metrics nobodyBuys = Metrics.of(Scores.of(new boolean[] {false, false}, new double[] {.2, .9}), .5);
        assertThat(nobodyBuys.precisionAt(.5)).isNaN();
        assertThatThrownBy(() -> nobody.precisionAt(1.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    @Test
    void figuresOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Metrics(10, 5, .5, .8, .8, .8, .8, 7, .8, .4, .1, .1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("7.0");
        assertThatThrownBy(() -> new Metrics(10, 11, .5, .8, .8, .8, .8, .8, .8, .4, .1, .1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("11 of 10");
        assertThatThrownBy(() -> new Metrics(10, 5, .5, .8, .8, .8, .8, .8, .8, -.4, .1, .1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-0.4");
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
    }
}

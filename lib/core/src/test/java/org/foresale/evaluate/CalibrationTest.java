package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {

    private static Scores calibrated(Scores scores, Calibration calibration) {
        boolean[] labels = new boolean[scores.size()];
        double[] predictions = new double[scores.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = scores.label(i);
            predictions[i] = calibration.of(scores.score(i));
        }
        return Scores.of(labels, predictions);
    }

    private static double mean(Scores scores) {
        return IntStream.range(0, scores.size()).mapToDouble(scores::score).average().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource(Cases.OF_SCIKIT_LEARN)
    void isThatOfScikitLearnWhereTheScoresRank(JsonNode expected) {
        Calibration calibration = Calibration.fit(Cases.scores(expected));
        double slope = expected.get("calibration").get("weights").get(0).asDouble();
        if (slope > 1e-3) {
            assertThat(calibration.slope()).isCloseTo(slope, within(1e-6));
            assertThat(calibration.intercept())
                    .isCloseTo(expected.get("calibration").get("intercept").asDouble(), within(1e-6));
        } else {
            assertThat(calibration.slope()).isIn(1e-3, 1.0);
        }
    }

    @ParameterizedTest
    @MethodSource(Cases.OF_SCIKIT_LEARN)
    void keepsTheRankingAndMeetsTheShareOfPositives(JsonNode expected) {
        Scores scores = Cases.scores(expected);
        Scores calibrated = calibrated(scores, Calibration.fit(scores));
        Metrics before = Metrics.of(scores);
        Metrics after = Metrics.of(calibrated);
        assertThat(after.rocAuc()).isCloseTo(before.rocAuc(), within(1e-12));
        assertThat(after.logLoss()).isLessThanOrEqualTo(before.logLoss() + 1e-4);
        assertThat(mean(calibrated)).isCloseTo((double) scores.positives() / scores.size(), within(1e-4));
    }

    @Test
    void noOtherSlopeOrInterceptIsBetter() {
        Scores scores = Cases.normal(new Random(9), 500, 1.5);
        Calibration calibration = Calibration.fit(scores);
        double least = Metrics.of(calibrated(scores, calibration)).logLoss();
        for (double slope = -.1; slope <= .1; slope += .02) {
            for (double intercept = -.1; intercept <= .1; intercept += .02) {
                Calibration other = new Calibration(calibration.slope() + slope, calibration.intercept() + intercept);
                assertThat(Metrics.of(calibrated(scores, other)).logLoss()).isGreaterThan(least - 1e-6);
            }
        }
        assertThat(calibration.slope()).isCloseTo(1.5, within(.3));
    }

    @Test
    void equalPredictionsBecomeTheShareOfPositives() {
        double[] ones = new double[8];
        Arrays.fill(ones, 1);
        boolean[] labels = new boolean[8];
        labels[3] = true;
        Calibration calibration = Calibration.fit(Scores.of(labels, ones));
        assertThat(calibration.slope()).isEqualTo(1);
        assertThat(calibration.of(1)).isCloseTo(.125, within(1e-9));
    }

    @Test
    void predictionsThatRankTheWrongWayRoundBecomeNearlyEqualInTheirOrder() {
        Scores scores = Cases.normal(new Random(10), 400, -2);
        Calibration calibration = Calibration.fit(scores);
        assertThat(calibration.slope()).isEqualTo(1e-3);
        assertThat(calibration.of(.1)).isLessThan(calibration.of(.9)).isCloseTo(.5, within(.01));
        assertThat(calibration.of(.9)).isCloseTo(.5, within(.01));
    }

    @Test
    void labelsThatAThresholdPartsGiveAFiniteSlope() {
        Calibration calibration = Calibration.fit(Scores.of(new boolean[] {false, false, true, true},
                new double[] {0, .1, .8, 1}));
        assertThat(calibration.slope()).isBetween(.1, 10.0);
        assertThat(calibration.of(0)).isPositive().isLessThan(.01);
        assertThat(calibration.of(.8)).isLessThan(1).isGreaterThan(.95);
    }

    @Test
    void noneLeavesPredictionsAsTheyAre() {
        for (double prediction : new double[] {0, 1e-300, .1, .3, 1}) {
            assertThat(Calibration.NONE.of(prediction)).isEqualTo(prediction);
        }
    }

    @Test
    void aLargerPredictionHasNoSmallerChance() {
        Calibration calibration = new Calibration(.7, -2);
        double[] predictions = new Random(11).doubles(1000).sorted().map(calibration::of).toArray();
        assertThat(predictions).isSorted().doesNotHaveDuplicates();
        assertThat(calibration.of(0)).isPositive().isEqualTo(calibration.of(Calibration.NEAREST));
        assertThat(calibration.of(1)).isLessThan(1).isEqualTo(calibration.of(1 - Calibration.NEAREST));
    }

    @Test
    void anotherShareOfBuyersIsBayesRule() {
        Calibration rare = Calibration.NONE.withRate(.5, .1);
        for (double prediction : new double[] {.01, .2, .5, .9}) {
            double bayes = prediction * .1 / .5 / (prediction * .1 / .5 + (1 - prediction) * .9 / .5);
            assertThat(rare.of(prediction)).isCloseTo(bayes, within(1e-12));
        }
        assertThat(rare.of(.5)).isCloseTo(.1, within(1e-12));
        assertThat(rare.withRate(.1, .5).intercept()).isCloseTo(0, within(1e-12));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Calibration.fit(Scores.of(new boolean[] {true, false}, new double[] {.6, .4},
                new int[] {0, 1}))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 parts");
        assertThatThrownBy(() -> new Calibration(0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> new Calibration(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Calibration.NONE.of(1.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> Calibration.NONE.withRate(.5, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> Calibration.NONE.withRate(1, .5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> Calibration.fit(Scores.of(new boolean[2], new double[] {.1, .2})))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("false");
    }
}

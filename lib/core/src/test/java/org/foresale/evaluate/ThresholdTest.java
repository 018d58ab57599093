package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdTest {

    private static Scores scores(String labels, double... predictions) {
        boolean[] answers = new boolean[predictions.length];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = labels.charAt(i) == '+';
        }
        return Scores.of(answers, predictions);
    }

    private static int predicted(Scores scores, double threshold) {
        return (int) IntStream.range(0, scores.size()).filter(i -> scores.score(i) >= threshold).count();
    }

    /** Thresholds at every prediction, the highest first. */
    private static double[] all(Scores scores) {
        return IntStream.range(0, scores.size()).mapToDouble(i -> -scores.score(i)).sorted().distinct()
                .map(prediction -> -prediction).toArray();
    }

    private static void isTheBest(Scores scores) {
        int bestPredicted = 0;
        double bestF1 = 0;
        int breakEven = 0;
        for (double threshold : all(scores)) {
            int predicted = predicted(scores, threshold);
            double f1 = Metrics.of(scores, threshold).f1();
            if (f1 > bestF1) {
                bestF1 = f1;
                bestPredicted = predicted;
            }
            if (breakEven == 0
                    || Math.abs(predicted - scores.positives()) < Math.abs(breakEven - scores.positives())) {
                breakEven = predicted;
            }
        }
        double ofF1 = Threshold.F1.of(scores);
        assertThat(Metrics.of(scores, ofF1).f1()).isEqualTo(bestF1);
        assertThat(predicted(scores, ofF1)).isEqualTo(bestPredicted);
        double ofBreakEven = Threshold.BREAK_EVEN.of(scores);
        assertThat(predicted(scores, ofBreakEven)).isEqualTo(breakEven);
        if (breakEven == scores.positives()) {
            Metrics metrics = Metrics.of(scores, ofBreakEven);
            assertThat(metrics.precision()).isEqualTo(metrics.recall());
        }
    }

    @Test
    void noOtherThresholdOfSmallScoresIsBetter() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            isTheBest(Cases.small(random));
        }
    }

    @ParameterizedTest
    @MethodSource(Cases.OF_SCIKIT_LEARN)
    void noOtherThresholdOfStoredScoresIsBetter(JsonNode expected) {
        isTheBest(Cases.scores(expected));
    }

    @Test
    void aThresholdIsMidwayBetweenPredictions() {
        Scores scores = scores("++--", .75, .5, .25, .125);
        assertThat(Threshold.F1.of(scores)).isEqualTo(.375);
        assertThat(Threshold.BREAK_EVEN.of(scores)).isEqualTo(.375);
    }

    @Test
    void ofTwoEqualF1sTheHigherThresholdIsTaken() {
        Scores scores = scores("+--+", .75, .5, .25, .125);
        assertThat(Metrics.of(scores, .75).f1()).isEqualTo(Metrics.of(scores, .125).f1());
        assertThat(Threshold.F1.of(scores)).isEqualTo(.625);
    }

    @Test
    void ofTwoCountsAsNearTheSmallerIsTaken() {
        assertThat(Threshold.BREAK_EVEN.of(scores("++--", .75, .5, .5, .25))).isEqualTo(.625);
    }

    @Test
    void whereAllArePredictedPositiveTheThresholdIsZero() {
        assertThat(Threshold.F1.of(scores("--+", .75, .5, .25))).isZero();
        assertThat(Threshold.F1.of(scores("-+-", 1, 1, 1))).isZero();
        assertThat(Threshold.BREAK_EVEN.of(scores("-+-", .5, .5, .5))).isZero();
        assertThat(Threshold.BREAK_EVEN.of(scores("++", .5, .7))).isZero();
    }

    @Test
    void betweenNeighbouringNumbersTheThresholdIsTheHigher() {
        for (double low : new double[] {0, Math.nextUp(0), .1, .3, Math.nextDown(1.0)}) {
            Scores scores = scores("+-", Math.nextUp(low), low);
            assertThat(Threshold.F1.of(scores)).isEqualTo(Math.nextUp(low));
        }
    }

    @Test
    void withoutAPositiveSampleThereIsNone() {
        for (Threshold rule : Threshold.values()) {
            assertThatThrownBy(() -> rule.of(scores("---", .1, .2, .3))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3");
        }
    }
}

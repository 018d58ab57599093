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
import tech.tablesaw.api.Table;

class CurvesTest {

    private static final double EXACT = 1e-12;

    private static void same(Table curve, String column, double[] expected) {
        assertThat(curve.numberColumn(column).asDoubleArray()).containsExactly(expected, within(EXACT));
    }

    @ParameterizedTest
    @MethodSource(Cases.OF_SCIKIT_LEARN)
    void theRocCurveIsThatOfScikitLearn(JsonNode expected) {
        Table curve = Curves.roc("x", Cases.scores(expected));
        same(curve, "false positive rate", Cases.doubles(expected.get("falsePositiveRates")));
        same(curve, "true positive rate", Cases.doubles(expected.get("truePositiveRates")));
        assertThat(curve.stringColumn("learner").unique().asList()).containsExactly("x");
    }

    @ParameterizedTest
    @MethodSource(Cases.OF_SCIKIT_LEARN)
    void precisionAndRecallAreThoseOfScikitLearnFromItsEnd(JsonNode expected) {
        Table curve = Curves.precisionRecall("x", Cases.scores(expected));
        double[] precisions = Cases.doubles(expected.get("precisions"));
        double[] reversed = new double[precisions.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = precisions[precisions.length - 1 - i];
        }
        same(curve, "precision", reversed);
        same(curve, "recall", Cases.doubles(expected.get("truePositiveRates")));
        assertThat(curve.columnNames()).containsExactly("recall", "precision", "learner");
    }

    @ParameterizedTest
    @MethodSource(Cases.OF_SCIKIT_LEARN)
    void calibrationIsThatOfScikitLearn(JsonNode expected) {
        Table curve = Curves.calibration("x", Cases.scores(expected));
        same(curve, "mean prediction", Cases.doubles(expected.get("bins").get("means")));
        same(curve, "share of buyers", Cases.doubles(expected.get("bins").get("shares")));
        same(curve, "samples", Cases.doubles(expected.get("bins").get("samples")));
    }

    @Test
    void gainsAreTheMeanOverAllOrdersOfEqualPredictions() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Scores scores = Cases.small(random);
            Table gains = Curves.gains("x", scores);
            int n = scores.size();
            assertThat(gains.rowCount()).isEqualTo(n);
            for (int addressed = 1; addressed <= n; addressed++) {
                double share = found(scores, addressed) / scores.positives();
                int row = addressed - 1;
                assertThat(gains.doubleColumn("share addressed").get(row)).isEqualTo((double) addressed / n);
                assertThat(gains.doubleColumn("buyers found").get(row)).isCloseTo(share, within(EXACT));
                assertThat(gains.doubleColumn("lift").get(row)).isCloseTo(share * n / addressed, within(EXACT));
            }
        }
    }

    /** Each sample counts by the probability to be among the first so many, if equal predictions are shuffled. */
    private static double found(Scores scores, int addressed) {
        double found = 0;
        for (int i = 0; i < scores.size(); i++) {
            int above = 0;
            int equal = 0;
            for (int j = 0; j < scores.size(); j++) {
                above += scores.score(j) > scores.score(i) ? 1 : 0;
                equal += scores.score(j) == scores.score(i) ? 1 : 0;
            }
            double chosen = Math.min(1, Math.max(0, (double) (addressed - above) / equal));
            found += scores.label(i) ? chosen : 0;
        }
        return found;
    }

    @Test
    void gainsOfManySamplesHaveAHundredRows() {
        Table gains = Curves.gains("x", Cases.normal(new Random(8), 1234, 2));
        assertThat(gains.rowCount()).isEqualTo(100);
        double[] found = gains.doubleColumn("buyers found").asDoubleArray();
        assertThat(found).isSorted();
        assertThat(found[99]).isEqualTo(1);
        assertThat(gains.doubleColumn("share addressed").get(49)).isEqualTo(.5);
        assertThat(gains.doubleColumn("lift").get(99)).isEqualTo(1);
    }

    @Test
    void whoSaysYesToEverybodyGainsNothing() {
        double[] ones = new double[10];
        Arrays.fill(ones, 1);
        Table gains = Curves.gains("x", Scores.of(Cases.alternating(10), ones));
        assertThat(gains.doubleColumn("lift").asDoubleArray()).containsExactly(ones, within(EXACT));
    }

    @Test
    void curvesWithoutTheLabelsTheyNeedAreRefused() {
        Scores buyer = Scores.of(new boolean[] {true}, new double[] {1});
        Scores other = Scores.of(new boolean[] {false}, new double[] {1});
        assertThatThrownBy(() -> Curves.roc("x", buyer)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 of 1");
        assertThatThrownBy(() -> Curves.precisionRecall("x", other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1");
        assertThatThrownBy(() -> Curves.gains("x", other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1");
    }
}

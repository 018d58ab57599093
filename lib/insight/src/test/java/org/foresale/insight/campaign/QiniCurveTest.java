package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.foresale.evaluate.Interval;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class QiniCurveTest {

    private static final int[] BOUGHT = {1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1,
        0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1};
    private static final int[] ADDRESSED = {0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0,
        0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0};
    private static final double[] UPLIFT = {-0.1, 0.1, 0.1, -1.2, 0.1, 1.4, -1.5, 0.9, 0.1, -0.6, 2.0, 0.8, -1.2, 0.1,
        0.6, -0.2, 0.7, -0.1, 0.7, 1.4, -0.7, 0.2, -0.5, 0.1, -1.2, -0.6, -0.2, 0.9, 1.1, -1.3, -0.8, 0.6, -2.0, -0.5,
        -0.1, 1.3, 0.7, -0.3, -0.4, -0.3};

    /** scikit-uplift 0.5.1: qini_auc_score and qini_curve of these users. */
    @Test
    void curveAndCoefficientAreThoseOfScikitUplift() {
        QiniCurve qini = QiniCurve.of("u", UPLIFT, marks(ADDRESSED), marks(BOUGHT));
        assertThat(qini.coefficient().estimate()).isCloseTo(-0.028410341033269476, within(1e-12));
        Table curve = qini.curve();
        double[][] expected = {{0, 0}, {1, 0}, {3, 1}, {4, 0}, {5, -.5}, {7, .25}, {8, 1}, {11, 1.8}, {13, 0.666667},
            {14, 1}, {20, 2.545455}, {23, 2.153846}, {25, 2.285714}, {27, 2.4}, {28, 1.933333}, {30, 1.882353},
            {32, 2.526316}, {33, 2.15}, {34, 2.7}, {37, 3.380952}, {38, 3.904762}, {39, 3.5}, {40, 4}};
        assertThat(curve.rowCount()).isEqualTo(expected.length + 2);
        for (int i = 0; i < expected.length; i++) {
            assertThat(curve.doubleColumn(0).get(i)).isCloseTo(expected[i][0] / 40, within(1e-12));
            assertThat(curve.doubleColumn(1).get(i)).isCloseTo(expected[i][1], within(1e-6));
        }
    }

    private static boolean[] marks(int[] numbers) {
        boolean[] marks = new boolean[numbers.length];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = numbers[i] == 1;
        }
        return marks;
    }

    /** On users for whom nothing can be found, the interval holds 0 as often as it says. */
    @Test
    void whereTheEffectIsTheSameForAllNothingIsShown() {
        SplittableRandom random = new SplittableRandom(3);
        int shown = 0;
        for (int round = 0; round < 60; round++) {
            shown += qini(random, false).contains(0) ? 0 : 1;
        }
        assertThat(shown).isLessThanOrEqualTo(8);
    }

    @Test
    void whereSomeAreMovedTheyAreFound() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 10; round++) {
            assertThat(qini(random, true).low()).isPositive();
        }
    }

    /** A third of the users is moved, and the uplift says who; or all are moved alike, and it says nothing. */
    private static Interval qini(SplittableRandom random, boolean some) {
        int n = 1_500;
        double[] uplift = new double[n];
        boolean[] addressed = new boolean[n];
        boolean[] bought = new boolean[n];
        for (int i = 0; i < n; i++) {
            boolean moved = random.nextInt(3) == 0;
            addressed[i] = random.nextInt(5) > 0;
            uplift[i] = (moved ? 1 : 0) + random.nextDouble();
            double effect = !addressed[i] ? 0 : some ? moved ? .5 : 0 : .1;
            bought[i] = random.nextDouble() < .2 + effect;
        }
        return QiniCurve.of("u", uplift, addressed, bought).coefficient();
    }

    @Test
    void whatGivesNoCurveIsRefused() {
        assertThatThrownBy(() -> QiniCurve.of("u", new double[] {1, 2}, new boolean[2], new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 of 2 users were addressed");
        boolean[] few = new boolean[40];
        Arrays.fill(few, 0, 9, true);
        assertThatThrownBy(() -> QiniCurve.of("u", UPLIFT, marks(ADDRESSED), few))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("and 9 bought")
                .hasMessageContaining("at least 10 buyers");
        few[9] = true;
        Interval qini = QiniCurve.of("u", UPLIFT, marks(ADDRESSED), few).coefficient();
        assertThat(qini.low()).isFinite().isLessThan(qini.high());
        assertThat(qini.high()).isFinite();
        assertThatThrownBy(() -> QiniCurve.of("u", new double[] {1, Double.NaN}, new boolean[] {true, false},
                new boolean[] {true, false})).hasMessageContaining("one finite number each");
    }
}

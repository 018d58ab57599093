package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.foresale.evaluate.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoArmsTest {

    /** Table II of Newcombe (1998), Statistics in Medicine 17, 873 to 890, method 10. */
    @ParameterizedTest
    @CsvSource({"56, 70, 48, 80, 0.0524, 0.3339", "9, 10, 3, 10, 0.1705, 0.8090", "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926", "0, 10, 0, 20, -0.1611, 0.2775", "10, 10, 0, 20, 0.6791, 1.0000"})
    void oneStratumHasNewcombesInterval(int x, int n, int y, int m, double low, double high) {
        Interval difference = arms(new int[] {n}, new int[] {x}, new int[] {m}, new int[] {y}).difference(.95);
        assertThat(difference.low()).isCloseTo(low, within(1e-4));
        assertThat(difference.high()).isCloseTo(high, within(1e-4));
    }

    @Test
    void strataThatExplainTheOutcomeNarrowTheInterval() {
        TwoArms apart = arms(new int[] {500, 500}, new int[] {450, 50}, new int[] {100, 100}, new int[] {90, 10});
        TwoArms together = arms(new int[] {1000}, new int[] {500}, new int[] {200}, new int[] {100});
        assertThat(apart.difference(.95).estimate()).isEqualTo(together.difference(.95).estimate());
        assertThat(width(apart)).isLessThan(.7 * width(together));
    }

    private static double width(TwoArms arms) {
        return arms.difference(.95).high() - arms.difference(.95).low();
    }

    @Test
    void strataWeighAsMuchAsTheyHaveUsers() {
        TwoArms arms = arms(new int[] {30, 10}, new int[] {15, 1}, new int[] {10, 50}, new int[] {4, 5});
        assertThat(arms.difference(.95).estimate()).isCloseTo(.4 * (.5 - .4) + .6 * (.1 - .1), within(1e-12));
    }

    @Test
    void theRatioLiesWithinItsBounds() {
        TwoArms arms = arms(new int[] {1000}, new int[] {200}, new int[] {500}, new int[] {80});
        Interval ratio = arms.ratio(.95).orElseThrow();
        assertThat(ratio.estimate()).isCloseTo(.2 / .16, within(1e-12));
        // The interval of the logarithm by the delta method, which is near for so many buyers (Katz et al. 1978).
        double half = 1.959964 * Math.sqrt(1 / 200.0 - 1 / 1000.0 + 1 / 80.0 - 1 / 500.0);
        assertThat(ratio.low()).isCloseTo(1.25 * Math.exp(-half), within(.02));
        assertThat(ratio.high()).isCloseTo(1.25 * Math.exp(half), within(.02));
        assertThat(arms(new int[] {10}, new int[] {1}, new int[] {10}, new int[] {0}).ratio(.95)).isEmpty();
    }

    @Test
    void aDifferenceThatDiffersBetweenStrataIsSeen() {
        TwoArms same = arms(new int[] {1000, 1000}, new int[] {220, 120}, new int[] {1000, 1000}, new int[] {200, 100});
        TwoArms other = arms(new int[] {1000, 1000}, new int[] {300, 100}, new int[] {1000, 1000},
                new int[] {200, 100});
        assertThat(same.sameInAllStrata().orElseThrow()).isGreaterThan(.9);
        assertThat(other.sameInAllStrata().orElseThrow()).isLessThan(.001);
        assertThat(arms(new int[] {10, 10}, new int[] {1, 2}, new int[] {10, 10}, new int[] {3, 4}).sameInAllStrata())
                .isEmpty();
    }

    private static TwoArms arms(int[] users, int[] buyers, int[] heldOut, int[] anyway) {
        return new TwoArms(new Arm(users, buyers), new Arm(heldOut, anyway));
    }
}

package org.foresale.insight.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.foresale.insight.internal.ByNumberInText;
import org.junit.jupiter.api.Test;

class StandardisedDifferenceTest {

    @Test
    void ofTwoValuesAllAreAsFarApartAsOne() {
        for (double[] pair : new double[][] {{.1, .3}, {.5, .5}, {.9, .2}, {0, .4}}) {
            assertThat(StandardisedDifference.ofAllShares(new double[] {pair[0], 1 - pair[0]},
                    new double[] {pair[1], 1 - pair[1]}))
                    .isCloseTo(Math.abs(StandardisedDifference.ofShares(pair[0], pair[1])), within(1e-12));
        }
    }

    /** Of the first two values d = (-.1, 0) and S = ((.225, -.105), (-.105, .21)). */
    @Test
    void ofThreeValuesItIsThatByHandWhicheverValueIsLeftOut() {
        double byHand = Math.sqrt(.01 * .21 / (.225 * .21 - .105 * .105));
        double[] first = {.3, .3, .4};
        double[] second = {.4, .3, .3};
        double ofFirstTwo = StandardisedDifference.ofAllShares(first, second);
        assertThat(ofFirstTwo).isCloseTo(byHand, within(1e-12));
        assertThat(StandardisedDifference.ofAllShares(new double[] {.4, .3, .3}, new double[] {.3, .3, .4}))
                .isCloseTo(ofFirstTwo, within(1e-12));
        assertThat(StandardisedDifference.ofAllShares(new double[] {.3, 0, .3, .4}, new double[] {.4, 0, .3, .3}))
                .isCloseTo(ofFirstTwo, within(1e-12));
    }

    @Test
    void withoutADeviationThereIsNoDifferenceOrNoMeasure() {
        assertThat(StandardisedDifference.ofShares(1, 1)).isZero();
        assertThat(StandardisedDifference.ofShares(1, 0)).isNaN();
        assertThat(StandardisedDifference.ofMeans(2, 0, 2, 0)).isZero();
        assertThat(StandardisedDifference.ofMeans(2, 0, 3, 0)).isNaN();
        assertThat(StandardisedDifference.ofAllShares(new double[] {1}, new double[] {1})).isZero();
        assertThat(StandardisedDifference.ofAllShares(new double[] {1, 0}, new double[] {0, 1})).isNaN();
        assertThat(StandardisedDifference.ofAllShares(new double[0], new double[0])).isNaN();
    }

    @Test
    void groupsOfNumbersComeInTheirOrder() {
        assertThat(Stream.of("250K+", "Others", "15-24K", "100-124K", "Under 15K", ">65", "60-64")
                .sorted(ByNumberInText.ORDER))
                .containsExactly("Under 15K", "15-24K", "60-64", ">65", "100-124K", "250K+", "Others");
    }
}

package org.foresale.insight.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.foresale.model.TrainingProfile.Histogram;
import org.junit.jupiter.api.Test;

class DriftTest {

    /** scipy 1.17.1: chi2_contingency([[30, 50, 20], [60, 80, 60]], correction=False) gives p = 0.13275754700281228. */
    @Test
    void theTestIsThatOfScipy() {
        Drift drift = Drift.of(histogram(30L, 50L, 20L), 100, histogram(60L, 80L, 60L));
        assertThat(drift.pValue()).isCloseTo(0.13275754700281228, within(1e-9));
        double[] p = {30.5 / 101.5, 50.5 / 101.5, 20.5 / 101.5};
        double[] q = {60.5 / 201.5, 80.5 / 201.5, 60.5 / 201.5};
        double index = 0;
        for (int i = 0; i < p.length; i++) {
            index += (q[i] - p[i]) * Math.log(q[i] / p[i]);
        }
        assertThat(drift.index()).isCloseTo(index, within(1e-12));
    }

    @Test
    void severalValuesOfAUserCountAsOne() {
        Drift drift = Drift.of(histogram(180L, 300L, 120L), 100, histogram(60L, 80L, 60L));
        assertThat(drift.pValue()).isCloseTo(0.13275754700281228, within(1e-9));
    }

    @Test
    void theSameSharesAreNoDrift() {
        Drift drift = Drift.of(histogram(100L, 200L, 300L), 600, histogram(10L, 20L, 30L));
        assertThat(drift.index()).isLessThan(.001);
        assertThat(drift.pValue()).isCloseTo(1, within(1e-9));
        assertThat(Drift.of(histogram(5L, 0L, 0L), 5, histogram(7L, 0L, 0L)).pValue()).isEqualTo(1);
    }

    private static Histogram histogram(Long... counts) {
        return new Histogram("n", List.of(1., 2.), List.of(counts));
    }
}

package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HolmTest {

    /** What scipy and statsmodels say, made by src/test/python/intervals.py. */
    static JsonNode expected(String part) throws IOException {
        try (InputStream in = HolmTest.class.getResourceAsStream("/org/foresale/intervals.json")) {
            return new ObjectMapper().readTree(in).get(part);
        }
    }

    @Test
    void adjustedPValuesAreThoseOfStatsmodels() throws IOException {
        assertThat(expected("pValues")).hasSize(6).allSatisfy(each -> assertThat(
                Holm.adjusted(Cases.doubles(each.get("raw")))).containsExactly(
                        Cases.doubles(each.get("adjusted")), within(1e-12)));
        assertThat(Holm.adjusted()).isEmpty();
    }

    @Test
    void whatIsNoPValueIsRefused() {
        for (double value : new double[] {0, -.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Holm.adjusted(.5, value)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(value));
        }
    }

    /** The interval of the percentiles that just holds 0 has a level of 1 - p, but for the two that are added. */
    @Test
    void aPValueIsTheLevelAtWhichTheIntervalHoldsNothing() {
        double[] values = IntStream.range(0, 999).mapToDouble(i -> i - 24.5).toArray();
        Resamples resamples = new Resamples(475, values);
        double p = resamples.pValue();
        assertThat(p).isCloseTo(2 * 26 / 1000., within(1e-12));
        assertThat(resamples.interval(1 - p - .004).low()).isPositive();
        assertThat(resamples.interval(1 - p + .004).low()).isNegative();
        assertThat(new Resamples(1, new double[] {1, 2, 3}).pValue()).isEqualTo(.5);
        assertThat(new Resamples(0, new double[] {0, 0, 0}).pValue()).isEqualTo(1);
    }
}

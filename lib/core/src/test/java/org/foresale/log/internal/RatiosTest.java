package org.foresale.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatiosTest {

    @ParameterizedTest
    @CsvSource({"26.14, 26.1", "1, 1.0", ".96, 1.0", ".94, 0.94", ".049, 0.05", ".006, 0.01", ".004, less than 0.01",
        "0, less than 0.01", "NaN, an undefined number of", "Infinity, an undefined number of"})
    void noRatioReadsAsNone(double ratio, String words) {
        assertThat(Ratios.of(ratio)).isEqualTo(words);
    }
}

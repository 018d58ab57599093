package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void differencesHaveTheirSignAndTheirSpreadHasNone() {
        assertThat(new Spread(.0094, .0021, 3).signed()).isEqualTo("+0.009 ± 0.002");
        assertThat(new Spread(-.0094, .0021, 3).signed()).isEqualTo("-0.009 ± 0.002");
        assertThat(Spread.of(.25).signed()).isEqualTo("+0.250");
        assertThat(new Spread(.0094, .0021, 3).range()).isEqualTo("0.009 ± 0.002");
        assertThat(Spread.of(.25)).hasToString("0.250 (n = 1)");
    }
}

package org.foresale.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void whatBreaksOrTurnsALineIsABlank() {
        assertThat(OneLine.of("a\nb\tc\u0085d\u2028e\u202Ef\u0000g")).isEqualTo("a b c d e f g");
        assertThat(OneLine.of("Zoë 猫粮 👨‍👩‍👧")).isEqualTo("Zoë 猫粮 👨‍👩‍👧");
        assertThat(OneLine.of("")).isEmpty();
    }

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(OneLine.of("😺".repeat(60))).isEqualTo("😺".repeat(60));
        assertThat(OneLine.of("x" + "😺".repeat(60))).isEqualTo("x" + "😺".repeat(59) + "…");
    }
}

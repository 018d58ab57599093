package org.foresale.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void namesWithCommasStayApart() {
        assertThat(Names.quoted("popularity, first purchases")).isEqualTo("“popularity, first purchases”");
        assertThat(Names.quoted(List.of("LSTM"))).isEqualTo("“LSTM”");
        assertThat(Names.quoted(List.of("LSTM", "a, b"))).isEqualTo("“LSTM” and “a, b”");
        assertThat(Names.quoted(List.of("LSTM", "a, b", "c"))).isEqualTo("“LSTM”, “a, b” and “c”");
    }
}

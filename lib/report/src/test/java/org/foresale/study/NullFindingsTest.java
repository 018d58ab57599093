package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.foresale.evaluate.Spread;
import org.junit.jupiter.api.Test;

class NullFindingsTest {

    private static final Spread NEGLIGIBLE = Spread.of(.499, .5, .501, .5);
    private static final Spread BIASED = Spread.of(.65, .66, .64, .65);
    private static final Spread WIDE = Spread.of(.4, .6, .5);

    @Test
    void theVerdictNamesEveryDesignOnceAsTheTableDoes() {
        Map<String, Map<String, Spread>> found = new LinkedHashMap<>();
        found.put("risk set", Map.of("timing only", NEGLIGIBLE));
        found.put("one hash", Map.of("timing only", BIASED));
        found.put("matched", Map.of("timing only", WIDE));
        found.put("snapshot", Map.of("timing only", NEGLIGIBLE));
        found.put("risk set, 10 a buyer", Map.of("timing only", NEGLIGIBLE));
        NullFindings findings = new NullFindings(found);
        assertThat(findings.verdict()).isEqualTo("The null test finds a bias of “one hash”. The bias of “risk set”,"
                + " “snapshot” and “risk set, 10 a buyer” is negligible. Whether there is a bias of “matched” is"
                + " not settled.");
        assertThat(findings.table().stringColumn("bias").asList()).extracting(bias -> bias.split(",")[0])
                .containsExactly("negligible", "biased", "not settled", "negligible", "negligible");
    }

    @Test
    void aVerdictThatNoDesignHasIsNotNamed() {
        assertThat(new NullFindings(Map.of("one hash", Map.of("timing only", BIASED))).verdict())
                .isEqualTo("The null test finds a bias of “one hash”.");
        assertThat(new NullFindings(Map.of("risk set", Map.of("timing only", WIDE))).verdict())
                .isEqualTo("Whether there is a bias of “risk set” is not settled.");
        NullFindings once = new NullFindings(Map.of("risk set", Map.of("timing only", Spread.of(.5))));
        assertThatThrownBy(once::verdict).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a single log");
    }
}

package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ScoreboardTest {

    private static final boolean[] LABELS = {true, false, true, false};

    @Test
    void theAlwaysPositiveLineIsThereUnasked() {
        Table table = Scoreboard.of("test", LABELS).with("mine", List.of(new double[] {.9, .1, .8, .2})).table();
        assertThat(table.stringColumn("learner").asList()).containsExactly("always positive", "mine");
        assertThat(table.stringColumn("F1").asList()).containsExactly("0.667", "1.000");
        assertThat(table.intColumn("seeds").asList()).containsExactly(1, 1);
        assertThat(table.name()).contains("4 test samples");
    }

    @Test
    void seedsAreSpread() {
        Scoreboard board = Scoreboard.of("test", LABELS)
                .with("mine", List.of(new double[] {.9, .1, .8, .2}, new double[] {.1, .9, .8, .2}));
        assertThat(board.spread("mine", Metrics::rocAuc).mean()).isEqualTo(.625);
        assertThat(board.spread("mine", Metrics::rocAuc).sd()).isCloseTo(.75 / Math.sqrt(2), within(1e-12));
        assertThat(board.spread("mine", Metrics::rocAuc)).hasToString("0.625 ± 0.530 (n = 2)");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Scoreboard board = Scoreboard.of("test", LABELS);
        assertThatThrownBy(() -> board.with("mine", List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine");
        assertThatThrownBy(() -> board.with("mine", List.of(new double[3])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3");
        assertThatThrownBy(() -> board.spread("yours", Metrics::f1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yours");
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }
}

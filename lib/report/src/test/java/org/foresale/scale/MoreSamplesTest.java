package org.foresale.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.junit.jupiter.api.Test;

class MoreSamplesTest {

    @Test
    void eachSizeIsComparedWithTheOneBefore() {
        boolean[] labels = {true, false, true, false};
        Scoreboard board = Scoreboard.of("by number of training samples", labels)
                .with("10 samples", List.of(new double[] {.1, .9, .2, .8}))
                .with("100 samples", List.of(new double[] {.6, .9, .7, .5}))
                .with("1,000 samples", List.of(new double[] {.9, .1, .8, .2}));
        assertThat(MoreSamples.gains(board)).containsExactly(
                board.difference("100 samples", "10 samples", "ROC AUC", Metrics::rocAuc),
                board.difference("1,000 samples", "100 samples", "ROC AUC", Metrics::rocAuc));
        assertThat(MoreSamples.gains(board).get(0).bySeed().mean()).isEqualTo(.5);
    }
}

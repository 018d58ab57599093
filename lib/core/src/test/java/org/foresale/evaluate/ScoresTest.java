package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {

    @Test
    void theOrderIsThatOfAStableSort() {
        Random random = new Random(5);
        for (int n : new int[] {1, 2, 10, 500, 1023, 1024, 5000, 40_000}) {
            for (int levels : new int[] {1, 7, 1000, 1 << 30}) {
                double[] predictions = random.ints(n, 0, levels + 1).mapToDouble(i -> i / (double) levels).toArray();
                int[] sorted = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> predictions[i]))
                        .mapToInt(Integer::intValue).toArray();
                assertThat(Scores.of(new boolean[n], predictions).ascending()).isEqualTo(sorted);
            }
        }
    }

    @Test
    void whatAscendsStaysInPlace() {
        Scores scores = Scores.of(new boolean[5], new double[] {0, .1, .1, .5, 1});
        assertThat(scores.ascending()).containsExactly(0, 1, 2, 3, 4);
        assertThat(Scores.of(new boolean[3], new double[] {.2, .1, .3}).ascending()).containsExactly(1, 0, 2);
    }

    @Test
    void partsAreNumberedWithoutAGap() {
        boolean[] labels = {true, false, true};
        double[] probabilities = {.1, .2, .3};
        Scores scores = Scores.of(labels, probabilities, new int[] {1, 0, 1});
        assertThat(scores.parts()).isEqualTo(2);
        assertThat(scores.part(2)).isEqualTo(1);
        assertThat(Scores.of(labels, probabilities).parts()).isEqualTo(1);
        assertThatThrownBy(() -> Scores.of(labels, probabilities, new int[] {0, 2, 2}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("part 1 has no sample");
        assertThatThrownBy(() -> Scores.of(labels, probabilities, new int[] {0, -1, 1}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThatThrownBy(() -> Scores.of(labels, probabilities, new int[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2").hasMessageContaining("3");
        assertThatThrownBy(() -> Threshold.F1.of(scores)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 parts");
        assertThatThrownBy(() -> new Scored(scores, List.of(.5))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 thresholds").hasMessageContaining("2 parts");
        Scored scored = new Scored(scores, List.of(.2, .2));
        assertThat(IntStream.range(0, 3).mapToObj(scored::isPredicted)).containsExactly(false, true, true);
        assertThatThrownBy(scored::threshold).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("isPredicted");
    }

    @Test
    void whatIsChangedAfterwardsChangesNoScores() {
        boolean[] labels = {true, false};
        double[] predictions = {.5, .25};
        Scores scores = Scores.of(labels, predictions);
        labels[0] = false;
        predictions[0] = 0;
        scores.ascending()[0] = 7;
        assertThat(scores.label(0)).isTrue();
        assertThat(scores.score(0)).isEqualTo(.5);
        assertThat(scores.ascending()).containsExactly(1, 0);
    }
}

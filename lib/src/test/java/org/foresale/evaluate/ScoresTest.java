package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {

    @Test
    void theOrderIsThatOfAStableSort() {
        Random random = new Random(5);
        for (int n : new int[] {1, 2, 10, 500, 1023, 1024, 5000, 40_000}) {
            for (int levels : new int[] {1, 7, 1000, 1 << 30}) {
                double[] chances = random.ints(n, 0, levels + 1).mapToDouble(i -> i / (double) levels).toArray();
                int[] sorted = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> chances[i]))
                        .mapToInt(Integer::intValue).toArray();
                assertThat(Scores.of(new boolean[n], chances).ascending()).isEqualTo(sorted);
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
    void drawnSamplesAscendAndAreAsManyAsCounted() {
        Scores scores = Scores.of(new boolean[] {true, false, true}, new double[] {.9, .1, .5});
        Scores drawn = scores.drawn(scores.ascending(), new int[] {2, 0, 3});
        assertThat(drawn.size()).isEqualTo(5);
        assertThat(IntStream.range(0, 5).mapToDouble(drawn::chance)).containsExactly(.5, .5, .5, .9, .9);
        assertThat(drawn.positives()).isEqualTo(5);
        assertThat(drawn.ascending()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whatIsChangedAfterwardsChangesNoScores() {
        boolean[] labels = {true, false};
        double[] chances = {.5, .25};
        Scores scores = Scores.of(labels, chances);
        labels[0] = false;
        chances[0] = 0;
        scores.ascending()[0] = 7;
        assertThat(scores.label(0)).isTrue();
        assertThat(scores.chance(0)).isEqualTo(.5);
        assertThat(scores.ascending()).containsExactly(1, 0);
    }
}

package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserResamplesTest {

    @Test
    void theMeanOfHitsIsTheAccuracyOfTheOtherBootstrap() {
        Random random = new Random(2);
        int size = 300;
        boolean[] labels = new boolean[size];
        double[] chances = new double[size];
        double[] right = new double[size];
        int[] users = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextBoolean();
            chances[i] = random.nextDouble();
            right[i] = labels[i] == chances[i] >= .5 ? 1 : 0;
            users[i] = random.nextInt(90);
        }
        Interval expected = Bootstrap.of(users).interval(List.of(new Scored(Scores.of(labels, chances), .5)),
                Metrics::accuracy);
        Interval interval = UserResamples.of(users).mean(right);
        assertThat(interval.estimate()).isCloseTo(expected.estimate(), within(1e-12));
        assertThat(interval.low()).isCloseTo(expected.low(), within(1e-12));
        assertThat(interval.high()).isCloseTo(expected.high(), within(1e-12));
    }

    @Test
    void samplesOfOneUserAreNoEvidenceOfTheirOwn() {
        double[] values = new Random(3).doubles(100).toArray();
        double[] twice = IntStream.range(0, 200).mapToDouble(i -> values[i / 2]).toArray();
        Interval once = UserResamples.of(IntStream.range(0, 100).toArray()).mean(values);
        Interval same = UserResamples.of(IntStream.range(0, 200).map(i -> i / 2).toArray()).mean(twice);
        assertThat(same.low()).isCloseTo(once.low(), within(1e-12));
        double mean = Arrays.stream(values).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        assertThat(once.high() - once.low()).isCloseTo(2 * 1.96 * sd / 10, within(.02));
        assertThat(once.contains(once.estimate())).isTrue();
    }

    @Test
    void aFigureThatCannotBeHadIsDrawnAnew() {
        Interval shown = UserResamples.of(new int[] {1, 2}).interval(counts -> counts[0] == 0 ? Double.NaN : counts[0]);
        assertThat(shown.low()).isEqualTo(1);
        assertThat(shown.high()).isEqualTo(2);
        int[] asked = new int[1];
        assertThatThrownBy(() -> UserResamples.of(new int[] {1, 2})
                .interval(counts -> asked[0]++ == 0 ? 1 : Double.NaN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("100 draws of 2 users");
    }

    @Test
    void whatCannotBeResampledIsRefused() {
        assertThatThrownBy(() -> UserResamples.of(new int[] {4, 4})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 users");
        UserResamples two = UserResamples.of(new int[] {4, 5});
        assertThatThrownBy(() -> two.mean(new double[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 values");
        assertThatThrownBy(() -> two.mean(new double[] {1, Double.NaN})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no number");
    }
}

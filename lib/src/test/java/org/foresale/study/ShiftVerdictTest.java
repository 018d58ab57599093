package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import org.junit.jupiter.api.Test;

class ShiftVerdictTest {

    private static List<Gain> gains(double... estimates) {
        return IntStream.range(0, estimates.length).mapToObj(i -> new Gain("log " + i % 2, "learner " + i / 2,
                new Difference("a", "b", "x", Spread.of(estimates[i]),
                        new Interval(estimates[i], estimates[i] - .01, estimates[i] + .01, .95), .5))).toList();
    }

    @Test
    void everyWordFollowsFromTheIntervals() {
        String verdict = ShiftVerdict.of(gains(.02, .03, .001, -.04), gains(.05, .05, .05, 0), gains(0, 0, .02, 0));
        assertThat(verdict.lines()).containsExactly(
                "Ranking (ROC AUC): higher by training on shifted copies in 2 of 4 comparisons, lower in 1,"
                        + " no difference shown in 1; -0.040 to +0.030.",
                "F1 at the threshold kept: higher by training on shifted copies in 3 of 4 comparisons, lower in 0,"
                        + " no difference shown in 1; +0.000 to +0.050.",
                "F1 at a threshold chosen anew: higher by training on shifted copies in 1 of 4 comparisons, lower in 0,"
                        + " no difference shown in 3; +0.000 to +0.020.",
                "By learner, ROC AUC is higher: learner 0 in 2 of 2 (+0.025 on average); learner 1 in 0 of 2"
                        + " (-0.020 on average).",
                "By task, ROC AUC is higher: log 0 in 1 of 2 (+0.011 on average); log 1 in 1 of 2 (-0.005 on average).",
                "Does it help to foresee earlier? A better ranking is shown in half, 2 of 4 comparisons, and nowhere"
                        + " is it better by more than 0.030 of ROC AUC. F1 rises in 3 comparisons at the threshold kept,"
                        + " and in 1 once the threshold is chosen anew, which takes no copies: most of what copies do to"
                        + " F1, a threshold chosen for the purpose does too.");
    }

    @Test
    void withoutAGainItSaysSo() {
        assertThat(ShiftVerdict.of(gains(-.02, 0), gains(0, 0), gains(0, 0)))
                .contains("is shown in none of the 2 comparisons").contains("more than 0.000")
                .doesNotContain("F1 rises");
        assertThat(ShiftVerdict.of(gains(.02, .02), gains(.02, .02), gains(.02, .02)))
                .contains("is shown in all 2 comparisons").contains("copies do more than move the threshold");
        assertThat(ShiftVerdict.of(gains(.02, 0, 0), gains(0, 0, 0), gains(0, 0, 0)))
                .contains("is shown in a minority, 1 of 3 comparisons");
        assertThat(ShiftVerdict.of(gains(.02, .02, 0), gains(0, 0, 0), gains(0, 0, 0)))
                .contains("is shown in most, 2 of 3 comparisons");
    }
}

package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import org.junit.jupiter.api.Test;

class ShiftVerdictTest {

    private static final double SHOWN = .05;
    private static final double NOT_SHOWN = .0501;

    private static Interval interval(double estimate) {
        return new Interval(estimate, estimate - .01, estimate + .01, .95);
    }

    /** A gain is shown if it is more than .01 by a p-value; the interval says nothing of it. */
    private static Gains gains(Logs logs, double pooled, double... estimates) {
        return new Gains(logs, interval(pooled), .5, IntStream.range(0, estimates.length).mapToObj(i ->
                new Gain(logs.words() + " " + i % 2, "learner " + i / 2, new Difference("a", "b", "x",
                        Spread.of(estimates[i]), new Interval(estimates[i], -1, 1, .95), .01, 10),
                        Math.abs(estimates[i]) > .01 ? SHOWN : NOT_SHOWN)).toList());
    }

    @Test
    void aMeanOfGainsOnTooFewUsersTellsNothing() {
        List<Gain> few = List.of(9, 2).stream().map(users -> new Gain("task", "learner", new Difference("a", "b", "x",
                Spread.of(.05), new Interval(.05, .01, .1, .95), .01, users), SHOWN)).toList();
        assertThat(new Gains(Logs.REAL, interval(.05), .01, few).finding()).isEqualTo("too few to tell");
        assertThat(new Gains(Logs.REAL, interval(.05), .01, few).higher()).isZero();
        Gain enough = gains(Logs.REAL, 0, .05).single().get(0);
        assertThat(new Gains(Logs.REAL, interval(.05), .01, List.of(few.get(0), enough)).finding()).isEqualTo("higher");
    }

    private static List<Gains> real(double... estimates) {
        return List.of(gains(Logs.REAL, 0, estimates));
    }

    @Test
    void everyWordFollowsFromThePooledIntervalsAndTheAdjustedPValues() {
        String verdict = ShiftVerdict.of(
                List.of(gains(Logs.REAL, .011, .02, .03, .001, -.04), gains(Logs.SIMULATED, -.02, .05)),
                List.of(gains(Logs.REAL, -.02, .05, .05, .05, 0), gains(Logs.SIMULATED, 0, 0)),
                List.of(gains(Logs.REAL, .003, 0, 0, .02, 0), gains(Logs.SIMULATED, 0, 0)));
        assertThat(verdict.lines()).containsExactly(
                "Training on shifted copies, all real logs together (mean of 4 comparisons, 95 %): ROC AUC"
                        + " +0.011 [+0.001, +0.021], higher; F1 at the original threshold -0.020 [-0.030, -0.010],"
                        + " lower; F1 at a re-tuned threshold +0.003 [-0.007, +0.013], no difference.",
                "Training on shifted copies, all invented users together (mean of 1 comparison, 95 %): ROC AUC"
                        + " -0.020 [-0.030, -0.010], lower; F1 at the original threshold +0.000 [-0.010, +0.010],"
                        + " no difference; F1 at a re-tuned threshold +0.000 [-0.010, +0.010], no difference.",
                "ROC AUC, single comparisons on real logs by Holm's test: higher in 2 of 4, lower in 1,"
                        + " no difference shown in 1; -0.040 to +0.030.",
                "F1 at the original threshold, single comparisons on real logs by Holm's test: higher in 3 of 4,"
                        + " lower in 0, no difference shown in 1; +0.000 to +0.050.",
                "F1 at a re-tuned threshold, single comparisons on real logs by Holm's test: higher in 1 of 4,"
                        + " lower in 0, no difference shown in 3; +0.000 to +0.020.",
                "ROC AUC, single comparisons on invented users by Holm's test: higher in 1 of 1, lower in 0,"
                        + " no difference shown in 0; +0.050 to +0.050.",
                "F1 at the original threshold, single comparisons on invented users by Holm's test: higher in 0 of 1,"
                        + " lower in 0, no difference shown in 1; +0.000 to +0.000.",
                "F1 at a re-tuned threshold, single comparisons on invented users by Holm's test: higher in 0 of 1,"
                        + " lower in 0, no difference shown in 1; +0.000 to +0.000.",
                "By learner, real logs, ROC AUC is higher: “learner 0” in 2 of 2 (+0.025 on average); “learner 1” in 0 of 2"
                        + " (-0.020 on average).",
                "By task, ROC AUC is higher: “real logs 0” in 1 of 2 (+0.011 on average); “real logs 1” in 1 of 2"
                        + " (-0.005 on average); “invented users 0” in 1 of 1 (+0.050 on average).",
                "Does it help to predict earlier? On real logs together, the ranking is better: +0.011 [+0.001,"
                        + " +0.021]. Of the single comparisons, 2 of 4 show a better ranking; the largest gain in ROC"
                        + " AUC is 0.030.");
    }

    private static String conclusion(double ranking, double kept, double anew) {
        return ShiftVerdict.of(List.of(gains(Logs.REAL, ranking, -.02, 0)), List.of(gains(Logs.REAL, kept, 0, .02)),
                List.of(gains(Logs.REAL, anew, .02, .02))).lines().reduce((before, last) -> last).orElseThrow();
    }

    /** The counts are the same in all of them: what is concluded follows from the means. */
    @Test
    void theConclusionFollowsFromTheMeansOfAll() {
        assertThat(conclusion(.005, .005, .02)).contains("On real logs together, no better ranking is shown: +0.005 [")
                .contains("0 of 2 show a better ranking").endsWith("gain in ROC AUC is 0.000.");
        assertThat(conclusion(-.02, -.02, .02)).contains("together, the ranking is worse: -0.020 [")
                .doesNotContain("F1");
        assertThat(conclusion(.02, .02, .01)).contains("together, the ranking is better: +0.020 [").endsWith(" Copies"
                + " raise F1 by 0.020 at the original threshold, and change it by +0.010 at a re-tuned threshold, which"
                + " needs no copies: a re-tuned threshold does most of what copies do for F1.");
        assertThat(conclusion(.02, .02, .011)).endsWith("copies do more than move the threshold.");
    }

    @Test
    void tooFewUsersAreNotToldAsNoDifference() {
        List<Gain> single = List.of(9, 10, 2).stream().map(users -> new Gain("task", "learner", new Difference("a", "b",
                "x", Spread.of(0.), new Interval(0, -.1, .1, .95), 1, users), 1)).toList();
        Gains some = new Gains(Logs.REAL, interval(0), 1, single);
        assertThat(ShiftVerdict.of(List.of(some), List.of(some), List.of(some))).contains("ROC AUC, single comparisons"
                + " on real logs by Holm's test: higher in 0 of 3, lower in 0, no difference shown in 1, too few users"
                + " to tell in 2; +0.000 to +0.000.").contains("together, no better ranking is shown");
        Gains few = new Gains(Logs.REAL, interval(.05), 1, List.of(single.get(0)));
        assertThat(ShiftVerdict.of(List.of(few), List.of(few), List.of(few)))
                .contains("together, there are too few users to tell whether the ranking is better: +0.050 [")
                .doesNotContain("F1 by");
    }
}

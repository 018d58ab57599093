package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ScoreboardTest {

    private static final boolean[] LABELS = {true, false, true, false};

    @Test
    void theBaselineIsNoLearnerToBeJudged() {
        Scoreboard board = Scoreboard.of("x", new boolean[] {true, false}).with("b", List.of(new double[] {1, 0}))
                .with("a", List.of(new double[] {1, 0}));
        assertThat(Scoreboard.judged(board.learners())).containsExactly("b", "a").doesNotContain(board.learners().get(0));
        assertThat(Scoreboard.judged(List.of("always", "a"))).containsExactly("always", "a");
    }

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
    void theTableSaysHowSureTheAucIs() {
        Random random = new Random(1);
        List<double[]> seeds = List.of(Cases.normalScores(random, 200, 2), Cases.normalScores(random, 200, 2));
        Scoreboard board = Scoreboard.of("test", Cases.alternating(200)).with("mine", seeds);
        Table table = board.table();
        assertThat(table.columnNames()).containsExactly("learner", "seeds", "ROC AUC", "ROC AUC, 95 %", "F1",
                "precision", "recall");
        Interval interval = board.interval("mine", Metrics::rocAuc);
        assertThat(table.stringColumn("ROC AUC, 95 %").asList()).containsExactly("[0.500, 0.500]", interval.range());
        assertThat(interval.contains(board.spread("mine", Metrics::rocAuc).mean())).isTrue();
        assertThat(interval.estimate()).isCloseTo(board.spread("mine", Metrics::rocAuc).mean(), within(1e-12));
    }

    @Test
    void aBoardAtAnotherShareKeepsTheRecall() {
        boolean[] oneOfFour = {true, false, false, false, true, false, false, false};
        Table table = Scoreboard.of("test", oneOfFour)
                .with("mine", List.of(new double[] {.9, .8, .1, .1, .9, .1, .1, .1})).tableAt(.5);
        assertThat(table.name()).contains("as if 50 % were buyers").contains("8 test samples");
        assertThat(table.stringColumn("precision, 95 %").get(0)).startsWith("0.500");
        assertThat(table.stringColumn("F1, 95 %").get(0)).startsWith("0.667");
        assertThat(table.stringColumn("recall, 95 %").get(1)).startsWith("1.000");
        assertThat(table.stringColumn("precision, 95 %").get(1)).startsWith("0.857");
    }

    @Test
    void samplesOfOneUserWidenTheInterval() {
        Scoreboard board = Scoreboard.of("test", Cases.alternating(200))
                .with("mine", List.of(Cases.normalScores(new Random(2), 200, 1)));
        Interval alone = board.interval("mine", Metrics::rocAuc);
        Interval shared = board.withUsers(IntStream.range(0, 200).map(i -> i % 10).toArray())
                .interval("mine", Metrics::rocAuc);
        assertThat(shared).isNotEqualTo(alone);
        assertThat(shared.estimate()).isEqualTo(alone.estimate());
    }

    @Test
    void eachSeedHasItsThreshold() {
        double[] low = {.4, .1, .3, .2};
        Scoreboard board = Scoreboard.of("test", LABELS)
                .with("mine", List.of(low, new double[] {.9, .1, .8, .7}), List.of(.25, .75));
        assertThat(board.spread("mine", Metrics::f1)).isEqualTo(new Spread(1, 0, 2));
        assertThat(board.with("mine", List.of(low)).spread("mine", Metrics::f1).mean()).isZero();
    }

    @Test
    void detailsSayTheRest() {
        Table details = Scoreboard.of("test", LABELS)
                .with("mine", List.of(new double[] {1, 0, .5, .5}), List.of(.25)).details();
        assertThat(details.columnNames()).containsExactly("learner", "threshold", "accuracy", "PR AUC", "log loss",
                "Brier", "calibration error");
        assertThat(IntStream.range(1, 7).mapToObj(column -> details.getString(1, column)))
                .containsExactly("0.250", "0.750", "0.833", "0.347", "0.125", "0.000");
    }

    /** A board of so many users of each label, on which "good" is always right and "bad" always wrong. */
    private static Scoreboard rightAndWrong(int perLabel) {
        boolean[] labels = Cases.alternating(2 * perLabel);
        double[] right = IntStream.range(0, labels.length).mapToDouble(i -> labels[i] ? .9 : .1).toArray();
        return Scoreboard.of("test", labels).with("good", List.of(right))
                .with("bad", List.of(IntStream.range(0, labels.length).mapToDouble(i -> 1 - right[i]).toArray()));
    }

    @Test
    void ofFewUsersNothingIsShown() {
        for (int perLabel : new int[] {2, 6, 9}) {
            Difference few = rightAndWrong(perLabel).difference("good", "bad", "ROC AUC", Metrics::rocAuc);
            assertThat(few.users()).isEqualTo(perLabel);
            assertThat(few.interval().low()).as("all resamples agree").isEqualTo(1);
            assertThat(few.finding()).isEqualTo("too few to tell");
            assertThat(few.finding(.001)).isEqualTo("too few to tell");
            assertThat(few.verdict()).endsWith("too few to tell, " + perLabel + " users of a label");
        }
        Scoreboard enough = rightAndWrong(10);
        Difference shown = enough.difference("good", "bad", "ROC AUC", Metrics::rocAuc);
        assertThat(shown.verdict())
                .isEqualTo("good less bad, ROC AUC: +1.000 [+1.000, +1.000] at 95 % — good is higher");
        assertThat(enough.difference("bad", "good", "ROC AUC", Metrics::rocAuc).finding()).isEqualTo("lower");
        assertThat(enough.differences("bad", "ROC AUC", Metrics::rocAuc).row(0).getString("shown")).isEqualTo("higher");
        // Twenty samples of each label, but of nine users.
        int[] nine = IntStream.range(0, 40).map(i -> i / 2 % 9).toArray();
        assertThat(rightAndWrong(20).withUsers(nine).difference("good", "bad", "ROC AUC", Metrics::rocAuc).finding())
                .isEqualTo("too few to tell");
        // Two boards of the same six users have six, of others twelve.
        Scoreboard six = rightAndWrong(6);
        Scoreboard others = six.withUsers(IntStream.range(100, 112).toArray());
        assertThat(Scoreboards.of(List.of(six, six)).difference("good", "bad", "ROC AUC", Metrics::rocAuc).finding())
                .isEqualTo("too few to tell");
        assertThat(Scoreboards.of(List.of(six, others)).difference("good", "bad", "ROC AUC", Metrics::rocAuc).users())
                .isEqualTo(12);
        assertThat(Contrasts.of(List.of(new Contrasts.Contrast(List.of(six), "good", "bad")))
                .measure("ROC AUC", Metrics::rocAuc)
                .single().get(0).finding()).isEqualTo("too few to tell");
    }

    /** What Difference says of the intervals of few users, by the distribution of Student. */
    @Test
    void tenUsersAreTheFewestWhoseIntervalHoldsTheTruthInNineOfTenCases() {
        assertThat(coverage(Difference.MIN_USERS)).isBetween(.9, .91);
        assertThat(coverage(Difference.MIN_USERS - 1)).isLessThan(.9);
        assertThat(coverage(6)).isCloseTo(.87, within(.005));
        assertThat(coverage(2)).isCloseTo(.6, within(.005));
    }

    private static double coverage(int users) {
        double normal = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(.975);
        TDistribution student = new TDistribution(null, users - 1);
        return 1 - 2 * student.cumulativeProbability(-normal * Math.sqrt((users - 1.) / users));
    }

    @Test
    void differencesAreBetweenTheSameSamplesAndSeeds() {
        Scoreboard board = Scoreboard.of("test", LABELS)
                .with("good", List.of(new double[] {.9, .1, .8, .2}, new double[] {.9, .3, .8, .2}))
                .with("bad", List.of(new double[] {.1, .9, .2, .8}))
                .with("many", List.of(new double[4], new double[4], new double[4]));
        Difference difference = board.difference("good", "bad", "ROC AUC", Metrics::rocAuc);
        assertThat(difference.verdict()).isEqualTo("good less bad, ROC AUC: +1.000 [+1.000, +1.000] at 95 % — too few"
                + " to tell, 2 users of a label");
        assertThat(difference.bySeed()).isEqualTo(new Spread(1, 0, 2));
        assertThat(board.difference("bad", "good", "ROC AUC", Metrics::rocAuc).finding()).isEqualTo("too few to tell");
        assertThatThrownBy(() -> board.difference("good", "many", "F1", Metrics::f1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2").hasMessageContaining("3");
        Table table = board.differences("bad", "ROC AUC", Metrics::rocAuc);
        assertThat(table.columnNames()).containsExactly("learner", "less bad, 95 %", "by seed", "p, Holm",
                "shown");
        assertThat(table.stringColumn("learner").asList()).containsExactly("good", "many");
        assertThat(table.row(0).getString("by seed")).isEqualTo("+1.000 ± 0.000");
        assertThat(table.row(0).getString("shown")).isEqualTo("too few to tell");
        // All 1,000 resamples agree, in both rows.
        assertThat(table.stringColumn("p, Holm").asList()).containsOnly(String.format("%.4f", 2 * 2 / 1001.));
        assertThatThrownBy(() -> board.differences("yours", "F1", Metrics::f1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("yours");
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
        assertThatThrownBy(() -> board.with("mine", List.of(new double[4]), List.of(.1, .2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 seeds")
                .hasMessageContaining("2 thresholds");
        assertThatThrownBy(() -> board.with("mine", List.of(new double[4]), List.of(2.0)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2.0");
        assertThatThrownBy(() -> board.withUsers(new int[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 users");
        assertThatThrownBy(() -> Scoreboard.of("test", new boolean[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 of 3").hasMessageContaining("bought more often");
        assertThatThrownBy(() -> board.with(Scoreboard.ALWAYS_POSITIVE, List.of(new double[] {1, 1, 1, .9})))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("always positive");
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }
}

package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.log.Level;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.Architecture;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@Tag("slow")
class ShiftStudyTest {

    private static final Cohort COHORT = cohort(11);
    private static final BoostedTreesLearner TREES = BoostedTreesLearner.withDefaults().withRounds(20);
    private static final NetworkLearner NETWORK =
            NetworkLearner.of(new Architecture(Kind.CNN_LSTM, 6, 6, 3, 2, 6, 0.2)).withEpochs(2);
    private static final List<Learner> LEARNERS = List.of(TREES, NETWORK);
    private static final List<Shift> TRAINING = List.of(Shift.by(0), Shift.by(0, 2));
    private static final ShiftStudy STUDY = study(List.of(Task.of("one", COHORT)), LEARNERS);
    private static final ShiftResults RESULTS = STUDY.run(StudyListener.NONE);

    private static Cohort cohort(long seed) {
        return Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40)
                .cohort(RandomLogs.log(seed, 200));
    }

    private static ShiftStudy study(List<Task> tasks, List<Learner> learners) {
        return ShiftStudy.of(tasks, learners, 2).withTested(0, 1, 3).withTraining(TRAINING);
    }

    /** The metrics of one fit, step by step as the study's description says. */
    private static Metrics alone(Predictor predictor, int removed, boolean retuned) {
        Samples validation = Shift.by(retuned ? removed : 0).of(COHORT.validation());
        double threshold = Threshold.BREAK_EVEN.of(Scores.of(validation.labels(), predictor.predict(validation)));
        Samples test = Shift.by(removed).of(COHORT.test());
        return Metrics.of(Scores.of(test.labels(), predictor.predict(test)), threshold);
    }

    @Test
    void figuresAreThoseOfTheFitsAlone() {
        for (Learner learner : LEARNERS) {
            for (Shift shift : TRAINING) {
                List<Predictor> fits = LongStream.of(1, 2).mapToObj(seed -> learner.withSeed(seed)
                        .fit(shift.of(COHORT.train()), shift.oneEach(COHORT.validation(), 1))).toList();
                for (int removed : new int[] {0, 3}) {
                    for (ShiftFigure figure : ShiftFigure.values()) {
                        double sum = 0;
                        for (Predictor fit : fits) {
                            sum += figure.metric().applyAsDouble(alone(fit, removed, figure.retuned()));
                        }
                        assertThat(RESULTS.board("one", learner.name(), removed, figure)
                                .spread(shift.inBraces(), figure.metric()).mean()).isCloseTo(sum / 2, within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    void atNoRemovedDayBothThresholdsAreTheSame() {
        Table kept = RESULTS.table("one", "XGBoost", ShiftFigure.F1_FIXED);
        Table anew = RESULTS.table("one", "XGBoost", ShiftFigure.F1_RETUNED);
        assertThat(kept.first(1).printAll()).endsWith(anew.first(1).printAll().lines().skip(1)
                .reduce((one, other) -> one + System.lineSeparator() + other).orElseThrow());
        assertThat(kept.columnNames()).containsExactly("without", "always positive", "{0}", "{0, 2}");
        assertThat(kept.intColumn("without").asList()).containsExactly(0, 1, 3);
    }

    @Test
    void gridsHaveACellForEachShiftAndTest() {
        Table grid = RESULTS.grid("one", "CNN + LSTM", ShiftFigure.ROC_AUC);
        assertThat(grid.rowCount()).isEqualTo(6);
        assertThat(grid.stringColumn(1).asList()).containsExactly("{0}", "{0}", "{0}", "{0, 2}", "{0, 2}", "{0, 2}");
        assertThat(grid.doubleColumn("ROC AUC").get(5)).isEqualTo(RESULTS.board("one", "CNN + LSTM", 3,
                ShiftFigure.ROC_AUC).spread("{0, 2}", Metrics::rocAuc).mean());
        assertThat(RESULTS.samples().intColumn("test without 3").get(0))
                .isEqualTo(Shift.by(3).of(COHORT.test()).size());
    }

    @Test
    void aGridOfGainsLacksTheFirstShift() {
        Table grid = RESULTS.grid("one", "XGBoost", ShiftFigure.F1_FIXED);
        Table gains = RESULTS.gainGrid("one", "XGBoost", ShiftFigure.F1_FIXED);
        assertThat(gains.stringColumn(1).asList()).containsExactly("{0, 2}", "{0, 2}", "{0, 2}");
        assertThat(gains.intColumn(0).asList()).containsExactly(0, 1, 3);
        for (int test = 0; test < 3; test++) {
            assertThat(gains.doubleColumn(2).get(test)).isEqualTo(grid.doubleColumn(2).get(3 + test)
                    - grid.doubleColumn(2).get(test));
        }
    }

    @Test
    void aGainIsTheMeanDifferenceOverTheTestsThatLackADay() {
        Table gains = RESULTS.gains(ShiftFigure.ROC_AUC);
        assertThat(gains.stringColumn("learner").asList()).containsExactly("all", "XGBoost", "CNN + LSTM");
        double sum = 0;
        for (int removed : new int[] {1, 3}) {
            var board = RESULTS.board("one", "XGBoost", removed, ShiftFigure.ROC_AUC);
            sum += board.spread("{0, 2}", Metrics::rocAuc).mean() - board.spread("{0}", Metrics::rocAuc).mean();
        }
        assertThat(gains.stringColumn("gain, 95 %").get(1)).startsWith(String.format("%+.3f", sum / 2));
        assertThat(RESULTS.verdict()).contains("mean of 2 comparisons").contains("“XGBoost” in");
    }

    @Test
    void aUserOnTwoTasksOfALogIsNoNewsOnTheSecond() {
        Results twice = study(List.of(Task.of("one", COHORT), Task.of("two", COHORT)),
                List.of(new LogisticLearner())).run(StudyListener.NONE).results("twice");
        assertThat(twice.networks()).isEmpty();
        Map<String, Results.Figure> figures = twice.figures();
        Results.Figure once = figures.get("one / logistic regression / gain / ROC AUC");
        Results.Figure pooled = figures.get("real logs / pooled gain / ROC AUC");
        assertThat(pooled.value()).isEqualTo(once.value());
        assertThat(pooled.more().get("low")).isEqualTo(once.more().get("low")).isLessThan(once.value());
    }

    @Test
    void gainsOfRealLogsAndOfInventedUsersArePooledApart() {
        ShiftResults both = study(List.of(Task.of("simulated, one", cohort(12))), List.of(TREES))
                .run(StudyListener.NONE).and(RESULTS);
        Table gains = both.gains(ShiftFigure.ROC_AUC);
        assertThat(gains.stringColumn("task").asList()).containsExactly("real logs, pooled", "one", "one",
                "invented users, pooled", "simulated, one");
        Results results = both.results("shift");
        assertThat(results.networks()).containsExactly("CNN + LSTM", "pooled gain");
        Map<String, Results.Figure> figures = results.figures();
        Results.Figure trees = figures.get("one / XGBoost / gain / ROC AUC");
        Results.Figure network = figures.get("one / CNN + LSTM / gain / ROC AUC");
        Results.Figure simulated = figures.get("simulated, one / XGBoost / gain / ROC AUC");
        assertThat(figures.get("real logs / pooled gain / ROC AUC").value())
                .isCloseTo((trees.value() + network.value()) / 2, within(1e-6));
        Results.Figure pooled = figures.get("invented users / pooled gain / ROC AUC");
        assertThat(pooled.value()).isEqualTo(simulated.value());
        assertThat(pooled.more().get("low")).isEqualTo(simulated.more().get("low"));
        assertThat(network.more()).containsKeys("sd", "seeds").doesNotContainKey("n");
        // Of one comparison alone the p-value is its own; of three, the smallest is three times that.
        assertThat(simulated.more().get("p")).isGreaterThanOrEqualTo(pooled.more().get("p"));
        assertThat(gains.stringColumn("p, Holm").get(4)).isEqualTo(String.format("%.4f", simulated.more().get("p")));
    }

    @Test
    void keptRunsGiveTheSameFileAsAStudyInOneGo(@TempDir Path folder) throws IOException {
        ShiftStudy kept = STUDY.withCheckpoints(folder.resolve("cells"));
        kept.run(StudyListener.NONE).results("shift").write(folder.resolve("first.json"));
        try (Stream<Path> cells = Files.list(folder.resolve("cells"))) {
            for (Path cell : cells.sorted().limit(5).toList()) {
                Files.delete(cell);
            }
        }
        List<Integer> done = new ArrayList<>();
        kept.withThreads(1).run((count, all, run) -> done.add(count)).results("shift")
                .write(folder.resolve("second.json"));
        RESULTS.results("shift").write(folder.resolve("third.json"));
        assertThat(done).containsExactly(4, 5, 6, 7, 8);
        assertThat(folder.resolve("second.json")).hasSameBinaryContentAs(folder.resolve("first.json"));
        assertThat(folder.resolve("third.json")).hasSameBinaryContentAs(folder.resolve("first.json"));
    }

    @Test
    void otherSamplesOrSettingsAreNotTakenFromTheSameFolder(@TempDir Path folder) {
        ShiftStudy small = ShiftStudy.of(List.of(Task.of("one", COHORT)), List.of(TREES), 1).withTested(0, 1)
                .withTraining(List.of(Shift.by(0))).withCheckpoints(folder);
        small.run(StudyListener.NONE);
        List<Run> runs = new ArrayList<>();
        StudyListener listener = (done, all, run) -> runs.add(run);
        small.run(listener);
        assertThat(runs).isEmpty();
        new ShiftStudy(List.of(Task.of("one", cohort(12))), small.learners(), small.training(), small.tested(), 1, 1,
                small.checkpoints()).run(listener);
        assertThat(runs).hasSize(1);
        new ShiftStudy(small.tasks(), List.of(TREES.withRounds(21)), small.training(), small.tested(), 1, 1,
                small.checkpoints()).run(listener);
        assertThat(runs).hasSize(2);
        small.withTested(0, 2).run(listener);
        assertThat(runs).hasSize(3);
    }

    @Test
    void studiesOfOtherTasksAreJoined() {
        ShiftResults other = study(List.of(Task.of("two", cohort(12))), List.of(new LogisticLearner()))
                .run(StudyListener.NONE);
        ShiftResults both = RESULTS.and(other);
        assertThat(both.gains(ShiftFigure.ROC_AUC).stringColumn("task").asList()).containsExactly("real logs, pooled",
                "one", "one", "two");
        assertThat(both.table("two", "logistic regression", ShiftFigure.ROC_AUC).printAll())
                .isEqualTo(other.table("two", "logistic regression", ShiftFigure.ROC_AUC).printAll());
        assertThatThrownBy(() -> RESULTS.and(RESULTS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one");
    }

    @Test
    void oddGridsAreRefusedBeforeTheWork() {
        List<Task> tasks = List.of(Task.of("one", COHORT));
        assertThatThrownBy(() -> STUDY.withTested(0, 500)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 500 shopping days").hasMessageContaining("withTested");
        Task own = Task.of("own", COHORT).withLearners(part -> List.of(new LogisticLearner()));
        assertThatThrownBy(() -> ShiftStudy.of(List.of(own), LEARNERS, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("own").hasMessageContaining("leave them out");
        assertThatThrownBy(() -> STUDY.withTraining(List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shifts to train on");
        assertThatThrownBy(() -> STUDY.withTraining(List.of(Shift.by(1), Shift.by(1))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("{1}");
        assertThatThrownBy(() -> ShiftStudy.of(tasks, List.of(), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShiftStudy.of(tasks, LEARNERS, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RESULTS.table("three", "XGBoost", ShiftFigure.ROC_AUC))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("three");
        assertThatThrownBy(() -> RESULTS.table("one", "oracle", ShiftFigure.ROC_AUC))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("oracle");
    }
}

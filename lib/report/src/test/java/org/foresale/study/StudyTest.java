package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Blend;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.log.Level;
import org.foresale.network.Architecture;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.NetworkLearner;
import org.foresale.network.NetworkPredictor;
import org.junit.jupiter.api.Test;

class StudyTest {

    private static final Cohort COHORT = cohort(11);
    private static final Cohort OTHER = cohort(12);
    private static final NetworkLearner NETWORK =
            NetworkLearner.of(new Architecture(Kind.LSTM, 6, 6, 3, 2, 6, 0.2)).withEpochs(2);
    private static final Learner TREES = BoostedTreesLearner.withDefaults().withRounds(20);
    private static final List<Learner> LEARNERS = List.of(new LogisticLearner(), TREES, NETWORK);
    private static final List<Task> TASKS = List.of(Task.of("one", COHORT), Task.of("two", OTHER));
    private static final StudyResults RESULTS = Study.of(TASKS, LEARNERS, 2).run(StudyListener.NONE);

    private static Cohort cohort(long seed) {
        return Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40)
                .cohort(RandomLogs.log(seed, 200));
    }

    @Test
    void runsAreThoseOfTheLearnersAlone() {
        for (Task task : TASKS) {
            for (Learner learner : LEARNERS) {
                List<Run> runs = RESULTS.runs(task.name(), learner.name());
                assertThat(runs).hasSize(learner instanceof LogisticLearner ? 1 : 2);
                for (Run run : runs) {
                    Predictor alone = learner.withSeed(run.seed()).fit(task.cohort().train(), task.cohort()
                            .validation());
                    assertThat(run.of("test")).isEqualTo(alone.predict(task.cohort().test()));
                    assertThat(run.of("validation")).isEqualTo(alone.predict(task.cohort().validation()));
                    if (alone instanceof NetworkPredictor network) {
                        assertThat(run.of("shuffled"))
                                .isEqualTo(network.predictShuffled(task.cohort().test(), run.seed()));
                    } else {
                        assertThat(run.predictions().names()).containsExactlyInAnyOrder("validation", "test");
                    }
                }
            }
        }
    }

    @Test
    void oneThreadGivesTheFiguresOfMany() {
        StudyResults alone = Study.of(TASKS, LEARNERS, 2).withThreads(1).run(StudyListener.NONE);
        for (Task task : TASKS) {
            assertThat(alone.board(task.name()).table().printAll())
                    .isEqualTo(RESULTS.board(task.name()).table().printAll());
        }
    }

    @Test
    void thresholdsComeFromValidationAlone() {
        Run run = RESULTS.runs("one", NETWORK.name()).get(0);
        double threshold = Threshold.BREAK_EVEN.of(Scores.of(COHORT.validation().labels(), run.of("validation")));
        Metrics first = Metrics.of(Scores.of(COHORT.test().labels(), run.of("test")), threshold);
        Run second = RESULTS.runs("one", NETWORK.name()).get(1);
        double other = Threshold.BREAK_EVEN.of(Scores.of(COHORT.validation().labels(), second.of("validation")));
        Metrics last = Metrics.of(Scores.of(COHORT.test().labels(), second.of("test")), other);
        assertThat(RESULTS.board("one").spread(NETWORK.name(), Metrics::f1).mean())
                .isEqualTo((first.f1() + last.f1()) / 2);
    }

    @Test
    void aBlendIsTheLearnerOfThatName() {
        StudyResults more = RESULTS.withBlend(TREES.name(), NETWORK.name(), "blend")
                .withShuffled(NETWORK.name(), "LSTM, shuffled");
        Predictor blend = Blend.of(TREES, NETWORK).withSeed(2).fit(COHORT);
        assertThat(more.runs("one", "blend").get(1).of("test")).isEqualTo(blend.predict(COHORT.test()));
        assertThat(more.runs("two", "LSTM, shuffled").get(0).of("test"))
                .isEqualTo(RESULTS.runs("two", NETWORK.name()).get(0).of("shuffled"));
        assertThat(more.boards().table("F1", Metrics::f1).stringColumn("learner").asList())
                .containsExactly("always positive", "logistic regression", "XGBoost", "LSTM", "blend", "LSTM, shuffled");
        assertThat(more.boards().difference("blend", TREES.name(), "ROC AUC", Metrics::rocAuc).bySeed().n())
                .isEqualTo(2);
        assertThat(more.results("x").networks()).containsExactly("LSTM", "LSTM, shuffled", "blend");
        assertThat(more.withLogOddsBlend("logistic regression", TREES.name(), "blend").results("x").networks())
                .containsExactly("LSTM", "LSTM, shuffled");
        assertThatThrownBy(() -> RESULTS.withShuffled(TREES.name(), "x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sequence");
        assertThatThrownBy(() -> RESULTS.withBlend("x", "y", "z")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"x\"");
    }

    @Test
    void theListenerHearsOfEveryRun() {
        List<Integer> done = new ArrayList<>();
        Study.of(TASKS, List.of(new LogisticLearner(), TREES), 2).run((count, all, run) -> {
            assertThat(all).isEqualTo(6);
            done.add(count);
        });
        assertThat(done).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void anInterruptEndsTheStudy() {
        Study study = Study.of(TASKS, List.of(NETWORK.withEpochs(1000).withPlan(NETWORK.plan().withEpochs(1000,
                1000))), 2);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> study.run(StudyListener.NONE)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFailingRunFailsTheStudyWithItsReason() {
        Learner broken = new Learner() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Predictor fit(Samples train, Samples validation) {
                throw new IllegalStateException("out of order");
            }
        };
        assertThatThrownBy(() -> Study.of(TASKS, List.of(broken), 1).run(StudyListener.NONE))
                .isInstanceOf(IllegalStateException.class).hasMessage("out of order");
    }

    @Test
    void aGridWithNothingInItIsRefused() {
        assertThatThrownBy(() -> Study.of(List.of(), LEARNERS, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0, 3, 1");
        assertThatThrownBy(() -> Study.of(TASKS, LEARNERS, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Study.of(TASKS, Arrays.asList(TREES, TREES), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("XGBoost, XGBoost");
        assertThatThrownBy(() -> Task.of(" ", COHORT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RESULTS.board("three")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("three");
    }

    @Test
    void aPopulationIsTestedOnAtTheThresholdsOfValidation() {
        Snapshot question = Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40);
        Samples everybody = question.withAllActiveUsers().cohort(RandomLogs.log(11, 200)).test();
        assertThat(everybody.size()).isGreaterThan(COHORT.test().size());
        StudyResults results = Study.of(List.of(Task.of("one", COHORT).withPopulation(everybody)), List.of(TREES), 2)
                .run(StudyListener.NONE);
        Predictor second = TREES.withSeed(2).fit(COHORT);
        double threshold = Threshold.BREAK_EVEN.of(Scores.of(COHORT.validation().labels(),
                second.predict(COHORT.validation())));
        Predictor first = TREES.withSeed(1).fit(COHORT);
        double other = Threshold.BREAK_EVEN.of(Scores.of(COHORT.validation().labels(),
                first.predict(COHORT.validation())));
        assertThat(results.populationBoard("one").spread(TREES.name(), Metrics::f1).mean())
                .isEqualTo((Metrics.of(Scores.of(everybody.labels(), first.predict(everybody)), other).f1()
                        + Metrics.of(Scores.of(everybody.labels(), second.predict(everybody)), threshold).f1()) / 2);
        assertThatThrownBy(() -> RESULTS.populationBoard("one")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no population");
    }

    @Test
    void aPopulationThatIsNullIsRefusedInWords() {
        Task task = Task.of("task", COHORT);
        assertThatThrownBy(() -> task.withPopulation(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null").hasMessageContaining("withAllActiveUsers");
        assertThatThrownBy(() -> new TaskPart("", 0, task.cohort(), null, List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Optional.empty()");
    }

    @Test
    void aPopulationWithTrainedUsersIsRefused() {
        assertThatThrownBy(() -> Task.of("one", COHORT).withPopulation(COHORT.train()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("in training or validation");
    }
}

package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.cohort.UserSplit;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.network.Architecture;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossFitStudyTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Snapshot QUESTION = Snapshot.of(X).withDays(List.of(40, 60, 80, 100), 160, 30);
    private static final PurchaseLog LOG = RandomLogs.log(11, 200);
    private static final Task TASK = Task.of("x", CrossFit.of(QUESTION).withMaxDays(), LOG);
    private static final Learner TREES = BoostedTreesLearner.withDefaults().withRounds(20);
    private static final Learner REGRESSION = new LogisticLearner();

    @TempDir
    private Path folder;

    /** What was shown to a learner, once fitted. */
    private record Shown(Samples train, Samples validation) {
    }

    /** Keeps what it is shown. */
    private record Spy(ConcurrentLinkedQueue<Shown> shown) implements Learner {

        @Override
        public String name() {
            return "spy";
        }

        @Override
        public Predictor fit(Samples train, Samples validation) {
            shown.add(new Shown(train, validation));
            return REGRESSION.fit(train, validation);
        }
    }

    private static Map<Samples, TaskPart> byTraining(Task task) {
        Map<Samples, TaskPart> parts = new HashMap<>();
        task.parts().forEach(part -> parts.put(part.cohort().train(), part));
        return parts;
    }

    private static Set<String> users(Samples samples) {
        Set<String> users = new HashSet<>();
        IntStream.range(0, samples.size()).forEach(i -> users.add(samples.userId(i)));
        return users;
    }

    @Test
    void noFitSeesATestUserOrTheTestDay() {
        Spy spy = new Spy(new ConcurrentLinkedQueue<>());
        Study.of(List.of(TASK), List.of(spy), 1).run(StudyListener.NONE);
        assertThat(spy.shown()).hasSize(15);
        Set<String> tested = new HashSet<>();
        for (Shown shown : spy.shown()) {
            TaskPart part = byTraining(TASK).get(shown.train());
            assertThat(shown.validation()).isSameAs(part.cohort().validation());
            int testCut = part.cohort().test().get(0).cut();
            Set<String> known = users(shown.train());
            assertThat(known).doesNotContainAnyElementsOf(users(shown.validation()));
            known.addAll(users(shown.validation()));
            assertThat(known).doesNotContainAnyElementsOf(users(part.population().get()))
                    .doesNotContainAnyElementsOf(users(part.cohort().test()));
            tested.addAll(users(part.population().get()));
            for (Samples samples : List.of(shown.train(), shown.validation())) {
                for (int i = 0; i < samples.size(); i++) {
                    History history = samples.history(i);
                    assertThat(history.day(history.size() - 1)).isLessThan(testCut);
                    assertThat(samples.get(i).cut() + QUESTION.horizon()).isLessThanOrEqualTo(testCut);
                }
            }
        }
        assertThat(tested.size()).isGreaterThan(LOG.users() * 3 / 4);
    }

    @Test
    void noFitOfAFirstNeedSeesATestUser() {
        Task task = Task.of("need", CrossFit.of(FirstNeed.of(X).withBurnIn(5, 1)), LOG);
        Spy spy = new Spy(new ConcurrentLinkedQueue<>());
        Study.of(List.of(task), List.of(spy), 1).run(StudyListener.NONE);
        assertThat(spy.shown()).hasSize(5);
        for (Shown shown : spy.shown()) {
            Set<String> tested = users(byTraining(task).get(shown.train()).cohort().test());
            assertThat(users(shown.train())).doesNotContainAnyElementsOf(tested);
            assertThat(users(shown.validation())).doesNotContainAnyElementsOf(tested);
        }
    }

    /** The labels are a coin for each user, so that a score of the users would show if it knew a test user. */
    @Test
    void whereNothingIsToBeFoundNothingIsFound() {
        CrossFit question = CrossFit.of(QUESTION.withAllActiveUsers()).withMaxDays();
        List<CrossFit.Part> parts = question.parts();
        List<Cohort> cohorts = question.cohorts(LOG);
        double sum = 0;
        int coins = 12;
        for (int coin = 0; coin < coins; coin++) {
            Map<String, Boolean> heads = new HashMap<>();
            Random random = new Random(coin);
            IntStream.range(0, LOG.users()).forEach(user -> heads.put(LOG.userId(user), random.nextBoolean()));
            Task task = new Task("coin", IntStream.range(0, parts.size()).mapToObj(i -> new TaskPart(
                    parts.get(i).name(), parts.get(i).fold(), TestSamples.answered(cohorts.get(i), heads::get),
                    Optional.empty(), List.of())).toList());
            StudyResults results = Study.of(List.of(task), List.of(TREES), 1).run(StudyListener.NONE);
            sum += results.board("coin").spread(TREES.name(), Metrics::rocAuc).mean();
        }
        assertThat(sum / coins).isCloseTo(.5, within(.03));
    }

    @Test
    void aBoardIsOfAllPartsEachAtItsOwnThreshold() {
        StudyResults results = Study.of(List.of(TASK), List.of(REGRESSION), 3).run(StudyListener.NONE);
        for (Threshold rule : Threshold.values()) {
            double inOrder = 0;
            double pairs = 0;
            int truePositives = 0;
            int wrong = 0;
            int size = 0;
            for (TaskPart part : TASK.parts()) {
                Cohort cohort = part.cohort();
                Predictor predictor = REGRESSION.fit(cohort);
                double[] said = predictor.predict(cohort.test());
                double threshold = rule.of(Scores.of(cohort.validation().labels(),
                        predictor.predict(cohort.validation())));
                double ofPart = (double) cohort.test().positives()
                        * (cohort.test().size() - cohort.test().positives());
                inOrder += ofPart * Metrics.of(Scores.of(cohort.test().labels(), said)).rocAuc();
                pairs += ofPart;
                for (int i = 0; i < said.length; i++) {
                    boolean label = cohort.test().get(i).label();
                    truePositives += label && said[i] >= threshold ? 1 : 0;
                    wrong += label != said[i] >= threshold ? 1 : 0;
                }
                size += said.length;
            }
            Scoreboard board = results.board("x", rule);
            assertThat(board.spread(REGRESSION.name(), Metrics::rocAuc).mean()).isCloseTo(inOrder / pairs,
                    within(1e-12));
            assertThat(board.spread(REGRESSION.name(), Metrics::f1).mean())
                    .isCloseTo(2. * truePositives / (2 * truePositives + wrong), within(1e-12));
            assertThat(board.spread(Scoreboard.ALWAYS_POSITIVE, Metrics::f1).mean()).isCloseTo(2. / 3, within(1e-12));
            assertThat(board.table().name()).contains(size + " test samples in 15 parts");
        }
        assertThat(results.board("x", Threshold.F1).table().name()).contains("highest F1 on validation");
        assertThat(results.populationBoard("x").table().name()).startsWith("x, all active users (")
                .contains("in 15 parts");
        assertThat(results.boards(Threshold.F1).table("F1", Metrics::f1).get(1, 1))
                .isEqualTo(results.board("x", Threshold.F1).interval(REGRESSION.name(), Metrics::f1).toString());
    }

    @Test
    void resultsCountAllPartsAndKeepIntervals() {
        Results results = Study.of(List.of(TASK), List.of(REGRESSION), 1).run(StudyListener.NONE).results("x");
        Set<String> users = new HashSet<>();
        TASK.parts().forEach(part -> users.addAll(users(part.cohort().test())));
        assertThat(results.counts()).containsEntry("x / test / parts", 15L)
                .containsEntry("x / test / users", (long) users.size())
                .containsEntry("x / test / samples", TASK.parts().stream()
                        .mapToLong(part -> part.cohort().test().size()).sum());
        for (String of : List.of("", " of the population")) {
            for (String figure : List.of("ROC AUC", "precision at 1:1", "recall", "F1 at 1:1",
                    "F1 at 1:1, highest on validation")) {
                assertThat(results.figures().get("x / " + REGRESSION.name() + " / " + figure + of).more())
                        .containsOnlyKeys("n", "low", "high");
                assertThat(results.figures()).containsKey("x / always positive / " + figure + of);
            }
        }
        assertThat(results.origin().facts().get("samples of x")).hasSize(64);
    }

    @Test
    void blendsAndShuffledNetworksAreOfAllParts() {
        NetworkLearner network = NetworkLearner.of(new Architecture(Kind.LSTM, 6, 6, 3, 2, 6, 0.2)).withEpochs(1);
        Task task = Task.of("x", CrossFit.of(QUESTION.withSplit(UserSplit.ofFolds(1, 3))), LOG);
        StudyResults results = Study.of(List.of(task), List.of(TREES, network), 2).run(StudyListener.NONE)
                .withBlend(TREES.name(), network.name(), "blend").withShuffled(network.name(), "shuffled");
        int size = task.parts().stream().mapToInt(part -> part.cohort().test().size()).sum();
        for (String learner : List.of(TREES.name(), network.name(), "blend", "shuffled")) {
            assertThat(results.runs("x", learner)).hasSize(2).extracting(Run::seed).containsExactly(1L, 2L);
            assertThat(results.runs("x", learner)).allMatch(run -> run.of("test").length == size);
        }
        double[] blended = results.runs("x", "blend").get(1).of("test");
        double[] one = results.runs("x", TREES.name()).get(1).of("test");
        double[] other = results.runs("x", network.name()).get(1).of("test");
        assertThat(IntStream.range(0, size)).allMatch(i -> blended[i] == (one[i] + other[i]) / 2);
        TaskPart last = task.parts().get(2);
        double[] alone = TREES.withSeed(2).fit(last.cohort().train(), last.cohort().validation())
                .predict(last.cohort().test());
        assertThat(Arrays.copyOfRange(one, size - alone.length, size)).isEqualTo(alone);
        assertThat(results.populationBoard("x").learners()).contains("blend").doesNotContain("shuffled");
    }

    @Test
    void everyPartIsKeptAlone() {
        Study study = Study.of(List.of(TASK), List.of(REGRESSION, TREES), 2).withCheckpoints(folder);
        List<String> done = new ArrayList<>();
        StudyResults first = study.run((count, all, run) -> {
            assertThat(all).isEqualTo(45);
            done.add(run.cell().toString());
        });
        assertThat(done).hasSize(45).doesNotHaveDuplicates().contains("XGBoost on x fold 2 of 5, day 130, seed 2");
        List<Integer> kept = new ArrayList<>();
        StudyResults again = study.run(new StudyListener() {
            @Override
            public void resumed(int number, int all) {
                kept.add(number);
            }

            @Override
            public void done(int count, int all, Run run) {
                throw new IllegalStateException("done again: " + run.cell());
            }
        });
        assertThat(kept).containsExactly(45);
        assertThat(again.runs("x", TREES.name())).isEqualTo(first.runs("x", TREES.name()));
    }

    @Test
    void aUserInTheTestsOfTwoFoldsIsRefused() {
        TaskPart one = TASK.parts().get(0);
        Cohort otherSplit = QUESTION.withSplit(UserSplit.of(2)).cohort(LOG);
        assertThatThrownBy(() -> new Task("x",
                List.of(new TaskPart("one", 0, one.cohort(), Optional.empty(), List.of()),
                new TaskPart("two", 1, otherSplit, Optional.empty(), List.of()))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is in two tests of x: one and two");
        assertThatThrownBy(() -> new Task("x",
                List.of(new TaskPart("one", 0, one.cohort(), Optional.empty(), List.of()),
                new TaskPart("two", 0, one.cohort(), Optional.empty(), List.of()))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tested twice");
        assertThatThrownBy(() -> new Task("x", List.of(one, new TaskPart("two", 0, TASK.parts().get(1).cohort(),
                Optional.empty(), List.of())))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("population");
        assertThatThrownBy(() -> new Task("x", List.of(one, one))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a name each");
        assertThatThrownBy(TASK::cohort).isInstanceOf(IllegalStateException.class).hasMessageContaining("15 parts");
        assertThatThrownBy(() -> TASK.withPopulation(one.population().get())).isInstanceOf(IllegalStateException.class);
    }
}

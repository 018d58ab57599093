package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Sample;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.cohort.UserSplit;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/**
 * What a kept run or board is known by. Two targets of one name can have the same samples, which differ only in what
 * of their histories is the target.
 */
class KeptRunsTest {

    private static final PurchaseLog LOG = RandomLogs.log(11, 200);
    private static final Snapshot QUESTION =
            Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40);
    private static final Cohort COHORT = QUESTION.cohort(LOG);
    private static final Cohort OF_OTHER_CLASSES = TestSamples.ofTarget(COHORT, Target.of("x", Level.SECOND, "S1"));
    private static final Samples EVERYBODY = QUESTION.withAllActiveUsers().cohort(LOG).test();
    private static final Learner LEARNER = new LogisticLearner();

    @TempDir
    private Path folder;

    /** Counts the runs that were kept before. */
    private static final class Resumed implements StudyListener {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void resumed(int number, int all) {
            count.addAndGet(number);
        }

        @Override
        public void done(int number, int all, Run run) {
            // What is done anew is not counted.
        }
    }

    /** How many of the runs were kept before. */
    private static int takenUp(Consumer<StudyListener> study) {
        Resumed resumed = new Resumed();
        study.accept(resumed);
        return resumed.count.get();
    }

    /** Runs what asks the first twice, then what asks the second. */
    private static void assertNotShared(Consumer<StudyListener> first, Consumer<StudyListener> second) {
        assertThat(takenUp(first)).isZero();
        assertThat(takenUp(first)).isPositive();
        assertThat(takenUp(second)).isZero();
    }

    private static List<Sample> samples(Samples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::get).toList();
    }

    @Test
    void theCohortsDifferInTheClassesOfTheTargetOnly() {
        assertThat(samples(OF_OTHER_CLASSES.train())).isEqualTo(samples(COHORT.train()));
        assertThat(Fingerprint.of(OF_OTHER_CLASSES)).isNotEqualTo(Fingerprint.of(COHORT));
        double[] probabilities = LEARNER.fit(COHORT).predict(COHORT.test());
        assertThat(LEARNER.fit(OF_OTHER_CLASSES)
                .predict(OF_OTHER_CLASSES.test())).isNotEqualTo(probabilities);
    }

    /** The same purchases in the class "S > T" of "R", or in the class "T" of "R > S". */
    private static Samples ofClasses(String first, String second, String third) {
        Table table = RandomLogs.table(11, 200);
        for (int row = 0; row < table.rowCount(); row++) {
            if (!table.stringColumn("b").get(row).equals("X")) {
                table.stringColumn("a").set(row, first);
                table.stringColumn("b").set(row, second);
                table.stringColumn("c").set(row, third);
            }
        }
        return QUESTION.cohort(LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES)).train();
    }

    @Test
    void classesOfOtherNamesMakeAnotherChecksumEvenIfTheirPathsAreEqual() {
        Samples samples = ofClasses("R > S", "T", "U");
        Samples others = ofClasses("R", "S > T", "U");
        assertThat(samples(samples)).isEqualTo(samples(others));
        assertThat(Fingerprint.of(samples)).isEqualTo(Fingerprint.of(ofClasses("R > S", "T", "U")))
                .isNotEqualTo(Fingerprint.of(others));
    }

    @Test
    void aStudyTakesUpNoRunOfATargetOfOtherClasses() {
        assertNotShared(listener -> study(Task.of("x", COHORT)).run(listener),
                listener -> study(Task.of("x", OF_OTHER_CLASSES)).run(listener));
    }

    private Study study(Task task) {
        return Study.of(List.of(task), List.of(LEARNER), 1).withCheckpoints(folder);
    }

    @Test
    void aStudyTakesUpNoRunOfAPopulationOfOtherClasses() {
        Samples ofOtherClasses = TestSamples.ofTarget(QUESTION.withAllActiveUsers().cohort(LOG),
                OF_OTHER_CLASSES.target()).test();
        assertThat(samples(ofOtherClasses)).isEqualTo(samples(EVERYBODY));
        assertNotShared(listener -> study(Task.of("x", COHORT).withPopulation(EVERYBODY)).run(listener),
                listener -> study(Task.of("x", COHORT).withPopulation(ofOtherClasses)).run(listener));
    }

    @Test
    void aShiftStudyTakesUpNoRunOfATargetOfOtherClasses() {
        assertNotShared(listener -> shifts(COHORT).run(listener), listener -> shifts(OF_OTHER_CLASSES).run(listener));
    }

    private ShiftStudy shifts(Cohort cohort) {
        return new ShiftStudy(List.of(Task.of("x", cohort)), List.of(LEARNER), List.of(Shift.by(0)), Shift.by(0, 1), 1,
                1, Optional.of(folder));
    }

    @Test
    void aSearchTakesUpNoRunOfATargetOfOtherClasses() {
        assertNotShared(listener -> search(COHORT).run(listener), listener -> search(OF_OTHER_CLASSES).run(listener));
    }

    private SettingsSearch search(Cohort cohort) {
        return SettingsSearch.of(List.of(SearchTask.of("x", cohort)), List.of(Candidates.of(LEARNER)), 1)
                .withCheckpoints(folder);
    }

    @Test
    void moreOthersOfATargetOfOtherClassesAreKnownByThem() {
        String wider = WiderTraining.of(LEARNER, COHORT).toString();
        assertThat(WiderTraining.of(LEARNER, QUESTION.cohort(LOG))).hasToString(wider);
        assertThat(WiderTraining.of(LEARNER, OF_OTHER_CLASSES).toString()).isNotEqualTo(wider);
    }

    /** One board for each task, kind of samples and threshold, whatever the boards are called. */
    @Test
    void eachBoardThatIsAskedForIsKeptAlone() {
        Task task = Task.of("x", COHORT).withPopulation(EVERYBODY);
        Task named = Task.of("x, all active users", QUESTION.withSplit(UserSplit.of(5)).cohort(LOG))
                .withPopulation(QUESTION.withSplit(UserSplit.of(5)).withAllActiveUsers().cohort(LOG).test());
        StudyResults results = Study.of(List.of(task, named), List.of(LEARNER), 1).run(StudyListener.NONE);
        List<Supplier<Scoreboard>> boards = List.of(() -> results.board("x"),
                () -> results.board("x", Threshold.F1), () -> results.populationBoard("x"),
                () -> results.populationBoard("x", Threshold.F1), () -> results.board("x, all active users"),
                () -> results.board("x, all active users", Threshold.F1),
                () -> results.populationBoard("x, all active users"),
                () -> results.populationBoard("x, all active users", Threshold.F1));
        List<Scoreboard> first = boards.stream().map(Supplier::get).toList();
        assertThat(first).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, first.size())).as("asked again")
                .allMatch(i -> boards.get(i).get() == first.get(i));
        Predictor fitted = LEARNER.fit(COHORT);
        double threshold = Threshold.F1.of(Scores.of(COHORT.validation().labels(),
                fitted.predict(COHORT.validation())));
        assertThat(first.get(0).spread(LEARNER.name(), Metrics::rocAuc).mean())
                .isEqualTo(Metrics.of(Scores.of(COHORT.test().labels(), fitted.predict(COHORT.test())), .5).rocAuc());
        assertThat(first.get(3).spread(LEARNER.name(), Metrics::f1).mean())
                .isEqualTo(Metrics.of(Scores.of(EVERYBODY.labels(), fitted.predict(EVERYBODY)), threshold).f1());
    }

    /** Whoever is interrupted while the classes are read finds them when they are asked for again. */
    @Test
    void theChecksumOfTheCodeCanBeAskedForAgain() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(Fingerprint::readCode).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Fingerprint.readCode()).isEqualTo(Fingerprint.ofCode()).hasSize(64);
    }
}

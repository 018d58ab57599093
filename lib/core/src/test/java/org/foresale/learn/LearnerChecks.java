package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.evaluate.Scores;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** What every learner has to keep to, in the manner of scikit-learn's estimator checks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LearnerChecks {

    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    private static final Table LINES = RandomLogs.table(11, 300);
    private static final Cohort COHORT =
            QUESTION.cohort(LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES));

    /** What each learner learns of the cohort, for all that only look at it; each entry is made once. */
    private final Map<Learner, Predictor> fitted = new IdentityHashMap<>();

    /**
     * Lists the learners to check, always the same objects.
     *
     * @return the learners
     */
    protected abstract Stream<Learner> learners();

    private Predictor fitted(Learner learner) {
        return fitted.computeIfAbsent(learner, any -> any.fit(COHORT));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void scoresLieBetweenZeroAndOne(Learner learner) {
        Predictor predictor = fitted(learner);
        for (Split split : Split.values()) {
            Samples samples = COHORT.samples(split);
            assertThat(predictor.predict(samples)).hasSize(samples.size())
                    .satisfies(predictions -> Scores.of(samples.labels(), predictions));
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theSameSamplesGiveTheSameScores(Learner learner) {
        double[] first = fitted(learner).predict(COHORT.test());
        double[] second = learner.fit(COHORT).predict(COHORT.test());
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theOrderOfTheRowsOfTheLogDoesNotMatter(Learner learner) {
        Cohort other = QUESTION.cohort(LogSource.table(RandomLogs.shuffled(LINES, 5))
                .load(RandomLogs.MAPPING, RandomLogs.RULES));
        double[] predictions = fitted(learner).predict(COHORT.test());
        assertThat(learner.fit(other).predict(other.test())).isEqualTo(predictions);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatComesAfterTheTestCutDoesNotMatter(Learner learner) {
        Table future = LINES.copy();
        Table past = future.where(future.dateTimeColumn("time").date()
                .isBefore(RandomLogs.FIRST_DAY.plusDays(160)));
        Table after = future.where(future.dateTimeColumn("time").date()
                .isOnOrAfter(RandomLogs.FIRST_DAY.plusDays(160)));
        for (int row = 0; row < after.rowCount(); row++) {
            after.doubleColumn("value").set(row, 1e6);
            after.doubleColumn("quantity").set(row, 77);
        }
        Cohort other = QUESTION.cohort(LogSource.table(past.append(after)).load(RandomLogs.MAPPING, RandomLogs.RULES));
        double[] predictions = fitted(learner).predict(COHORT.test());
        assertThat(learner.fit(other).predict(other.test())).isEqualTo(predictions);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theAnswersAreNotLookedAtInPredicting(Learner learner) {
        Predictor predictor = fitted(learner);
        assertThat(predictor.predict(TestSamples.flipped(COHORT.test()))).isEqualTo(predictor.predict(COHORT.test()));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void oneLabelAloneIsRefused(Learner learner) {
        Samples one = TestSamples.withLabel(COHORT.train(), true);
        assertThatThrownBy(() -> learner.fit(one, COHORT.validation())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("training").hasMessageContaining("true");
        Samples none = TestSamples.none(COHORT.train());
        assertThatThrownBy(() -> learner.fit(none, COHORT.validation())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sample");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theSameSeedGivesTheSameScores(Learner learner) {
        double[] first = learner.withSeed(7).fit(COHORT).predict(COHORT.test());
        double[] second = learner.withSeed(7).fit(COHORT).predict(COHORT.test());
        assertThat(second).isEqualTo(first);
        assertThat(learner.withSeed(7).name()).isEqualTo(learner.name());
    }

    @ParameterizedTest
    @MethodSource("learners")
    void predictorsReadAgainGiveExactlyTheSameScores(Learner learner) {
        Predictor predictor = fitted(learner);
        Predictor read = Predictors.read(PredictorParts.of(predictor.parts().files()));
        assertThat(read.predict(COHORT.test())).isEqualTo(predictor.predict(COHORT.test()));
        assertThat(read.parts().files().keySet()).isEqualTo(predictor.parts().files().keySet());
        read.parts().files().forEach((name, bytes) ->
                assertThat(bytes).as(name).isEqualTo(predictor.parts().bytes(name)));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void predictorsThatLackAPartAreRefused(Learner learner) {
        Map<String, byte[]> all = fitted(learner).parts().files();
        for (String name : all.keySet()) {
            Map<String, byte[]> others = new HashMap<>(all);
            others.remove(name);
            assertThatThrownBy(() -> Predictors.read(PredictorParts.of(others))).as(name)
                    .isInstanceOf(ForesaleException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void damagedPartsAreRefusedOrStillGiveScores(Learner learner) {
        Map<String, byte[]> all = fitted(learner).parts().files();
        Samples few = TestSamples.first(COHORT.test(), 5);
        Random random = new Random(6);
        for (String name : all.keySet()) {
            for (int i = 0; i < 50; i++) {
                Map<String, byte[]> damaged = new HashMap<>(all);
                byte[] bytes = all.get(name).clone();
                int at = random.nextInt(bytes.length);
                bytes[at] = (byte) (32 + random.nextInt(95));
                damaged.put(name, i % 2 == 0 ? bytes : Arrays.copyOf(bytes, at));
                try {
                    assertThat(Predictors.read(PredictorParts.of(damaged)).predict(few)).hasSize(5)
                            .satisfies(predictions -> Scores.of(few.labels(), predictions));
                } catch (ForesaleException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void noSamplesHaveNoScores(Learner learner) {
        Predictor predictor = fitted(learner);
        assertThat(predictor.predict(TestSamples.none(COHORT.test()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void firstNeedsWithoutAnyPurchaseOfTheTargetCanBeLearnt(Learner learner) {
        Cohort first = FirstNeed.of(Target.of("x", Level.SECOND, "X")).withBurnIn(10, 1)
                .cohort(LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES));
        Predictor predictor = learner.fit(first);
        assertThat(predictor.predict(first.test())).hasSize(first.test().size())
                .satisfies(predictions -> Scores.of(first.test().labels(), predictions));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void learnersHaveNames(Learner learner) {
        assertThat(learner.name()).isNotBlank();
    }
}

package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.network.Architecture;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** What every learner has to keep to, in the manner of scikit-learn's estimator checks. */
class LearnersTest {

    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    private static final Table LINES = RandomLogs.table(11, 300);
    private static final Cohort COHORT =
            QUESTION.cohort(PurchaseLog.of(LINES, RandomLogs.MAPPING, RandomLogs.RULES));

    static Stream<Learner> learners() {
        return Stream.of(new AlwaysPositive(), new Trivial(),
                NetworkLearner.of(new Architecture(8, 8, 3, 2, 8, 0.2)).withEpochs(2));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void chancesLieBetweenZeroAndOne(Learner learner) {
        Predictor predictor = learner.fit(COHORT.train(), COHORT.validation());
        for (Split split : Split.values()) {
            Samples samples = COHORT.samples(split);
            assertThat(predictor.predict(samples)).hasSize(samples.size())
                    .satisfies(chances -> Scores.of(samples.labels(), chances));
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theSameSamplesGiveTheSameChances(Learner learner) {
        double[] first = learner.fit(COHORT.train(), COHORT.validation()).predict(COHORT.test());
        double[] second = learner.fit(COHORT.train(), COHORT.validation()).predict(COHORT.test());
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theOrderOfTheRowsOfTheLogDoesNotMatter(Learner learner) {
        Cohort other = QUESTION.cohort(PurchaseLog.of(RandomLogs.shuffled(LINES, 5), RandomLogs.MAPPING,
                RandomLogs.RULES));
        double[] chances = learner.fit(COHORT.train(), COHORT.validation()).predict(COHORT.test());
        assertThat(learner.fit(other.train(), other.validation()).predict(other.test())).isEqualTo(chances);
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
        Cohort other = QUESTION.cohort(PurchaseLog.of(past.append(after), RandomLogs.MAPPING, RandomLogs.RULES));
        double[] chances = learner.fit(COHORT.train(), COHORT.validation()).predict(COHORT.test());
        assertThat(learner.fit(other.train(), other.validation()).predict(other.test())).isEqualTo(chances);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theAnswersAreNotLookedAtInPredicting(Learner learner) {
        Predictor predictor = learner.fit(COHORT.train(), COHORT.validation());
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
    void learnersHaveNames(Learner learner) {
        assertThat(learner.name()).isNotBlank();
    }

    @Test
    void timingKnowsTimingOnly() {
        // In the random logs buying X has nothing to do with when or how often a user shops.
        assertThat(auc(new Trivial().fit(COHORT.train(), COHORT.validation()), COHORT.test())).isBetween(.3, .7);
        // Where buyers come every day and others seldom, timing tells them apart.
        Table busy = LINES.copy();
        for (int u = 0; u < 300; u += 3) {
            for (int day = u % 7; day < RandomLogs.DAYS; day += 2) {
                Table one = LINES.first(1).copy();
                one.stringColumn("user").set(0, "u" + u);
                one.dateTimeColumn("time").set(0, RandomLogs.FIRST_DAY.plusDays(day).atTime(7, 0));
                busy.append(one);
            }
        }
        Cohort leaking = QUESTION.cohort(PurchaseLog.of(busy, RandomLogs.MAPPING, RandomLogs.RULES));
        assertThat(auc(new Trivial().fit(leaking.train(), leaking.validation()), leaking.test())).isGreaterThan(.9);
    }

    private static double auc(Predictor predictor, Samples samples) {
        return Metrics.of(Scores.of(samples.labels(), predictor.predict(samples))).rocAuc();
    }
}

package org.foresale.insight.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.FollowUp;
import org.foresale.evaluate.FollowUpResult.Who;
import org.foresale.evaluate.FollowUpResult;
import org.foresale.evaluate.Scored;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Subgroup;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.learn.PredictorParts;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class FollowUpsTest {

    private static final Table LINES = RandomLogs.table(11, 300);
    private static final PurchaseLog LOG = LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES);
    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    private static final FollowUp RULE = FollowUp.withDefaults().withWindows(15, 40).withMoreLinesThan(0)
            .withMoreClassesThan(0).withGroup(Level.THIRD);

    @Test
    void buyersAreThoseWhoseLinesFollow() {
        Cohort cohort = QUESTION.withAllActiveUsers().cohort(LOG);
        Predictor predictor = new LogisticLearner().fit(cohort);
        FollowUpResult result = FollowUps.of(RULE, LOG, cohort, predictor);
        Samples test = cohort.test();
        // More than no line of the target within the horizon: that is the label.
        assertThat(result.of(Who.ALL, 40).size()).isEqualTo(test.size());
        assertThat(result.of(Who.ALL, 40).found()).isEqualTo(test.positives());
        assertThat(result.of(Who.BUYERS, 40).share().orElseThrow().estimate()).isEqualTo(1);
        double[] validation = predictor.predict(cohort.validation());
        Scored scored = new Scored(Scores.of(test.labels(), predictor.predict(test)),
                Threshold.BREAK_EVEN.of(Scores.of(cohort.validation().labels(), validation)));
        assertThat(result.of(Who.PREDICTED, 40).share().orElseThrow().estimate())
                .isEqualTo(scored.metrics().precision());
        assertThat(result.table().rowCount()).isEqualTo(2);
        // A log of the same users and more days before the first has other codes for the same days.
        PurchaseLog longer = LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES.withWindow(
                RandomLogs.FIRST_DAY.minusDays(7), RandomLogs.FIRST_DAY.plusDays(RandomLogs.DAYS - 1)));
        assertThat(FollowUps.of(RULE, longer, cohort, predictor).table().print()).isEqualTo(result.table().print());
    }

    @Test
    void allPartsOfACrossFittedQuestionAreFollowedUp() {
        CrossFitted model = CrossFitted.fit(CrossFit.of(QUESTION
                .withDays(List.of(40, 60, 90, 120), 160, 40).withAllActiveUsers()).withDays(2), LOG,
                new LogisticLearner());
        FollowUpResult all = FollowUps.of(RULE, LOG, model);
        assertThat(model.cohorts()).hasSize(10);
        for (Who who : Who.values()) {
            List<Subgroup> parts = IntStream.range(0, 10).mapToObj(i -> FollowUps.of(RULE, LOG, model.cohorts().get(i),
                    model.predictors().get(i)).of(who, 15)).toList();
            assertThat(all.of(who, 15).size()).isEqualTo(parts.stream().mapToInt(Subgroup::size).sum());
            assertThat(all.of(who, 15).found()).isEqualTo(parts.stream().mapToInt(Subgroup::found).sum());
        }
        long users = model.cohorts().stream().flatMap(cohort -> IntStream.range(0, cohort.test().size())
                .mapToObj(i -> cohort.test().userId(i))).distinct().count();
        assertThat(all.counts()).containsEntry("users", users);
        assertThatThrownBy(() -> CrossFitted.of(model.cohorts(), List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("10 cohorts and 0 predictors");
    }

    /** Knows its training users, and refuses to be asked about one of them. */
    private record Jealous(Set<String> trained) implements Learner, Predictor {

        @Override
        public String name() {
            return "jealous";
        }

        @Override
        public Jealous withSeed(long seed) {
            return this;
        }

        @Override
        public Jealous fit(Samples train, Samples validation) {
            return new Jealous(Set.copyOf(users(train)));
        }

        private static List<String> users(Samples samples) {
            return IntStream.range(0, samples.size()).mapToObj(samples::userId).distinct().toList();
        }

        @Override
        public double[] predict(Samples samples) {
            assertThat(trained).isNotEmpty().doesNotContainAnyElementsOf(users(samples));
            return new double[samples.size()];
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of("jealous");
        }
    }

    @Test
    void noPredictorIsAskedAboutItsTrainingUsers() {
        CrossFit question = CrossFit.of(QUESTION.withDays(List.of(40, 60, 90, 120), 160, 40).withAllActiveUsers());
        CrossFitted model = CrossFitted.fit(question, LOG, new Jealous(Set.of()));
        assertThat(model.scored().scores().size()).isEqualTo(model.tests().stream().mapToInt(Samples::size).sum());
        List<Predictor> rotated = new ArrayList<>(model.predictors());
        Collections.rotate(rotated, 1);
        assertThatThrownBy(() -> CrossFitted.of(model.cohorts(), rotated).scored()).isInstanceOf(AssertionError.class);
        assertThat(CrossFitted.class.getConstructors()).as("none but fit pairs them").isEmpty();
    }

    @Test
    void partsOfTwoQuestionsOrAPartTwiceAreRefused() {
        Snapshot all = QUESTION.withAllActiveUsers();
        Cohort cohort = all.cohort(LOG);
        Cohort again = all.cohort(LOG);
        Cohort other = Snapshot.of(Target.of("s", Level.SECOND, "S1")).withDays(List.of(60, 90, 120), 160, 40)
                .withAllActiveUsers().withSplit(all.split().eachFold().get(1)).cohort(LOG);
        Cohort ofOtherLog = all.cohort(RandomLogs.log(11, 300));
        Predictor predictor = new LogisticLearner().fit(cohort);
        List<Predictor> two = List.of(predictor, predictor);
        for (Cohort second : List.of(cohort, again)) {
            assertThatThrownBy(() -> CrossFitted.of(List.of(cohort, second), two))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tested twice on 2024-06-09")
                    .hasMessageContaining("CrossFit.cohorts");
        }
        for (Cohort second : List.of(other, ofOtherLog)) {
            assertThatThrownBy(() -> CrossFitted.of(List.of(cohort, second), two))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(second.name())
                    .hasMessageContaining("one question of one log");
        }
    }

    @Test
    void aDrawOfTheUsersOrAnotherLogIsRefused() {
        Cohort cohort = QUESTION.withAllActiveUsers().cohort(LOG);
        Cohort balanced = QUESTION.cohort(LOG);
        Predictor predictor = new LogisticLearner().fit(cohort);
        assertThatThrownBy(() -> FollowUps.of(RULE, LOG, balanced, predictor))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0.5")
                .hasMessageContaining("withAllActiveUsers");
        assertThatThrownBy(() -> FollowUps.of(RULE, RandomLogs.log(1, 10), cohort, predictor))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no user");
        assertThatThrownBy(() -> FollowUps.of(RULE, RandomLogs.log(12, 300), cohort, predictor))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("give the log that the cohort");
        assertThatThrownBy(() -> FollowUps.of(FollowUp.withDefaults(), LOG, cohort, predictor))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("60 days from day 160");
        assertThat(IntStream.range(0, cohort.test().size()).map(i -> cohort.test().get(i).cut()).distinct().toArray())
                .containsExactly(160);
    }
}

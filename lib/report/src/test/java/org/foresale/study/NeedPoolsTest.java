package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.cohort.UserSplit;
import org.foresale.evaluate.Metrics;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

class NeedPoolsTest {

    private static final PurchaseLog LOG = RandomLogs.log(3, 600);
    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final FirstNeed NEED = FirstNeed.of(X).withBurnIn(10, 1);

    @Test
    void eachFoldHasAPoolOfItsOwnWhichAllTasksShare() {
        CrossFit question = CrossFit.of(NEED);
        NeedPools pools = NeedPools.of(LOG, question, 20, 2);
        Task task = pools.addTo(Task.of("x", question, LOG));
        assertThat(pools.pools()).hasSize(5);
        assertThat(task.parts()).allMatch(part -> part.learners().size() == 1);
        StudyResults results = Study.of(List.of(task), List.of(new LogisticLearner()), 1).run(StudyListener.NONE)
                .withLogOddsBlend("logistic regression", "XGBoost, pooled", "both");
        assertThat(results.board("x").learners()).containsExactly("always positive", "logistic regression",
                "XGBoost, pooled", "both");
        assertThat(results.board("x").spread("both", Metrics::rocAuc).mean()).isBetween(.3, .8);
    }

    @Test
    void poolsOfOtherSplitsAreRefused() {
        NeedPools single = NeedPools.of(LOG, NEED, 20, 2);
        assertThatThrownBy(() -> single.addTo(Task.of("x", CrossFit.of(NEED), LOG)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 folds only");
        assertThatThrownBy(() -> single.addTo(Task.of("x", NEED.withSplit(UserSplit.of(2)).cohort(LOG))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("of the pool")
                .hasMessageContaining("same split");
        assertThatThrownBy(() -> single.addTo(Task.of("x", NEED.cohort(RandomLogs.log(3, 600)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("from another log than the pool");
        assertThatThrownBy(() -> NeedPools.of(LOG, CrossFit.of(Snapshot.of(X).withDays(List.of(40, 60), 100, 30)), 20,
                2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("snapshot of x");
    }

    @Test
    void aLearnerIsTrainedOnMoreOthersAndTestedOnTheSameSamples() {
        CrossFit question = CrossFit.of(NEED);
        List<Cohort> wider = question.withQuestion(NEED.withNegatives(Negatives.riskSet().withPerBuyer(4)))
                .cohorts(LOG);
        Learner weighted = BoostedTreesLearner.withDefaults().withRounds(10).withClassWeights();
        Task task = Task.of("x", question, LOG).withMoreOthers(weighted, wider);
        StudyResults results = Study.of(List.of(task), List.of(new LogisticLearner()), 1).run(StudyListener.NONE);
        assertThat(results.board("x").learners()).endsWith("logistic regression", "XGBoost, more others");
        for (int fold = 0; fold < 5; fold++) {
            TaskPart part = task.parts().get(fold);
            Cohort cohort = part.cohort();
            assertThat(wider.get(fold).train().size()).isGreaterThan(2 * cohort.train().size());
            double[] straight = weighted.fit(wider.get(fold).train(), wider.get(fold).validation())
                    .predict(cohort.test());
            assertThat(part.learners().get(0).fit(cohort).predict(cohort.test()))
                    .isEqualTo(straight);
        }
    }

    @Test
    void moreOthersOfOtherSplitsAreRefused() {
        Task task = Task.of("x", CrossFit.of(NEED), LOG);
        Learner learner = new LogisticLearner();
        List<Cohort> one = List.of(NEED.cohort(LOG));
        assertThatThrownBy(() -> task.withMoreOthers(learner, one)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 parts").hasMessageContaining("for 1");
        List<Cohort> others = CrossFit.of(NEED.withSplit(UserSplit.of(2))).cohorts(LOG);
        assertThatThrownBy(() -> task.withMoreOthers(learner, others)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same folds and days");
        List<Cohort> ofY = CrossFit.of(NEED).withQuestion(FirstNeed.of(Target.of("y", Level.SECOND, "S1"))
                .withBurnIn(10, 1)).cohorts(LOG);
        assertThatThrownBy(() -> task.withMoreOthers(learner, ofY)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the same question");
    }

    @Test
    void moreOthersWithATestedUserInTrainingAreRefused() {
        Cohort cohort = NEED.cohort(LOG);
        Task task = Task.of("x", cohort);
        assertThat(task.withMoreOthers(new LogisticLearner(), List.of(cohort)).parts()).hasSize(1);
        List<Cohort> leaking = List.of(TestSamples.leaking(cohort));
        assertThatThrownBy(() -> task.withMoreOthers(new LogisticLearner(), leaking))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the TEST split of x is in the TRAIN split of the wider samples")
                .hasMessageContaining("same split");
    }

    /** Where the splits are apart in time, nothing that is trained on may lie in the test's. */
    @Test
    void whatKnowsTheDaysOfTheTestIsRefused() {
        FirstNeed apart = NEED.withTestFrom(25);
        Task task = Task.of("x", apart.cohort(LOG));
        FirstNeed more = NEED.withNegatives(Negatives.riskSet().withPerBuyer(4));
        List<Cohort> late = List.of(more.cohort(LOG));
        assertThatThrownBy(() -> task.withMoreOthers(new LogisticLearner(), late))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("of the same days");
        assertThat(task.withMoreOthers(new LogisticLearner(), List.of(more.withTestFrom(25).cohort(LOG))).parts())
                .hasSize(1);
        NeedPools lateToo = NeedPools.of(LOG, NEED, 20, 2);
        assertThatThrownBy(() -> lateToo.addTo(task)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withTestFrom");
        assertThat(NeedPools.of(LOG, apart, 5, 2).addTo(task).parts()).hasSize(1);
        NeedPools otherShares = NeedPools.of(LOG, NEED.withSplit(new UserSplit(1, .6, .2)), 20, 2);
        Task ofOthers = Task.of("x", NEED.withSplit(new UserSplit(1, .3, .5)).cohort(LOG));
        assertThatThrownBy(() -> otherShares.addTo(ofOthers)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same split");
    }

    @Test
    void moreOthersOfAnotherHorizonAreRefused() {
        Snapshot question = Snapshot.of(X).withDays(List.of(60, 75), 120, 30);
        Task task = Task.of("x", question.cohort(LOG));
        List<Cohort> longer = List.of(question.withDays(List.of(60, 75), 120, 40).withAllActiveUsers().cohort(LOG));
        assertThatThrownBy(() -> task.withMoreOthers(new LogisticLearner(), longer))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("another label");
    }

    @Test
    void moreOthersOfOtherTestDaysAreRefused() {
        Snapshot question = Snapshot.of(X).withDays(List.of(30, 45, 60, 75, 90), 120, 30);
        CrossFit days = CrossFit.of(question).withDays(2);
        Task task = Task.of("x", days, LOG);
        List<Cohort> wider = days.withQuestion(question.withAllActiveUsers()).cohorts(LOG);
        Learner learner = task.withMoreOthers(new LogisticLearner(), wider).parts().get(0).learners().get(0);
        List<Cohort> turned = new ArrayList<>(wider);
        Collections.swap(turned, 0, 1);
        assertThatThrownBy(() -> task.withMoreOthers(new LogisticLearner(), turned))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("the same");
        Cohort other = task.parts().get(1).cohort();
        assertThatThrownBy(() -> learner.fit(other))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("the training samples");
        assertThat(CrossFit.of(question.withSplit(UserSplit.of(7))).withQuestion(question).question().split())
                .isEqualTo(UserSplit.of(7));
    }

    @Test
    void partsNeedLearnersOfTheSameNames() {
        Task task = Task.of("x", CrossFit.of(NEED), LOG);
        assertThatThrownBy(() -> task.withLearners(part -> part.fold() == 0 ? List.of()
                : List.of(new LogisticLearner())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("same names");
        assertThatThrownBy(() -> Study.of(List.of(task.withLearners(part -> List.of(new LogisticLearner()))),
                List.of(new LogisticLearner()), 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same name");
    }
}

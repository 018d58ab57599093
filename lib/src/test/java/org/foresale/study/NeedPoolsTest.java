package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresale.RandomLogs;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.UserSplit;
import org.foresale.evaluate.Metrics;
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
        assertThatThrownBy(() -> NeedPools.of(LOG, CrossFit.of(Snapshot.of(X).withDays(List.of(40, 60), 100, 30)), 20, 2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("snapshot of x");
    }

    @Test
    void partsNeedLearnersOfTheSameNames() {
        Task task = Task.of("x", CrossFit.of(NEED), LOG);
        assertThatThrownBy(() -> task.withLearners(part -> part.fold() == 0 ? List.of() : List.of(new LogisticLearner())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("same names");
        assertThatThrownBy(() -> Study.of(List.of(task.withLearners(part -> List.of(new LogisticLearner()))),
                List.of(new LogisticLearner()), 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same name");
    }
}

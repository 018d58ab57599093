package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The learners without a network keep to what all learners do. */
class LearnersTest extends LearnerChecks {

    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    private static final Table LINES = RandomLogs.table(11, 300);
    private static final Cohort COHORT =
            QUESTION.cohort(LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES));
    private static final NeedPool POOL = NeedPool.of(List.of(FirstNeed.of(Target.of("x", Level.SECOND, "X"))
            .withBurnIn(10, 1).cohort(RandomLogs.log(12, 300))));

    private static final List<Learner> LEARNERS = all();

    @Override
    protected Stream<Learner> learners() {
        return LEARNERS.stream();
    }

    private static List<Learner> all() {
        BoostedTreesLearner trees = BoostedTreesLearner.withDefaults();
        return List.of(new AlwaysPositive(), new TimingLearner(), new LogisticLearner(), BgNbdLearner.of(40), trees,
                RichTreesLearner.withDefaults(), RichTreesLearner.of(trees.withClassWeights()), PooledLearner.of(POOL),
                Blend.ofLogOdds(trees.withRounds(5), new LogisticLearner()),
                Blend.of(trees.withRounds(5), Blend.of(new LogisticLearner(), new TimingLearner())));
    }

    @Test
    void timingKnowsTimingOnly() {
        // In the random logs buying X has nothing to do with when or how often a user shops.
        assertThat(auc(new TimingLearner().fit(COHORT), COHORT.test())).isBetween(.3, .7);
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
        Cohort leaking = QUESTION.cohort(LogSource.table(busy).load(RandomLogs.MAPPING, RandomLogs.RULES));
        assertThat(auc(new TimingLearner().fit(leaking), leaking.test()))
                .isGreaterThan(.9);
    }

    private static double auc(Predictor predictor, Samples samples) {
        return Metrics.of(Scores.of(samples.labels(), predictor.predict(samples))).rocAuc();
    }
}

package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.Blend;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.Level;
import org.foresale.network.Architecture;
import org.foresale.network.CategoryNetworkLearner;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Test;

/** Whose figures may move on another make of processor. */
class UsesNetworkTest {

    private static final Learner NETWORK = NetworkLearner.of(Architecture.lstm());
    private static final Learner TREES = BoostedTreesLearner.withDefaults();
    private static final CategoryNetworkLearner OF_CATEGORIES = CategoryNetworkLearner.of(Architecture.Kind.LSTM);
    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(11, 200));

    @Test
    void treesAndRegressionsAreNoNetworksAndUseNone() {
        assertThat(Stream.of(TREES, new LogisticLearner(), Blend.of(TREES, new LogisticLearner()),
                WiderTraining.of(TREES, COHORT))).noneMatch(Learner::usesNetwork);
        CategoryLearner pooled = CategoryLearner.pooled();
        assertThat(Stream.of(pooled, CategoryLearner.popularity(), CategoryLearner.logistic(),
                CategoryLearner.blend(pooled, CategoryLearner.popularity()), CategoryLearner.oneEach(TREES),
                CategoryLearner.shifted(pooled, Shift.by(0, 1)))).noneMatch(CategoryLearner::usesNetwork);
    }

    @Test
    void whoAsksANetworkUsesIt() {
        assertThat(Stream.of(NETWORK, Blend.of(TREES, NETWORK), Blend.ofLogOdds(NETWORK, TREES),
                WiderTraining.of(NETWORK, COHORT))).allMatch(Learner::usesNetwork);
        CategoryLearner pooled = CategoryLearner.pooled();
        assertThat(Stream.of(OF_CATEGORIES, OF_CATEGORIES.habitsAlone(), CategoryLearner.blend(pooled, OF_CATEGORIES),
                CategoryLearner.stack(OF_CATEGORIES, pooled), CategoryLearner.oneEach(NETWORK),
                CategoryLearner.shifted(OF_CATEGORIES, Shift.by(0, 1)))).allMatch(CategoryLearner::usesNetwork);
    }
}

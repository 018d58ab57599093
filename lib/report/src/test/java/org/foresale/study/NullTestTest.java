package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.foresale.Targets;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.NullLog;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.UserSplit;
import org.foresale.data.SimulatedLog;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Spread;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.NeedPool;
import org.foresale.learn.PooledLearner;
import org.foresale.learn.RichTreesLearner;
import org.foresale.learn.TimingLearner;
import org.foresale.log.PurchaseLog;
import org.foresale.network.Architecture;
import org.foresale.network.EventKind;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class NullTestTest {

    private static final BoostedTreesLearner FOUR_TREES = BoostedTreesLearner.withDefaults().withDepth(2)
            .withLearningRate(.3).withMinChildWeight(1).withRounds(4).withPatience(4);

    private static final int LOGS = 200;
    private static final FirstNeed NEED = FirstNeed.of(Targets.SIMULATED).withBurnIn(14, 2);
    private static final Snapshot SNAPSHOT = Snapshot.of(Targets.SIMULATED).withDays(List.of(45), 75, 30);
    private static final List<Learner> LEARNERS = List.of(new TimingLearner(),
            FOUR_TREES.withShares(1, .2),
            NetworkLearner.of(Architecture.cnnLstm()).withEvents(EventKind.DAYS, 8).withEpochs(1));

    /** Each is made once for all designs, and there only as long as these tests. */
    private static final Map<Long, PurchaseLog> SMALL = new ConcurrentHashMap<>();

    /** Few users and days, so that 200 logs take seconds. */
    private static PurchaseLog small(long seed) {
        return SMALL.computeIfAbsent(seed, any -> SimulatedLog.of(any, 300).withDays(105).log());
    }

    @AfterAll
    static void forget() {
        SMALL.clear();
    }

    @Test
    void nobodyFindsAnythingWhereNothingIsToBeFound() {
        FirstNeed matched = NEED.withNegatives(Negatives.riskSet().withMatching());
        NullFindings found = NullTest.of(List.of(
                NullDesign.of("risk set", NEED, NullTestTest::small),
                NullDesign.of("risk set, matched", matched, NullTestTest::small),
                NullDesign.of("risk set, shifted", NEED, NullTestTest::small).withShift(Shift.by(0, 1, 2)),
                NullDesign.of("snapshot", SNAPSHOT, NullTestTest::small)), LEARNERS, LOGS).run(StudyListener.NONE);
        found.rocAuc().forEach((design, areas) -> {
            areas.forEach((learner, area) -> assertThat(area.mean()).as(design + ", " + learner).isBetween(.48, .52));
            assertThat(found.isBiased(design)).as(design).isFalse();
        });
    }

    /** As many others as there are in a fortnight, or so, with buyers who weigh as much as they do. */
    @Test
    void moreOthersTellNothingEither() {
        FirstNeed wider = NEED.withNegatives(Negatives.riskSet().withPerBuyer(5));
        Learner weighted = FOUR_TREES.withShares(1, .2).withClassWeights();
        NullFindings found = NullTest.of(List.of(NullDesign.of("5 a buyer", wider, NullTestTest::small),
                NullDesign.of("all active users", SNAPSHOT.withAllActiveUsers(), NullTestTest::small)),
                List.of(new TimingLearner(), weighted), LOGS / 2).run(StudyListener.NONE);
        found.rocAuc().forEach((design, areas) -> areas.forEach((learner, area) ->
                assertThat(area.mean()).as(design + ", " + learner).isBetween(.48, .52)));
    }

    /** Affinities are fitted to answers, so that they could know them. */
    @Test
    void affinitiesFindNothingEither() {
        Learner inputs = NetworkLearner.of(Architecture.cnnLstm()).withEvents(EventKind.DAYS, 8).withRichInputs()
                .withEpochs(1);
        Learner features = RichTreesLearner.of(FOUR_TREES.withShares(1, .2));
        NullFindings found = NullTest.of(List.of(NullDesign.of("risk set", NEED, NullTestTest::small)),
                List.of(inputs, features), 60).run(StudyListener.NONE);
        for (Learner learner : List.of(inputs, features)) {
            assertThat(found.spread("risk set", learner.name()).mean()).as(learner.name()).isBetween(.47, .53);
        }
        assertThat(found.isBiased("risk set")).isFalse();
    }

    /** The needs of a pool are real, that of the target is not. */
    @Test
    void otherNeedsTellNothingOfOneThatIsDrawnByLot() {
        double sum = 0;
        int logs = 40;
        for (int i = 1; i <= logs; i++) {
            FirstNeed need = NEED.withSplit(UserSplit.of(i));
            PurchaseLog log = NullLog.of(need, small(i), i);
            Cohort cohort = need.cohort(log);
            Learner pooled = PooledLearner.of(NeedPool.of(log, need, 10, 4))
                    .withTrees(FOUR_TREES.withShares(1, .5));
            sum += Metrics.of(Scores.of(cohort.test().labels(), pooled.fit(cohort)
                    .predict(cohort.test())), .5).rocAuc();
        }
        assertThat(sum / logs).isBetween(.47, .53);
    }

    /** The same users a year long, their first purchases drawn anew: timing tells them, and the test says so. */
    @Test
    void designsThatKnowTheFutureOrUseOneHashForAllAreFoundOut() {
        PurchaseLog year = SimulatedLog.of(1, 1_500).log();
        NullFindings found = NullTest.of(List.of(
                NullDesign.of("risk set", NEED, year),
                NullDesign.of("no sign", NEED.withNegatives(Negatives.noSign()), year),
                NullDesign.leakingDraw("one hash", NEED, seed -> year)), List.of(new TimingLearner()), 20)
                .run(StudyListener.NONE);
        assertThat(found.spread("risk set", "timing only").mean()).isBetween(.48, .52);
        assertThat(found.isBiased("risk set")).isFalse();
        assertThat(found.isBiased("no sign")).isTrue();
        assertThat(found.isBiased("one hash")).isTrue();
        assertThat(found.spread("one hash", "timing only").mean())
                .isGreaterThan(found.spread("no sign", "timing only").mean());
    }

    @Test
    void findingsHaveTheIntervalOfStudent() {
        // scipy.stats.t.interval(.95, 3, .55, scipy.stats.sem([.5, .52, .58, .6]))
        NullFindings found = new NullFindings(Map.of("some", Map.of("one", Spread.of(.5, .52, .58, .6))));
        assertThat(found.interval("some", "one").low()).isCloseTo(0.47424, within(1e-5));
        assertThat(found.isBiased("some")).isFalse();
        assertThat(found.table().stringColumn("bias").get(0)).isEqualTo("not settled, at most 0.126");
        // scipy.stats.ttest_1samp([.53, .55, .56], .5): p = .0339; of two .0678, of which Holm shows none
        Map<String, Spread> found3 = Map.of("one", Spread.of(.53, .55, .56));
        NullFindings alone = new NullFindings(Map.of("some", found3));
        assertThat(alone.isBiased("some")).isTrue();
        assertThat(alone.table().stringColumn("bias").get(0)).isEqualTo("biased, at most 0.085");
        Map<String, Spread> half = Map.of("one", Spread.of(.49, .5, .51));
        assertThat(new NullFindings(Map.of("some", found3, "half", half)).isBiased("some")).isFalse();
        // A small bias that is as sure as can be is none that matters.
        NullFindings small = new NullFindings(new TreeMap<>(Map.of("half", half,
                "a", Map.of("one", Spread.of(.510, .511, .512)), "same", Map.of("one", Spread.of(.5, .5, .5)),
                "away", Map.of("one", Spread.of(.6, .6, .6)))));
        assertThat(small.isBiased("a")).isFalse();
        assertThat(small.isNegligible("a")).isTrue();
        assertThat(small.table().stringColumn("bias").get(0)).isEqualTo("negligible, at most 0.013");
        assertThat(small.isBiased("half")).isFalse();
        assertThat(small.isNegligible("half")).isFalse();
        assertThat(small.isBiased("same")).isFalse();
        assertThat(small.isBiased("away")).isTrue();
        assertThatThrownBy(() -> found.spread("some", "other")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
        assertThatThrownBy(() -> found.isBiased("another")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another");
        assertThatThrownBy(() -> NullTest.of(List.of(), LEARNERS, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0, 3, 2");
    }
}

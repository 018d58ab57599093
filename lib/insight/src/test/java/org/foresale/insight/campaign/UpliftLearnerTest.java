package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.UserSplit;
import org.foresale.insight.audience.Audience;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

class UpliftLearnerTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final PurchaseLog LOG = RandomLogs.log(5, 3_000);
    private static final int CUT = 150;
    private static final UserSplit SPLIT = UserSplit.of(1);
    private static final Learner TREES = BoostedTreesLearner.withDefaults().withRounds(100);

    /** Users who buy the target anyway are not moved, the others are; or all are moved alike. */
    private static CampaignOutcome outcome(boolean some, double share) {
        SplittableRandom random = new SplittableRandom(9);
        boolean[] bought = new boolean[LOG.users()];
        boolean[] addressed = new boolean[LOG.users()];
        for (int i = 0; i < bought.length; i++) {
            boolean anyway = isRegular(LOG.userId(i));
            addressed[i] = random.nextDouble() < share;
            double effect = !addressed[i] ? 0 : some ? anyway ? 0 : .4 : .15;
            bought[i] = random.nextDouble() < (anyway ? .6 : .1) + effect;
        }
        Samples samples = Samples.of(LOG, X, CUT, IntStream.range(0, bought.length).mapToObj(LOG::userId).toList(),
                bought);
        return CampaignOutcome.of(samples, addressed);
    }

    private static boolean isRegular(String user) {
        return Integer.parseInt(user.substring(1)) % 3 == 0;
    }

    @Test
    void itFindsThoseWhoAreMovedAndNotThoseWhoBuyAnyway() {
        for (double share : new double[] {.5, .8}) {
            CampaignOutcome all = outcome(true, share);
            CampaignOutcome test = all.only(SPLIT, Split.TEST);
            for (UpliftLearner learner : List.of(UpliftLearner.twoModels(TREES),
                    UpliftLearner.transformedOutcome(TREES), UpliftLearner.twoModels(new LogisticLearner()),
                    UpliftLearner.transformedOutcome(new LogisticLearner()))) {
                double[] uplift = learner.fit(all.only(SPLIT, Split.TRAIN), all.only(SPLIT, Split.VALIDATION))
                        .predict(test.samples());
                QiniCurve qini = QiniCurve.of(learner.name(), test, uplift);
                assertThat(qini.coefficient().low()).as(learner.name() + ", " + share).isPositive();
                assertThat(qini.verdict()).startsWith("The ranking finds users whom a message moves more");
                double moved = mean(test, uplift, false);
                assertThat(moved).as(learner.name()).isBetween(.25, .55);
                assertThat(mean(test, uplift, true)).isLessThan(moved - .15);
            }
            // By the probability to buy, those come first who buy anyway.
            double[] byProbability = TREES.fit(all.only(SPLIT, Split.TRAIN).samples(),
                    all.only(SPLIT, Split.VALIDATION).samples()).predict(test.samples());
            assertThat(QiniCurve.of("probability", test, byProbability).coefficient().high()).isNegative();
        }
    }

    private static double mean(CampaignOutcome test, double[] uplift, boolean regular) {
        return IntStream.range(0, uplift.length).filter(i -> isRegular(test.samples().userId(i)) == regular)
                .mapToDouble(i -> uplift[i]).average().orElseThrow();
    }

    @Test
    void whereTheEffectIsTheSameForAllNothingIsShown() {
        CampaignOutcome all = outcome(false, .8);
        CampaignOutcome test = all.only(SPLIT, Split.TEST);
        for (UpliftLearner learner : List.of(UpliftLearner.twoModels(TREES),
                UpliftLearner.transformedOutcome(TREES))) {
            double[] uplift = learner.fit(all.only(SPLIT, Split.TRAIN), all.only(SPLIT, Split.VALIDATION))
                    .predict(test.samples());
            assertThat(QiniCurve.of(learner.name(), test, uplift).verdict())
                    .startsWith("It is not shown that a message moves some users more than others");
        }
    }

    @Test
    void theOutcomeOfACampaignHoldsAllItsUsers() {
        Audience audience = Audience.of(IntStream.range(0, 300).mapToObj(i -> "u" + i).toArray(String[]::new),
                IntStream.range(0, 300).mapToDouble(i -> i / 300.0).toArray(), new boolean[300]);
        HoldoutCampaign campaign = HoldoutCampaign.draw(audience, "x", LOG.date(CUT), 30, .3, 1);
        CampaignOutcome outcome = CampaignOutcome.of(campaign, LOG, X);
        assertThat(outcome.size()).isEqualTo(300);
        assertThat(outcome.group(false).size()).isEqualTo(90);
        boolean[] bought = CampaignEffect.bought(campaign, LOG, X);
        int buyers = 0;
        for (int i = 0; i < bought.length; i++) {
            buyers += bought[i] ? 1 : 0;
            assertThat(outcome.isAddressed(i)).isEqualTo(!campaign.isHeldOut(i));
            assertThat(outcome.samples().userId(i)).isEqualTo(campaign.userId(i));
        }
        assertThat(outcome.samples().positives()).isEqualTo(buyers);
        assertThat(outcome.toString()).startsWith("210 users, ").contains("addressed, 90 users, ");
        assertThatThrownBy(() -> UpliftLearner.transformedOutcome(TREES).fit(outcome.group(true), outcome))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("210 and 0");
    }

    /** A campaign whose effect is known: the interval holds it, and the learner finds who is moved. */
    @Test
    void aSimulatedCampaignHasTheEffectThatItSays() {
        Audience audience = Audience.of(IntStream.range(0, LOG.users()).mapToObj(LOG::userId).toArray(String[]::new),
                IntStream.range(0, LOG.users()).mapToDouble(i -> isRegular(LOG.userId(i)) ? .6 : .1).toArray(),
                new boolean[LOG.users()]);
        int inside = 0;
        for (int seed = 1; seed <= 20; seed++) {
            HoldoutCampaign campaign = HoldoutCampaign.draw(audience, "x", LOG.date(CUT), 30, .3, seed);
            HoldoutCampaign.KnownEffect known = campaign.simulated(LOG, X, history -> .2, seed);
            assertThat(known.effect()).isBetween(.05, .2);
            assertThat(CampaignEffect.of(campaign, known.log(), X).difference().estimate()).isBetween(0., .3);
            inside += CampaignEffect.of(campaign, known.log(), X).difference().contains(known.effect()) ? 1 : 0;
            HoldoutCampaign.KnownEffect none = campaign.simulated(LOG, X, history -> 0, seed);
            assertThat(none.effect()).isZero();
            assertThat(CampaignEffect.bought(campaign, none.log(), X))
                    .isEqualTo(CampaignEffect.bought(campaign, LOG, X));
        }
        assertThat(inside).isGreaterThanOrEqualTo(16);
    }
}

package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.foresale.evaluate.Interval;
import org.foresale.insight.audience.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignEffectTest {

    private static final LocalDate DAY = LocalDate.of(2023, 5, 1);
    private static final int ROUNDS = 400;

    /** Users differ in their probabilities, and the campaign adds to each in proportion to it: the truth is known. */
    @ParameterizedTest
    @ValueSource(doubles = {0, .15, -.3})
    void theIntervalsHoldTheTruthAsOftenAsTheySay(double effect) {
        SplittableRandom random = new SplittableRandom(4);
        int differences = 0;
        int ratios = 0;
        int same = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double[] probabilities = IntStream.range(0, 3_000).mapToDouble(i -> {
                double u = random.nextDouble();
                return .01 + .7 * u * u * u;
            }).toArray();
            HoldoutCampaign campaign = HoldoutCampaign.draw(Audience.of(ids(3_000), probabilities, new boolean[3_000]),
                    "round " + round, DAY, 30, .2, round);
            CampaignEffect measured = CampaignEffect.of(campaign, bought(campaign, effect, random), "pets");
            // The mean effect on these users, whoever of them was drawn.
            double mean = campaign.expectedRate() * effect;
            differences += measured.difference().contains(mean) ? 1 : 0;
            ratios += measured.ratio().orElseThrow().contains(1 + effect) ? 1 : 0;
            same += measured.sameInAllDeciles().orElseThrow() < .05 ? 1 : 0;
        }
        assertThat(differences / (double) ROUNDS).as("difference").isBetween(.93, .97);
        assertThat(ratios / (double) ROUNDS).as("ratio").isBetween(.93, .975);
        if (effect == 0) {
            assertThat(same / (double) ROUNDS).as("false findings of a difference between deciles").isLessThan(.08);
        }
    }

    private static String[] ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "U" + i).toArray(String[]::new);
    }

    private static boolean[] bought(HoldoutCampaign campaign, double effect, SplittableRandom random) {
        boolean[] bought = new boolean[campaign.size()];
        for (int i = 0; i < bought.length; i++) {
            double probability = campaign.probability(i) * (campaign.isHeldOut(i) ? 1 : 1 + effect);
            bought[i] = random.nextDouble() < probability;
        }
        return bought;
    }

    @Test
    void theEffectIsThatOfCountingByHand() {
        HoldoutCampaign campaign = HoldoutCampaign.draw(HoldoutCampaignTest.audience(1_000, 2), "may", DAY, 30, .5, 3);
        boolean[] bought = new boolean[1_000];
        int with = 0;
        int without = 0;
        for (int i = 0; i < bought.length; i++) {
            bought[i] = i % (campaign.isHeldOut(i) ? 10 : 4) == 0;
            with += bought[i] && !campaign.isHeldOut(i) ? 1 : 0;
            without += bought[i] && campaign.isHeldOut(i) ? 1 : 0;
        }
        CampaignEffect effect = CampaignEffect.of(campaign, bought, "pets");
        // Half of each decile is held out, so weights by decile change nothing.
        assertThat(effect.difference().estimate()).isCloseTo((with - without) / 500.0, within(1e-12));
        assertThat(effect.extraBuyers().estimate()).isCloseTo(with - without, within(1e-9));
        Interval profit = effect.profit(.1, 4);
        assertThat(profit.estimate()).isCloseTo(4.0 * (with - without) - .1 * 500, within(1e-9));
        assertThat(profit.low()).isCloseTo(4 * effect.extraBuyers().low() - 50, within(1e-9));
        assertThat(effect.profitVerdict(.1, 4)).startsWith(
                "The campaign earned more than it cost: with 0.10 a contact and 4.00 a buyer, its profit is +");
        assertThat(effect.profitVerdict(10, 4)).startsWith("The campaign cost more than it earned: with 10.00 a contact");
        assertThat(effect.table().intColumn("buyers").asList()).containsExactly(with, without);
        assertThat(effect.byDecile().rowCount()).isEqualTo(10);
        assertThat(effect.byDecile().stringColumn("decile").get(0)).isEqualTo("10");
        assertThat(effect.verdict()).startsWith("The campaign made buyers: of 500 users addressed,");
        assertThatThrownBy(() -> effect.profit(-1, 4)).hasMessageContaining("-1.0");
    }

    @Test
    void aHoldoutOfOneUserIsComparedAllTheSame() {
        HoldoutCampaign campaign = HoldoutCampaign.draw(HoldoutCampaignTest.audience(40, 2), "may", DAY, 30, .01, 3);
        CampaignEffect effect = CampaignEffect.of(campaign, new boolean[40], "pets");
        assertThat(effect.difference().contains(0)).isTrue();
        assertThat(effect.verdict()).startsWith("No effect is shown");
        assertThat(effect.ratio()).isEmpty();
    }
}

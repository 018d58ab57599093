package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Interval;
import org.foresale.insight.audience.Audience;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.Table;

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
            CampaignEffect measured = CampaignEffect.of(campaign, bought(campaign, effect, random), "pets", 0);
            // The mean effect on these users, whoever of them was drawn.
            double mean = campaign.expectedRate() * effect;
            differences += measured.difference().contains(mean) ? 1 : 0;
            ratios += measured.ratio().orElseThrow().contains(1 + effect) ? 1 : 0;
            same += measured.sameInAllDeciles().orElseThrow() < .05 ? 1 : 0;
        }
        System.out.printf("effect %s: of %d intervals of the difference, %d held the truth; of the ratio %d%n", effect,
                ROUNDS, differences, ratios);
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
        CampaignEffect effect = CampaignEffect.of(campaign, bought, "pets", 0);
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

    /** A user of whom the log knows nothing may have bought elsewhere: few of them are told, many make it another log. */
    @Test
    void aLogThatKnowsFewOfTheUsersIsRefused() {
        PurchaseLog log = RandomLogs.log(1, 400);
        LocalDate start = RandomLogs.FIRST_DAY.plusDays(150);
        Target target = Target.of("x", Level.SECOND, "X");
        for (int strangers : new int[] {0, 100, 500}) {
            String[] users = IntStream.range(0, 400 + strangers).mapToObj(i -> i < 400 ? "u" + i : "v" + i)
                    .toArray(String[]::new);
            HoldoutCampaign campaign = HoldoutCampaign.draw(Audience.of(users, new double[users.length],
                    new boolean[users.length]), "june", start, 30, .2, 3);
            if (strangers > 400) {
                assertThatThrownBy(() -> CampaignEffect.of(campaign, log, target))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("knows only 400 of the 900 users of the campaign. It lacks \"v4");
                assertThatThrownBy(() -> CampaignOutcome.of(campaign, log, target))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("give the log that they");
            } else {
                String verdict = CampaignEffect.of(campaign, log, target).verdict();
                assertThat(verdict.contains("The log does not know 100 of the users")).isEqualTo(strangers == 100);
                assertThat(verdict.contains("does not know")).isEqualTo(strangers == 100);
                assertThat(CampaignOutcome.of(campaign, log, target).size()).isEqualTo(400);
            }
        }
    }

    /** A log of the campaign's days knows only those who bought anything: to keep these would select by the outcome. */
    @Test
    void whoseUsersAreLearntFromDoesNotDependOnWhatTheyDidAfterwards() {
        Table table = RandomLogs.table(1, 400);
        LocalDate start = RandomLogs.FIRST_DAY.plusDays(150);
        DateTimeColumn time = table.dateTimeColumn("time");
        LocalDateTime from = start.minusDays(12).atStartOfDay();
        Table late = table.where(time.isOnOrAfter(from));
        Table before = table.where(time.isOnOrAfter(from).and(time.isBefore(start.atStartOfDay())));
        PurchaseLog log = LogSource.table(late).load(RandomLogs.MAPPING, RandomLogs.RULES.withNobody()
                .withWindow(start.minusDays(12), RandomLogs.FIRST_DAY.plusDays(RandomLogs.DAYS - 1)));
        HoldoutCampaign campaign = HoldoutCampaign.draw(Audience.of(IntStream.range(0, 400).mapToObj(i -> "u" + i)
                .toArray(String[]::new), new double[400], new boolean[400]), "june", start, 30, .2, 3);
        Samples kept = CampaignOutcome.of(campaign, log, Target.of("x", Level.SECOND, "X")).samples();
        assertThat(log.users()).isGreaterThan(kept.size());
        assertThat(IntStream.range(0, kept.size()).mapToObj(kept::userId))
                .containsExactlyInAnyOrderElementsOf(Set.copyOf(before.stringColumn("user").asList()));
    }

    @Test
    void aHoldoutOfOneUserIsComparedAllTheSame() {
        HoldoutCampaign campaign = HoldoutCampaign.draw(HoldoutCampaignTest.audience(40, 2), "may", DAY, 30, .01, 3);
        CampaignEffect effect = CampaignEffect.of(campaign, new boolean[40], "pets", 0);
        assertThat(effect.difference().contains(0)).isTrue();
        assertThat(effect.verdict()).startsWith("No effect is shown");
        assertThat(effect.ratio()).isEmpty();
    }
}

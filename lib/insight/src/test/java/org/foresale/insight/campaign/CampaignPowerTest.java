package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignPowerTest {

    /** The powers are those of statsmodels 0.15.0, power_proportions_2indep(effect, without, addressed, ratio). */
    @ParameterizedTest
    @CsvSource({"0.5, 0.25, 50, 50, 0.740167", "0.1, 0.02, 2000, 500, 0.228230", "0.2, -0.03, 5000, 500, 0.399781",
        "0.01, 0.005, 100000, 5000, 0.859825"})
    void thePowerIsThatOfStatsmodels(double without, double effect, int addressed, int heldOut, double power) {
        assertThat(CampaignPower.of(without, effect).power(addressed, heldOut)).isCloseTo(power, within(2e-4));
    }

    /** R's manual page of power.prop.test: power.prop.test(p1 = .50, p2 = .75, power = .90) gives n = 76.65294. */
    @Test
    void theSizeIsThatOfR() {
        CampaignPower power = CampaignPower.of(.5, .25);
        assertThat(power.power(76, 76)).isLessThan(.9);
        assertThat(power.power(77, 77)).isGreaterThan(.9);
    }

    @Test
    void theHoldoutIsTheSmallestWithThePower() {
        CampaignPower power = CampaignPower.of(.1, .02);
        int heldOut = power.heldOut(20_000, .8).orElseThrow();
        assertThat(power.power(20_000 - heldOut, heldOut)).isGreaterThanOrEqualTo(.8);
        assertThat(power.power(20_000 - heldOut + 1, heldOut - 1)).isLessThan(.8);
        for (int smaller = 1; smaller < heldOut; smaller += 50) {
            assertThat(power.power(20_000 - smaller, smaller)).isLessThan(.8);
        }
    }

    @Test
    void anAudienceMayBeTooSmallForTheEffect() {
        assertThat(CampaignPower.of(.1, .02).heldOut(500, .8)).isEmpty();
        double most = 0;
        for (int heldOut = 1; heldOut < 500; heldOut++) {
            most = Math.max(most, CampaignPower.of(.1, .02).power(500 - heldOut, heldOut));
        }
        assertThat(most).isLessThan(.8);
        assertThat(CampaignPower.of(.1, .02).heldOut(500, most - 1e-9)).isPresent();
    }

    /** In 4,000 simulated campaigns the test of two proportions shows the effect as often as was said. */
    @Test
    void thePowerHoldsInSimulations() {
        CampaignPower power = CampaignPower.of(.1, .02);
        SplittableRandom random = new SplittableRandom(27);
        int shown = 0;
        for (int round = 0; round < 4_000; round++) {
            int bought = count(random, 4_000, .12);
            int anyway = count(random, 1_500, .1);
            double pooled = (bought + anyway) / 5_500.0;
            double z = (bought / 4_000.0 - anyway / 1_500.0)
                    / Math.sqrt(pooled * (1 - pooled) * (1 / 4_000.0 + 1 / 1_500.0));
            shown += Math.abs(z) > 1.959964 ? 1 : 0;
        }
        double said = power.power(4_000, 1_500);
        System.out.printf("power said %.4f, in 4,000 simulations %.4f%n", said, shown / 4_000.0);
        assertThat(shown / 4_000.0).isCloseTo(said, within(.025));
    }

    private static int count(SplittableRandom random, int users, double rate) {
        int found = 0;
        for (int i = 0; i < users; i++) {
            found += random.nextDouble() < rate ? 1 : 0;
        }
        return found;
    }

    @Test
    void theAdviceNamesTheHoldoutOrSaysThatNoneIsLargeEnough() {
        int heldOut = CampaignPower.of(.1, .02).heldOut(20_000, .8).orElseThrow();
        assertThat(CampaignPower.of(.1, .02).advice(20_000, .8)).isEqualTo(String.format("To see a share of buyers of"
                + " 0.120 instead of 0.100 with a probability of 80 %%, hold out %,d of the 20,000 users.", heldOut));
        assertThat(CampaignPower.of(.1, .02).advice(500, .8)).startsWith("An audience of 500 users is too small")
                .contains("with the best holdout, 302 users, it is 11 %");
    }

    @Test
    void whatCannotBeComputedIsRefused() {
        assertThatThrownBy(() -> CampaignPower.of(.1, 0)).hasMessageContaining("0.1 without and 0.1 with");
        assertThatThrownBy(() -> CampaignPower.of(.99, .02)).hasMessageContaining("1.01");
        assertThatThrownBy(() -> CampaignPower.of(.1, .02).power(10, 0)).hasMessageContaining("0 held out");
        assertThatThrownBy(() -> CampaignPower.of(.1, .02).heldOut(1, .8)).hasMessageContaining("audience of 1");
        assertThatThrownBy(() -> CampaignPower.of(.1, .02).heldOut(100, 1)).hasMessageContaining("power of 1.0");
    }
}

package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.foresale.Targets;
import org.foresale.data.SimulatedLog;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

class NullLogTest {

    private static final PurchaseLog LOG = SimulatedLog.of(5, 400).withDays(200).log();
    private static final FirstNeed NEED = FirstNeed.of(Targets.SIMULATED).withBurnIn(14, 3);
    private static final Snapshot SNAPSHOT = Snapshot.of(Targets.SIMULATED).withDays(List.of(60, 90), 130, 40);
    private static final BitSet TARGET = Targets.SIMULATED.in(LOG.taxonomy());

    private static boolean buys(History history, int line) {
        return TARGET.get(history.thirdClass(line));
    }

    @Test
    void everyShoppingDayIsTheFirstWithTheSameProbabilityHoweverOftenSomebodyShops() {
        // Seldom and often; first and later shopping days.
        int[][] firsts = new int[2][2];
        int[][] days = new int[2][2];
        for (int seed = 1; seed <= 40; seed++) {
            PurchaseLog log = NullLog.of(NEED, LOG, seed);
            for (int user = 0; user < log.users(); user++) {
                History history = log.history(user);
                int[] shopping = history.days();
                int often = LOG.history(user).shoppingDays() > 25 ? 1 : 0;
                int first = history.first(TARGET).isPresent() ? history.day(history.first(TARGET).getAsInt()) : 1_000;
                for (int i = 0; i < shopping.length && shopping[i] <= first; i++) {
                    days[often][i < 5 ? 0 : 1]++;
                    firsts[often][i < 5 ? 0 : 1] += shopping[i] == first ? 1 : 0;
                }
            }
        }
        double all = (double) sum(firsts) / sum(days);
        for (int often = 0; often < 2; often++) {
            for (int late = 0; late < 2; late++) {
                assertThat((double) firsts[often][late] / days[often][late]).as(often + " " + late)
                        .isCloseTo(all, within(4 * Math.sqrt(all * (1 - all) / days[often][late])));
            }
        }
    }

    private static int sum(int[][] counts) {
        return counts[0][0] + counts[0][1] + counts[1][0] + counts[1][1];
    }

    @Test
    void allElseStaysAndNobodyBuysTwice() {
        PurchaseLog log = NullLog.of(NEED, LOG, 1);
        assertThat(log.name()).isEqualTo("Simulated, nothing to be found");
        int buyers = 0;
        int really = 0;
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            History before = LOG.history(user);
            int planted = 0;
            int line = 0;
            for (int i = 0; i < history.size(); i++) {
                if (buys(history, i)) {
                    planted++;
                    int day = history.day(i);
                    assertThat(before.days()).contains(day);
                } else {
                    while (buys(before, line)) {
                        line++;
                    }
                    assertThat(List.of(history.day(i), history.product(i), history.thirdClass(i), history.value(i)))
                            .isEqualTo(List.of(before.day(line), before.product(line), before.thirdClass(line),
                                    before.value(line)));
                    line++;
                }
                assertThat(i == 0 || history.day(i - 1) <= history.day(i)).isTrue();
            }
            assertThat(planted).isLessThanOrEqualTo(1);
            buyers += planted;
            really += before.first(TARGET).isPresent() ? 1 : 0;
        }
        assertThat(buyers).isCloseTo(really, within(60));
    }

    @Test
    void activeUsersBuyWithinTheHorizonWithTheSameProbability() {
        double share = SNAPSHOT.cohort(LOG).baseRate(Split.TRAIN);
        int[] buyers = new int[2];
        int[] active = new int[2];
        for (int seed = 1; seed <= 20; seed++) {
            PurchaseLog log = NullLog.of(SNAPSHOT, LOG, seed);
            Samples asked = SNAPSHOT.withAllActiveUsers().cohort(log).train();
            for (int i = 0; i < asked.size(); i++) {
                int often = LOG.history(asked.get(i).user()).shoppingDays() > 25 ? 1 : 0;
                active[often]++;
                buyers[often] += asked.get(i).label() ? 1 : 0;
            }
        }
        for (int often = 0; often < 2; often++) {
            assertThat((double) buyers[often] / active[often])
                    .isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / active[often])));
        }
    }

    @Test
    void theSameSeedGivesTheSameLogAndAnotherAnother() {
        assertThat(CohortChecks.all(NEED.cohort(NullLog.of(NEED, LOG, 3))))
                .isEqualTo(CohortChecks.all(NEED.cohort(NullLog.of((Question) NEED, LOG, 3))))
                .isNotEqualTo(CohortChecks.all(NEED.cohort(NullLog.of(NEED, LOG, 4))));
        assertThat(CohortChecks.all(SNAPSHOT.cohort(NullLog.of(SNAPSHOT, LOG, 3))))
                .isEqualTo(CohortChecks.all(SNAPSHOT.cohort(NullLog.of((Question) SNAPSHOT, LOG, 3))));
    }

    @Test
    void aLogWithoutTheTargetIsRefused() {
        assertThatThrownBy(() -> NullLog.of(FirstNeed.of(Target.of("x", Level.SECOND, "NONE")), LOG, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NONE");
        PurchaseLog nobody = LOG.withPlanted(TARGET, user -> new int[0]);
        assertThatThrownBy(() -> NullLog.of(NEED, nobody, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user in");
        assertThatThrownBy(() -> LOG.withPlanted(TARGET, user -> new int[] {5, 5}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[5, 5]");
        assertThatThrownBy(() -> LOG.withPlanted(TARGET, user -> new int[] {200}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[200]");
        assertThatThrownBy(() -> nobody.withPlanted(TARGET, user -> new int[] {5}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no line");
    }
}

package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.foresale.Targets;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.LeakExamples;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.UserSplit;
import org.foresale.data.SimulatedLog;
import org.foresale.evaluate.Spread;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class DesignComparisonTest {

    private static final PurchaseLog LOG = SimulatedLog.of(2, 400).withDays(200).log();
    private static final FirstNeed NEED = FirstNeed.of(Targets.SIMULATED).withBurnIn(14, 3);

    @Test
    void everyDesignHasItsSentinelsOfAllSplits() {
        DesignComparison compared = DesignComparison.of(List.of(DesignComparison.Need.of("need", NEED, LOG)), 2);
        Map<String, Spread> found = compared.rocAuc().get("need");
        assertThat(found).containsOnlyKeys("risk set", "no sign in the window", "risk set, matched",
                DesignComparison.LEAKING_DRAW);
        FirstNeed second = NEED.withSplit(UserSplit.of(2));
        assertThat(found.get("risk set")).isEqualTo(Spread.of(NEED.cohort(LOG).sentinel().rocAuc(),
                second.cohort(LOG).sentinel().rocAuc()));
        assertThat(found.get("no sign in the window")).isEqualTo(Spread.of(
                NEED.withNegatives(Negatives.noSign()).cohort(LOG).sentinel().rocAuc(),
                second.withNegatives(Negatives.noSign()).cohort(LOG).sentinel().rocAuc()));
        assertThat(found.get(DesignComparison.LEAKING_DRAW)).isEqualTo(Spread.of(
                LeakExamples.oneHashForAllFortnights(NEED, LOG).sentinel().rocAuc(),
                LeakExamples.oneHashForAllFortnights(second, LOG).sentinel().rocAuc()));
        assertThat(compared.mean("risk set").mean()).isEqualTo(found.get("risk set").mean());
        Map<String, Spread> half = Map.of("timing only", Spread.of(.4, .5, .6));
        Table table = compared.table(new NullFindings(Map.of("risk set", half, "no sign in the window", half,
                "risk set, matched", half, DesignComparison.LEAKING_DRAW, half)), "timing only");
        assertThat(table.stringColumn("first need").asList()).containsExactly("need", "mean",
                "null test");
        assertThat(table.stringColumn("risk set").get(2)).startsWith("0.500 [");
        Results results = compared.addTo(Results.of("designs",
                Origin.of(List.of(Task.of("need", NEED.cohort(LOG))), 2)));
        assertThat(results.figures()).containsKey("need / risk set / timing only, ROC AUC");
        assertThatThrownBy(() -> compared.mean("another")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another");
        assertThatThrownBy(() -> DesignComparison.of(List.of(), 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 and 2");
    }

    @Test
    void theVerdictComparesTheDrawThatLeaksWithTheRiskSet() {
        DesignComparison compared = new DesignComparison(Map.of("dog", designs(.6, .625, .52),
                "makeup", designs(.5, .675, .5)));
        NullFindings nothing = new NullFindings(Map.of("risk set", Map.of("timing only", Spread.of(.5, .502)),
                DesignComparison.LEAKING_DRAW, Map.of("timing only", Spread.of(.7, .72))));
        assertThat(compared.verdict(nothing, "timing only")).isEqualTo("With “one hash (leaks)”, timing alone has a"
                + " mean ROC AUC of 0.650 over 2 first needs, compared with 0.550 for “risk set” and 0.510 for “risk"
                + " set, matched”. The draw adds most for “makeup”: 0.675 compared with 0.500. Where there is nothing to"
                + " find, it has 0.710 compared with 0.501.");
        assertThat(new DesignComparison(Map.of("dog", designs(.6, .59, .52), "makeup", designs(.5, .5, .5)))
                .verdict(nothing, "timing only")).contains(". The draw adds nothing for any of them. Where")
                .doesNotContain("adds most");
        assertThat(new DesignComparison(Map.of("dog", designs(.6, .625, .52), "makeup", designs(.5, Double.NaN, .5)))
                .verdict(nothing, "timing only")).contains("adds most for “dog”: 0.625");
        assertThat(new DesignComparison(Map.of("dog", designs(.6, .625, .52))).verdict(nothing, "timing only"))
                .contains("0.625 over 1 first need, compared with").doesNotContain("The draw adds");
        assertThatThrownBy(() -> compared.verdict(nothing, "another")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another");
    }

    private static Map<String, Spread> designs(double riskSet, double leaking, double matched) {
        return Map.of("risk set", Spread.of(riskSet), DesignComparison.LEAKING_DRAW, Spread.of(leaking),
                "risk set, matched", Spread.of(matched));
    }
}

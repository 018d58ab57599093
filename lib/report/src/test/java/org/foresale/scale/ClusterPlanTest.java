package org.foresale.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Target;
import org.foresale.log.Level;
import org.foresale.spark.JobReport;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Curves and plans of invented measurements, beside the same sums done by hand. */
class ClusterPlanTest {

    private static final long MILLION = 1_000_000;
    private static final Cohort COHORT = FirstNeed.of(Target.of("x", Level.SECOND, "X")).withBurnIn(20, 2)
            .cohort(RandomLogs.log(3, 300));

    /** 8 s and 0.5 s a million lines, 21 bytes of shuffle a line and 1 MB, 10 kept, 2 to the driver. */
    private static ScaleTrial trial(long lines, Optional<ScaleTrial.Alone> alone) {
        return new ScaleTrial(COHORT, 7 * lines, new JobReport(lines, lines, lines / 600, lines / 3000, 20,
                21 * lines + MILLION, 10 * lines, 2 * lines, 0, Map.of("0", 900 * MILLION + lines, "1", 5L),
                8 + lines / 2e6), alone);
    }

    private static final ScaleTrial SMALL = trial(MILLION, Optional.of(new ScaleTrial.Alone(2, 77)));
    private static final ScaleCurve CURVE =
            new ScaleCurve(List.of(SMALL, trial(10 * MILLION, Optional.empty()),
                    trial(100 * MILLION, Optional.empty())));

    @Test
    void aBillionLines() {
        Table table = ClusterPlan.of(CURVE, 2).table(1000 * MILLION, 4, 1, 10);
        Row one = table.row(0);
        Row ten = table.row(1);
        assertThat(ten.getLong("partitions")).isEqualTo(2001);
        assertThat(table.name())
                .isEqualTo("Calculated for 1,000,000,000 lines and 333,333 samples, 4 cores per executor");
        assertThat(one.getDouble("shuffle, GB")).isCloseTo(21.001, within(1e-9));
        assertThat(ten.getDouble("shuffle per executor, GB")).isCloseTo(2.1001, within(1e-9));
        assertThat(ten.getDouble("kept per executor, GB")).isCloseTo(1, within(1e-9));
        assertThat(one.getDouble("to the driver, GB")).isCloseTo(2, within(1e-9));
        // One core's heap at 100 million lines, four times.
        assertThat(one.getDouble("heap per executor, GB")).isCloseTo(4, within(1e-9));
        // 508 s on two cores.
        assertThat(one.getDouble("computing, min")).isCloseTo(508.0 * 2 / 4 / 60, within(1e-9));
        assertThat(ten.getDouble("computing, min")).isCloseTo(508.0 * 2 / 40 / 60, within(1e-9));
        assertThat(ten.getDouble("network, min")).isCloseTo(2100.1 / 125 / 60, within(1e-9));
    }

    @Test
    void aStraightLineHoldsWhereItIsOne() {
        assertThat(ClusterPlan.of(CURVE, 2).check(SMALL).doubleColumn("ratio").asList()).hasSize(4)
                .allSatisfy(ratio -> assertThat(ratio).isCloseTo(1, within(1e-9)));
        ScaleTrial slow = new ScaleTrial(COHORT, 1, new JobReport(MILLION, MILLION, 1, 1, 1, 22 * MILLION, 1, 1, 0,
                Map.of(), 17), Optional.empty());
        assertThat(ClusterPlan.of(CURVE, 2).check(slow).doubleColumn("ratio").get(0)).isCloseTo(.5, within(1e-9));
    }

    @Test
    void theCurveInTables() {
        assertThat(CURVE.table().longColumn("lines").asList()).containsExactly(MILLION, 10 * MILLION, 100 * MILLION);
        assertThat(CURVE.table().intColumn("samples").get(0)).isEqualTo(COHORT.train().size()
                + COHORT.validation().size() + COHORT.test().size());
        assertThat(CURVE.table().intColumn("the same on one machine").get(0)).isEqualTo(77);
        assertThat(CURVE.table().intColumn("the same on one machine").countMissing()).isEqualTo(2);
        assertThat(CURVE.costs().doubleColumn("one machine, s").countMissing()).isEqualTo(2);
        assertThat(CURVE.costs().doubleColumn("peak heap, MB").get(2)).isEqualTo(1000);
        assertThat(CURVE.times().stringColumn("where").asList())
                .containsExactly("one machine", "cluster on the same machine", "cluster on the same machine",
                        "cluster on the same machine");
        assertThat(CURVE.counts()).hasSize(6).containsEntry("16666 users / lines", 10 * MILLION)
                .containsEntry("1666 users / samples", (long) SMALL.samples());
        assertThat(CURVE.times().doubleColumn("seconds").get(3)).isCloseTo(58, within(1e-9));
    }

    @Test
    void theCurveInSentences() {
        assertThat(CURVE.agreement()).isEqualTo("Not all samples of the cluster are the same on one machine: 77 of "
                + SMALL.samples() + " at 1,000,000 lines.");
        assertThat(CURVE.slowdown()).isEqualTo(
                "On the same cores, the cluster took this many times as long as one machine: 4.3 at 1,000,000 lines.");
        assertThat(CURVE.growth()).startsWith("The largest log has 100.0 times as many lines as the smallest. On the"
                + " cluster, it takes 95.5 times the shuffle, 100.0 times the kept histories, 100.0 times the data that"
                + " the driver receives, 1.1 times the peak heap and 6.8 times the seconds.");
        ScaleTrial same = trial(2 * MILLION, Optional.of(new ScaleTrial.Alone(18, SMALL.samples())));
        assertThat(new ScaleCurve(List.of(same)).agreement())
                .isEqualTo("One machine found all samples of the cluster at each size that it was tried on (1 of 1).");
        assertThat(new ScaleCurve(List.of(SMALL, same)).slowdown())
                .endsWith("one machine: 4.3 at 1,000,000 lines, 0.50 at 2,000,000 lines.");
        ScaleCurve untried = new ScaleCurve(List.of(trial(MILLION, Optional.empty())));
        assertThat(untried.agreement()).isEqualTo(untried.slowdown()).isEqualTo("No size was tried on one machine.");
    }

    /** Not every cost grows, and a number of times is of two sizes that were measured. */
    @Test
    void whatDoesNotGrowOrWasNotMeasuredIsToldAsWell() {
        ScaleTrial most = new ScaleTrial(COHORT, 1, new JobReport(3 * MILLION, 1, 1, 1, 1, 0, 9 * MILLION, 1, 0,
                Map.of(), 8.5), Optional.empty());
        assertThat(new ScaleCurve(List.of(SMALL, most)).growth()).isEqualTo("The largest log has 3.0 times as many"
                + " lines as the smallest. On the cluster, it takes 0.90 times the kept histories, less than 0.01 times"
                + " the data that the driver receives and 1.0 times the seconds. Not measured at both sizes: the"
                + " shuffle and the peak heap.");
        assertThat(new ScaleCurve(List.of(SMALL)).growth()).isEqualTo("Only one size was tried.");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new ScaleCurve(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new ScaleCurve(List.of(SMALL, SMALL))).hasMessageContaining("1000000 lines comes");
        assertThatThrownBy(() -> ClusterPlan.of(new ScaleCurve(List.of(SMALL)), 2)).hasMessageContaining("two sizes");
        assertThatThrownBy(() -> ClusterPlan.of(CURVE, 0)).hasMessageContaining("3 and 0");
        assertThatThrownBy(() -> ClusterPlan.of(CURVE, 2).table(1, 1, 3, 0)).hasMessageContaining("[3, 0]");
        assertThatThrownBy(() -> ClusterPlan.of(CURVE, 2).table(1, 1 << 20, 1 << 20))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ClusterPlan.of(CURVE, 2).table(0, 1, 3)).hasMessageContaining("0, 1");
    }
}

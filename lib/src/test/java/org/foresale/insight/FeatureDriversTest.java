package org.foresale.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class FeatureDriversTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(61, 400));
    private static final Samples TEST = COHORT.test();
    private static final BoostedTreesLearner.Fitted FITTED =
            BoostedTreesLearner.withDefaults().withRounds(60).fit(COHORT.train(), COHORT.validation());
    private static final FeatureDrivers DRIVERS = Drivers.ofFeatures(FITTED, TEST);

    @Test
    void contributionsOfAUserAddUpToTheLogOdds() {
        double[] chances = FITTED.predict(TEST);
        for (int i = 0; i < TEST.size(); i++) {
            Table table = DRIVERS.withFeatures(3).of(i);
            assertThat(table.rowCount()).isEqualTo(5);
            double[] contributions = table.doubleColumn("contribution (log odds)").asDoubleArray();
            assertThat(Arrays.stream(contributions).sum())
                    .isCloseTo(Math.log(chances[i] / (1 - chances[i])), within(1e-4));
            assertThat(Math.abs(contributions[0])).isGreaterThanOrEqualTo(Math.abs(contributions[1]));
            assertThat(table.stringColumn("feature").asList().subList(3, 5))
                    .containsExactly("all other features", "nothing known");
            int column = FITTED.features().names().indexOf(table.getString(0, "feature"));
            assertThat(table.doubleColumn("value").getDouble(0))
                    .isEqualTo(FITTED.features().of(TEST, i, i + 1)[column]);
        }
    }

    @Test
    void reasonsSayTheStrongestInWords() {
        for (int i = 0; i < 20; i++) {
            Table table = DRIVERS.of(i);
            List<String> reasons = DRIVERS.reasons(i);
            assertThat(reasons).hasSize(3);
            for (int k = 0; k < 3; k++) {
                assertThat(reasons.get(k)).endsWith(table.doubleColumn(2).getDouble(k) > 0 ? ": raises the chance"
                        : ": lowers the chance");
            }
        }
        assertThat(IntStream.range(0, TEST.size()).mapToObj(DRIVERS::reasons).flatMap(List::stream))
                .anyMatch(reason -> reason.matches("bought the target \\d+ times.*: raises the chance"));
    }

    @Test
    void theOverallTableHoldsMeansOverTheUsers() {
        int columns = FITTED.features().columns();
        double[] sizes = new double[columns];
        float[] features = FITTED.features().of(TEST);
        double[] all = FITTED.trees().contributions(features);
        for (int k = 0; k < TEST.size() * columns; k++) {
            sizes[k % columns] += Math.abs(all[k / columns * (columns + 1) + k % columns]) / TEST.size();
        }
        List<String> names = FITTED.features().names();
        Table table = DRIVERS.withFeatures(8).overall();
        assertThat(table.stringColumn("feature").asList()).isEqualTo(IntStream.range(0, columns).boxed()
                .sorted(Comparator.comparingDouble(column -> -sizes[column])).limit(8).map(names::get).toList());
        for (int row = 0; row < 8; row++) {
            double mean = table.doubleColumn(1).getDouble(row);
            assertThat(mean).isCloseTo(sizes[names.indexOf(table.getString(row, 0))], within(1e-12));
            String[] ends = table.getString(row, "95 %").replaceAll("[\\[\\] ]", "").split(",");
            assertThat(mean).isBetween(Double.parseDouble(ends[0]) - .001, Double.parseDouble(ends[1]) + .001);
            double rho = table.doubleColumn("rank correlation").getDouble(row);
            assertThat(table.getString(row, "more of it"))
                    .isEqualTo(Math.abs(rho) < .3 ? "mixed" : rho > 0 ? "raises" : "lowers");
        }
        // Whoever bought X buys it again.
        Table most = DRIVERS.overall();
        assertThat(most.where(most.stringColumn("feature").containsString("lines of the target"))
                .stringColumn("more of it").asList()).isNotEmpty().contains("raises").doesNotContain("lowers");
    }

    @Test
    void oneUserHasNoInterval() {
        Table table = Drivers.ofFeatures(FITTED, TestSamples.first(TEST, 1)).overall();
        assertThat(table.stringColumn("95 %").asList()).isNotEmpty().containsOnly("");
        assertThat(table.stringColumn("more of it").asList()).containsOnly("");
    }

    @Test
    void whatCannotBeExplainedIsRefused() {
        assertThatThrownBy(() -> Drivers.ofFeatures(FITTED, TestSamples.none(TEST)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DRIVERS.withFeatures(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
        assertThatThrownBy(() -> DRIVERS.of(TEST.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }
}

package org.foresale.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.FeatureWords;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class FeatureDriversTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(61, 400));
    private static final Samples TEST = COHORT.test();
    private static final BoostedTreesLearner.Fitted FITTED =
            BoostedTreesLearner.withDefaults().withRounds(60).fit(COHORT);
    private static final FeatureDrivers DRIVERS = Drivers.ofFeatures(FITTED, TEST);

    @Test
    void contributionsOfAUserAddUpToTheLogOdds() {
        double[] scores = FITTED.predict(TEST);
        for (int i = 0; i < TEST.size(); i++) {
            Table table = DRIVERS.withFeatures(3).of(i);
            assertThat(table.rowCount()).isEqualTo(5);
            double[] contributions = table.doubleColumn("contribution (log odds)").asDoubleArray();
            assertThat(Arrays.stream(contributions).sum())
                    .isCloseTo(Math.log(scores[i] / (1 - scores[i])), within(1e-4));
            assertThat(Math.abs(contributions[0])).isGreaterThanOrEqualTo(Math.abs(contributions[1]));
            assertThat(table.stringColumn("feature").asList().subList(3, 5))
                    .containsExactly("all other features", "nothing known");
            int column = FITTED.features().names().indexOf(table.getString(0, "feature"));
            assertThat(table.doubleColumn("value").getDouble(0))
                    .isEqualTo(FITTED.features().of(TEST, i, i + 1)[column]);
        }
    }

    /** X is a class of its own and the target: both have the same lines. */
    private static String subject(String feature) {
        if (feature.contains("the target") || feature.startsWith("lines of A > X")) {
            return "target";
        }
        if (feature.startsWith("lines of ")) {
            return feature.replaceAll(" in \\d+ days", "");
        }
        return feature.contains("money") ? "spend" : feature.contains("cut") ? "date" : "shopping";
    }

    @Test
    void reasonsSayTheStrongestSubjectsInWordsAndEachOnce() {
        List<String> names = FITTED.features().names();
        FeatureWords words = new FeatureWords(FITTED.features());
        boolean merged = false;
        for (int i = 0; i < TEST.size(); i++) {
            Table table = DRIVERS.withFeatures(names.size()).of(i);
            Map<String, Double> sums = new LinkedHashMap<>();
            Map<String, Set<String>> sentences = new HashMap<>();
            for (Row row : table.first(table.rowCount() - 2)) {
                String feature = row.getString("feature");
                sums.merge(subject(feature), row.getDouble(2), Double::sum);
                sentences.computeIfAbsent(subject(feature), key -> new HashSet<>())
                        .add(words.of(names.indexOf(feature), row.getDouble("value")));
            }
            List<String> strongest = sums.keySet().stream()
                    .sorted(Comparator.comparingDouble(subject -> -Math.abs(sums.get(subject)))).limit(3).toList();
            List<String> reasons = DRIVERS.reasons(i);
            assertThat(reasons).hasSameSizeAs(strongest);
            for (int k = 0; k < reasons.size(); k++) {
                String[] said = reasons.get(k).split(": ");
                assertThat(sentences.get(strongest.get(k))).contains(said[0]);
                assertThat(said[1]).isEqualTo(sums.get(strongest.get(k)) > 0 ? "raises the score"
                        : "lowers the score");
            }
            merged |= subject(table.getString(0, 0)).equals(subject(table.getString(1, 0)));
        }
        // Else nothing would have been merged.
        assertThat(merged).isTrue();
        assertThat(IntStream.range(0, TEST.size()).mapToObj(DRIVERS::reasons).flatMap(List::stream))
                .anyMatch(reason -> reason.matches("bought (the target|X) \\d+ times.*: raises the score"));
    }

    @Test
    void theOverallTableHoldsMeansOverTheUsers() {
        int columns = FITTED.features().columns();
        double[] sizes = new double[columns];
        float[] features = FITTED.features().of(TEST);
        double[] all = FITTED.contributions(features);
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

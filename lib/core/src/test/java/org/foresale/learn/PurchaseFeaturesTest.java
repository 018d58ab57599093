package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class PurchaseFeaturesTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Snapshot QUESTION = Snapshot.of(X).withDays(List.of(60, 90, 120), 160, 40);
    private static final Table LINES = RandomLogs.table(5, 120);
    private static final Map<String, List<Line>> BY_USER = LINES.stream().map(Line::of)
            .collect(Collectors.groupingBy(Line::user));
    private static final Cohort COHORT = QUESTION.cohort(log(LINES));

    /** A row of the table. */
    private record Line(String user, LocalDate date, String path, boolean target, double value) {

        static Line of(Row row) {
            return new Line(row.getString("user"), row.getDateTime("time").toLocalDate(),
                    row.getString("a") + " > " + row.getString("b"), row.getString("b").equals("X"),
                    row.getDouble("value"));
        }
    }

    private static PurchaseLog log(Table lines) {
        return LogSource.table(lines).load(RandomLogs.MAPPING, RandomLogs.RULES);
    }

    @Test
    void everyFeatureIsWhatTheLinesOfTheTableSay() {
        PurchaseFeatures features = PurchaseFeatures.fit(COHORT.train());
        assertThat(features.classes()).hasSize(9).contains("A > X", "B > S0").isSorted();
        assertThat(features.columns()).isEqualTo(9 * 5 + 1 + 17).isEqualTo(features.names().size());
        assertThat(features.names()).doesNotHaveDuplicates();
        for (Split split : Split.values()) {
            check(features, COHORT.samples(split));
        }
    }

    @Test
    void shiftedSamplesAndFirstNeedsAreCounted() {
        check(PurchaseFeatures.fit(COHORT.train()), Shift.by(1, 3).of(COHORT.train()));
        Samples first = FirstNeed.of(X).withBurnIn(10, 1).cohort(log(LINES)).train();
        PurchaseFeatures features = PurchaseFeatures.fit(first);
        assertThat(features.classes()).isNotEmpty().doesNotContain("A > X");
        float[] rows = features.of(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(value(features, rows, i, "lines of the target")).isZero();
            assertThat(value(features, rows, i, "days with the target")).isZero();
            assertThat(value(features, rows, i, "days since the last purchase of the target")).isNaN();
            assertThat(value(features, rows, i, "mean days from purchase to purchase of the target")).isNaN();
        }
    }

    @Test
    void classesAreFoundByTheirPathsInAnotherLog() {
        // Without the class S7, and with a class that comes before all others, every code is another one.
        Table others = LINES.where(LINES.stringColumn("b").isNotEqualTo("S7"));
        for (int row = 0; row < others.rowCount(); row += 3) {
            others.stringColumn("a").set(row, "0");
            others.stringColumn("b").set(row, "new");
        }
        Samples moved = QUESTION.cohort(log(others)).test();
        PurchaseFeatures features = PurchaseFeatures.fit(COHORT.train());
        float[] rows = features.of(moved);
        float unknown = 0;
        for (int i = 0; i < moved.size(); i++) {
            assertThat(value(features, rows, i, "lines of B > S7")).isZero();
            unknown += value(features, rows, i, "lines of classes unknown in training");
            int of = i;
            double known = features.classes().stream()
                    .mapToDouble(path -> value(features, rows, of, "lines of " + path)).sum();
            assertThat(known + value(features, rows, i, "lines of classes unknown in training"))
                    .isEqualTo(moved.history(i).size());
        }
        assertThat(unknown).isGreaterThan(0);
    }

    @Test
    void whereALogBeginsDoesNotMatter() {
        Table earlier = LINES.first(1).copy();
        earlier.stringColumn("user").set(0, "before");
        earlier.dateTimeColumn("time").set(0, RandomLogs.FIRST_DAY.minusDays(30).atTime(9, 0));
        Table all = LINES.copy().append(earlier);
        Samples later = Snapshot.of(X).withDays(List.of(90, 120, 150), 190, 40)
                .cohort(LogSource.table(all).load(RandomLogs.MAPPING,
                LogRules.withDefaults().withWindow(RandomLogs.FIRST_DAY.minusDays(30),
                        RandomLogs.FIRST_DAY.plusDays(RandomLogs.DAYS - 1)))).train();
        PurchaseFeatures features = PurchaseFeatures.fit(COHORT.train());
        double[] predictions = new TimingLearner().fit(COHORT).predict(COHORT.train());
        double[] laterPredictions = new TimingLearner().fit(COHORT).predict(later);
        Map<String, Integer> places = places(COHORT.train());
        Map<String, Integer> laterPlaces = places(later);
        laterPlaces.keySet().retainAll(places.keySet());
        assertThat(laterPlaces).hasSizeGreaterThan(20);
        laterPlaces.forEach((sample, at) -> {
            int i = places.get(sample);
            assertThat(features.of(later, at, at + 1)).as(sample).isEqualTo(features.of(COHORT.train(), i, i + 1));
            assertThat(laterPredictions[at]).as(sample).isEqualTo(predictions[i]);
        });
    }

    /** Where samples are, by their user and the date of the cut. */
    private static Map<String, Integer> places(Samples samples) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            places.put(samples.userId(i) + " " + samples.date(samples.get(i).cut()), i);
        }
        return places;
    }

    @Test
    void someOfTheSamplesHaveTheRowsOfAll() {
        PurchaseFeatures features = PurchaseFeatures.fit(COHORT.train());
        float[] all = features.of(COHORT.train());
        assertThat(features.of(COHORT.train(), 3, 7))
                .isEqualTo(Arrays.copyOfRange(all, 3 * features.columns(), 7 * features.columns()));
        assertThat(features.of(COHORT.train(), 3, 3)).isEmpty();
        assertThatThrownBy(() -> features.of(COHORT.train(), 3, COHORT.train().size() + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theFeaturesComeBackFromJson() {
        PurchaseFeatures features = PurchaseFeatures.fit(COHORT.train());
        assertThat(PredictorParts.of("x").withJson("f", features).json("f", PurchaseFeatures.class))
                .isEqualTo(features);
    }

    @Test
    void absurdClassesAreRefused() {
        refused("{}", "none");
        refused("{\"classes\": null}", "none");
        refused("{\"classes\": []}", "not 0");
        refused("{\"classes\": [null]}", "no name");
        refused("{\"classes\": [\" \"]}", "no name");
        refused("{\"classes\": [\"a\", \"a\"]}", "twice");
        refused("{\"classes\": [\"" + "a".repeat(10_001) + "\"]}", "10001 characters");
        refused("{\"classes\": [" + String.join(",", Collections.nCopies(100_001, "\"a\"")) + "]}", "100001");
        refused("{\"classes\": [\"a\"], \"more\": 1}", "more");
        refused("[\"a\"]", "does not fit");
        assertThatThrownBy(() -> PurchaseFeatures.fit(TestSamples.none(COHORT.train())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none of the 0");
    }

    private static void refused(String json, String why) {
        PredictorParts parts = PredictorParts.of("x").with("f", json.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> parts.json("f", PurchaseFeatures.class)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining(why);
    }

    private static float value(PurchaseFeatures features, float[] rows, int sample, String name) {
        assertThat(features.names()).contains(name);
        return rows[sample * features.columns() + features.names().indexOf(name)];
    }

    private static void check(PurchaseFeatures features, Samples samples) {
        float[] rows = features.of(samples);
        assertThat(samples.size()).isGreaterThan(5);
        assertThat(rows).hasSize(samples.size() * features.columns());
        for (int i = 0; i < samples.size(); i++) {
            double[] row = IntStream.range(i * features.columns(), (i + 1) * features.columns())
                    .mapToDouble(k -> rows[k]).toArray();
            assertThat(row).containsExactly(naive(features, samples, i), within(1e-3));
        }
    }

    /** The features of a sample by the rows of the table, each by a search of its own. */
    private static double[] naive(PurchaseFeatures features, Samples samples, int i) {
        LocalDate cut = samples.date(samples.get(i).cut());
        List<Line> lines = BY_USER.get(samples.userId(i)).stream().filter(line -> line.date().isBefore(cut)).toList();
        List<Double> row = new ArrayList<>();
        for (String path : features.classes()) {
            for (int days : new int[] {15, 30, 60, 120}) {
                row.add((double) last(lines, cut, days).stream().filter(line -> line.path().equals(path)).count());
            }
            row.add((double) lines.stream().filter(line -> line.path().equals(path)).count());
        }
        row.add((double) lines.stream().filter(line -> !features.classes().contains(line.path())).count());
        row.add(age(lines, cut, true));
        row.add(days(lines));
        row.add(days(last(lines, cut, 30)));
        row.add(days(last(lines, cut, 60)));
        row.add(age(lines, cut, false));
        row.add((double) lines.size());
        row.add(spend(lines));
        row.add(spend(last(lines, cut, 60)));
        row.add(spend(lines) / days(lines));
        List<Line> target = lines.stream().filter(Line::target).toList();
        row.add((double) target.size());
        row.add(days(target));
        row.add(age(target, cut, true));
        row.add((double) last(target, cut, 30).size());
        row.add((double) last(target, cut, 60).size());
        row.add(spend(target));
        row.add(days(target) < 2 ? Double.NaN
                : (age(target, cut, false) - age(target, cut, true)) / (days(target) - 1));
        row.add((double) cut.toEpochDay());
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Line> last(List<Line> lines, LocalDate cut, int days) {
        Predicate<Line> recent = line -> !line.date().isBefore(cut.minusDays(days));
        return lines.stream().filter(recent).toList();
    }

    private static double days(List<Line> lines) {
        return lines.stream().map(Line::date).distinct().count();
    }

    private static double spend(List<Line> lines) {
        return lines.stream().mapToDouble(Line::value).sum();
    }

    private static double age(List<Line> lines, LocalDate cut, boolean newest) {
        TreeSet<LocalDate> dates = lines.stream().map(Line::date).collect(Collectors.toCollection(TreeSet::new));
        return dates.isEmpty() ? Double.NaN : ChronoUnit.DAYS.between(newest ? dates.last() : dates.first(), cut);
    }
}

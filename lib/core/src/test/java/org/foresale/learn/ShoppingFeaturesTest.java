package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class ShoppingFeaturesTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Table LINES = RandomLogs.table(5, 120);
    private static final Map<String, List<Line>> BY_USER = LINES.stream().map(Line::of)
            .collect(Collectors.groupingBy(Line::user));
    private static final PurchaseLog LOG = LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES);
    private static final Cohort COHORT =
            Snapshot.of(X).withDays(List.of(60, 90, 120), 160, 40).cohort(LOG);

    /** A row of the table. */
    private record Line(String user, LocalDate date, String second, String third, double value) {

        static Line of(Row row) {
            return new Line(row.getString("user"), row.getDateTime("time").toLocalDate(), row.getString("b"),
                    row.getString("b") + row.getString("c"), row.getDouble("value"));
        }
    }

    @Test
    void everyNumberIsWhatTheLinesOfTheTableSay() {
        for (Split split : Split.values()) {
            check(COHORT.samples(split));
        }
        check(Shift.by(1, 3).of(COHORT.train()));
        check(FirstNeed.of(X).withBurnIn(10, 1).cohort(LOG).train());
        check(FirstNeed.of(X).withBurnIn(0, 1).cohort(LOG).test());
    }

    @Test
    void namesAreThoseOfTheNumbers() {
        assertThat(ShoppingFeatures.names()).hasSize(36).doesNotHaveDuplicates()
                .contains("lines in 7 days", "money spent in 120 days", "third-level classes new in 60 days");
    }

    @Test
    void theAnswerIsNotLookedAt() {
        Samples flipped = TestSamples.flipped(COHORT.train());
        for (int i = 0; i < flipped.size(); i++) {
            assertThat(ShoppingFeatures.of(flipped, i)).isEqualTo(ShoppingFeatures.of(COHORT.train(), i));
        }
    }

    @Test
    void whatThereIsNotIsMissing() {
        // On day 0 nobody has a history.
        Samples nobody = Samples.everybody(LOG, X, 0);
        for (int i = 0; i < nobody.size(); i++) {
            assertThat(value(nobody, i, "lines")).isZero();
            assertThat(value(nobody, i, "third-level classes new in 60 days")).isZero();
            for (String name : List.of("days since the last shopping day", "mean gap", "standard deviation of gaps",
                    "lines a shopping day", "shopping days a day in 60 days over earlier",
                    "share of weekends in shopping days")) {
                assertThat(value(nobody, i, name)).as(name).isNaN();
            }
            assertThat(value(nobody, i, "day of the year of the cut")).isEqualTo(1);
        }
    }

    private static double value(Samples samples, int i, String name) {
        return ShoppingFeatures.of(samples, i)[ShoppingFeatures.names().indexOf(name)];
    }

    private static void check(Samples samples) {
        assertThat(samples.size()).isGreaterThan(3);
        for (int i = 0; i < samples.size(); i++) {
            assertThat(ShoppingFeatures.of(samples, i)).containsExactly(naive(samples, i), within(1e-9));
        }
    }

    /** The numbers of a sample by the rows of the table, each by a search of its own. */
    private static double[] naive(Samples samples, int i) {
        LocalDate cut = samples.date(samples.get(i).cut());
        List<Line> lines = BY_USER.get(samples.userId(i)).stream().filter(line -> line.date().isBefore(cut)).toList();
        List<LocalDate> days = days(lines);
        List<Double> row = new ArrayList<>();
        for (int n : new int[] {7, 15, 30, 60, 120}) {
            row.add((double) last(lines, cut, n).size());
        }
        for (int n : new int[] {7, 15, 30, 60, 120}) {
            row.add((double) days(last(lines, cut, n)).size());
        }
        for (int n : new int[] {7, 15, 30, 60, 120}) {
            row.add(spend(last(lines, cut, n)));
        }
        row.add((double) lines.size());
        row.add((double) days.size());
        row.add(spend(lines));
        row.add((double) lines.size() / days.size());
        row.add(spend(lines) / days.size());
        row.add(age(days, cut, true));
        row.add(age(days, cut, false));
        List<Long> gaps = gaps(days);
        double mean = gaps.stream().mapToLong(gap -> gap).average().orElse(Double.NaN);
        row.add(mean);
        row.add(gaps.size() < 2 ? Double.NaN : Math.sqrt(gaps.stream().mapToDouble(gap -> gap * gap).average()
                .orElseThrow() - mean * mean));
        row.add(age(days, cut, true) / mean);
        List<LocalDate> target = days(lines.stream().filter(line -> line.second().equals("X")).toList());
        double targetMean = gaps(target).stream().mapToLong(gap -> gap).average().orElse(Double.NaN);
        row.add(targetMean);
        row.add(age(target, cut, true) / targetMean);
        for (Function<Line, String> level : List.<Function<Line, String>>of(Line::second, Line::third)) {
            row.add((double) lines.stream().map(level).distinct().count());
            for (int n : new int[] {30, 60}) {
                List<String> older = lines.stream().filter(line -> line.date().isBefore(cut.minusDays(n))).map(level)
                        .toList();
                row.add((double) lines.stream().map(level).filter(name -> !older.contains(name)).distinct().count());
            }
        }
        int recent = days(last(lines, cut, 60)).size();
        row.add(recent == days.size() ? Double.NaN
                : recent / 60. / ((days.size() - recent) / (age(days, cut, false) - 60)));
        row.add(days.stream().filter(day -> day.getDayOfWeek() == DayOfWeek.SATURDAY
                || day.getDayOfWeek() == DayOfWeek.SUNDAY).count() / (double) days.size());
        row.add((double) cut.getDayOfYear());
        return row.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Line> last(List<Line> lines, LocalDate cut, int days) {
        return lines.stream().filter(line -> !line.date().isBefore(cut.minusDays(days))).toList();
    }

    private static List<LocalDate> days(List<Line> lines) {
        return lines.stream().map(Line::date).distinct().sorted().toList();
    }

    private static List<Long> gaps(List<LocalDate> days) {
        return IntStream.range(1, days.size()).mapToObj(k -> ChronoUnit.DAYS.between(days.get(k - 1), days.get(k)))
                .toList();
    }

    private static double spend(List<Line> lines) {
        return lines.stream().mapToDouble(Line::value).sum();
    }

    private static double age(List<LocalDate> days, LocalDate cut, boolean newest) {
        return days.isEmpty() ? Double.NaN
                : ChronoUnit.DAYS.between(days.get(newest ? days.size() - 1 : 0), cut);
    }
}

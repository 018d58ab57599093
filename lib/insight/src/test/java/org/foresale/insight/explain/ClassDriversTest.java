package org.foresale.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.FeatureWords;
import org.foresale.learn.Predictor;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.network.Architecture;
import org.foresale.network.EventKind;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/** What is taken out of a history, beside logs whose lines were really left out of the source. */
@Tag("slow")
class ClassDriversTest {

    private static final long SEED = 71;
    private static final int USERS = 600;
    private static final int CUT = 160;
    private static final Target TARGET = Target.of("x", Level.SECOND, "X");
    private static final Table TABLE = RandomLogs.table(SEED, USERS);
    private static final Cohort COHORT =
            Snapshot.of(TARGET).withDays(List.of(60, 90, 120), CUT, 40).withAllActiveUsers()
                    .cohort(LogSource.table(TABLE).load(RandomLogs.MAPPING, RandomLogs.RULES));
    private static final Samples TEST = COHORT.test();
    private static final Predictor NETWORK = network(EventKind.DAYS, 8);
    private static final List<String> CLASSES = Stream.concat(Stream.of("A > X"),
            IntStream.range(0, 8).mapToObj(k -> "B > S" + k)).toList();

    private static Predictor network(EventKind events, int length) {
        return NetworkLearner.of(Architecture.cnnLstm()).withEvents(events, length).withEpochs(2)
                .fit(COHORT);
    }

    static Stream<Predictor> predictors() {
        return Stream.of(NETWORK, network(EventKind.LINES, 16),
                BoostedTreesLearner.withDefaults().withRounds(30).fit(COHORT));
    }

    /** By user, the score from a log that never had some rows; one user keeps them, so that no class is lost. */
    private static Map<String, Double> scoresWithout(Predictor predictor, Predicate<Row> removed) {
        String keeper = TEST.userId(0);
        Selection rows = Selection.with(IntStream.range(0, TABLE.rowCount())
                .filter(row -> TABLE.row(row).getString("user").equals(keeper) || !removed.test(TABLE.row(row)))
                .toArray());
        PurchaseLog log = LogSource.table(TABLE.where(rows)).load(RandomLogs.MAPPING, RandomLogs.RULES);
        Samples samples = Samples.everybody(log, TARGET, CUT);
        double[] scores = predictor.predict(samples);
        Map<String, Double> byUser = new HashMap<>();
        IntStream.range(0, scores.length).forEach(i -> byUser.put(samples.userId(i), scores[i]));
        return byUser;
    }

    private static double logOdds(double score) {
        return Math.log(score / (1 - score));
    }

    private static double effect(Table table, String name, String column) {
        Table row = table.where(table.stringColumn("class").isEqualTo(name));
        return row.isEmpty() ? Double.NaN : row.doubleColumn(column).getDouble(0);
    }

    @ParameterizedTest
    @MethodSource("predictors")
    void takenOutIsAsIfNeverBought(Predictor predictor) {
        assertThat(TEST.size()).isGreaterThan(100);
        ClassDrivers drivers = Drivers.ofClasses(predictor, TEST);
        List<Table> tables = IntStream.range(0, 101).mapToObj(drivers::of).toList();
        double[] whole = predictor.predict(TEST);
        LocalDateTime border = RandomLogs.FIRST_DAY.plusDays(CUT - 30).atStartOfDay();
        int compared = 0;
        for (String name : CLASSES) {
            String second = name.substring(4);
            Map<String, Predicate<Row>> removals = Map.of(
                    "effect (log odds)", row -> row.getString("b").equals(second),
                    "effect, last 30 days (log odds)", row -> row.getString("b").equals(second)
                            && !row.getDateTime("time").isBefore(border),
                    "effect, older (log odds)", row -> row.getString("b").equals(second)
                            && row.getDateTime("time").isBefore(border));
            for (Map.Entry<String, Predicate<Row>> removal : removals.entrySet()) {
                Map<String, Double> scores = scoresWithout(predictor, removal.getValue());
                for (int i = 1; i < tables.size(); i++) {
                    double effect = effect(tables.get(i), name, removal.getKey());
                    // Who bought nothing else is not in the other log.
                    if (!Double.isNaN(effect) && scores.containsKey(TEST.userId(i))) {
                        compared++;
                        assertThat(effect).isCloseTo(logOdds(whole[i]) - logOdds(scores.get(TEST.userId(i))),
                                within(1e-6));
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    @Test
    void tablesCountWhatWasBought() {
        ClassDrivers drivers = Drivers.ofClasses(NETWORK, TEST).withClasses(2);
        for (int i = 0; i < 50; i++) {
            Table table = drivers.of(i);
            String user = TEST.userId(i);
            assertThat(table.rowCount()).isLessThanOrEqualTo(3);
            for (Row row : table) {
                String second = row.getString("class").substring(4);
                Table bought = TABLE.where(TABLE.stringColumn("user").isEqualTo(user)
                        .and(TABLE.stringColumn("b").isEqualTo(second)).and(TABLE.dateTimeColumn("time")
                                .isBefore(RandomLogs.FIRST_DAY.plusDays(CUT).atStartOfDay())));
                assertThat(row.getInt("lines")).isEqualTo(bought.rowCount());
                assertThat(row.getInt("lines, last 30 days")).isEqualTo(bought.where(bought.dateTimeColumn("time")
                        .isOnOrAfter(RandomLogs.FIRST_DAY.plusDays(CUT - 30).atStartOfDay())).rowCount());
            }
        }
    }

    @Test
    void meansAreOverThoseThatBought() {
        ClassDrivers drivers = Drivers.ofClasses(NETWORK, TEST);
        List<Table> tables = IntStream.range(0, TEST.size()).mapToObj(drivers::of).toList();
        Table overall = drivers.overall();
        Table byTime = drivers.byTime();
        assertThat(overall.stringColumn("class").asList()).containsExactlyInAnyOrderElementsOf(CLASSES);
        for (Row row : overall) {
            check(row, tables, "effect (log odds)");
        }
        assertThat(byTime.rowCount()).isEqualTo(2 * CLASSES.size());
        assertThat(byTime.getString(0, "class")).isEqualTo("A > X");
        for (Row row : byTime) {
            check(row, tables, "effect, " + row.getString("taken out") + " (log odds)");
        }
        // Regular buyers of X buy it again.
        assertThat(effect(overall, "A > X", "mean effect (log odds)")).isPositive();
        double[] sizes = overall.doubleColumn("mean effect (log odds)").abs().asDoubleArray();
        assertThat(IntStream.range(1, sizes.length)).allMatch(k -> sizes[k] <= sizes[k - 1]);
    }

    private static void check(Row row, List<Table> tables, String column) {
        double[] effects = tables.stream().mapToDouble(table -> effect(table, row.getString("class"), column))
                .filter(effect -> !Double.isNaN(effect)).toArray();
        assertThat(row.getInt("samples")).isEqualTo(effects.length);
        double mean = Arrays.stream(effects).average().orElseThrow();
        assertThat(row.getDouble("mean effect (log odds)")).isCloseTo(mean, within(1e-6));
        assertThat(row.getString("95 %")).matches("\\[-?\\d\\.\\d{3}, -?\\d\\.\\d{3}]");
    }

    @Test
    void reasonsSayWhatMovesTheChance() {
        ClassDrivers drivers = Drivers.ofClasses(NETWORK, TEST);
        Table table = drivers.of(0);
        String expected = FeatureWords.bought(table.getString(0, "class"), table.intColumn("lines")
                .getInt(0)) + ", " + (table.intColumn(3).getInt(0) == 0 ? "none" : table.intColumn(3).getInt(0))
                + " of them in the last 30 days: " + (table.doubleColumn("effect (log odds)").getDouble(0) > 0
                        ? "raises" : "lowers") + " the score";
        assertThat(drivers.reasons(0)).hasSize(3).first().isEqualTo(expected);
    }

    @Test
    void edgesAreMet() {
        // On the first day nobody has bought anything.
        Samples nothing = Samples.everybody(LogSource.table(TABLE).load(RandomLogs.MAPPING, RandomLogs.RULES), TARGET,
        0);
        ClassDrivers empty = Drivers.ofClasses(NETWORK, nothing);
        assertThat(empty.of(0).rowCount()).isZero();
        assertThat(empty.reasons(0)).isEmpty();
        assertThat(empty.overall().rowCount()).isZero();
        assertThat(Drivers.ofClasses(NETWORK, TestSamples.first(TEST, 1)).overall().stringColumn("95 %").asList())
                .isNotEmpty().containsOnly("");
        assertThatThrownBy(() -> Drivers.ofClasses(NETWORK, TestSamples.none(TEST)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> empty.withClasses(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> empty.withRecentDays(0)).isInstanceOf(IllegalArgumentException.class);
    }
}

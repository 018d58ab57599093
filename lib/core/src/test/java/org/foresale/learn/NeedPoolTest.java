package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.UserSplit;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class NeedPoolTest {

    private static final UserSplit SPLIT = UserSplit.of(1);
    private static final Table LINES = manyClasses();
    private static final PurchaseLog LOG = log(LINES);
    private static final FirstNeed QUESTION = ask("S0-0 pS00");
    private static final int MIN_BUYERS = 40;

    /** Random lines of 50 second-level classes, each of which about half the users buy. */
    private static Table manyClasses() {
        Table lines = RandomLogs.table(21, 240);
        for (Row row : lines) {
            row.setString("b", row.getString("c") + " " + row.getString("product"));
            row.setString("a", row.getString("c").substring(0, 2));
        }
        return lines;
    }

    private static PurchaseLog log(Table lines) {
        return LogSource.table(lines).load(RandomLogs.MAPPING, RandomLogs.RULES);
    }

    private static FirstNeed ask(String second) {
        return FirstNeed.of(Target.of(second, Level.SECOND, second)).withBurnIn(20, 2);
    }

    @Test
    void classesAreTakenByTheirTrainingUsers() {
        Map<String, Integer> fewer = new TreeMap<>();
        Map<String, List<Row>> byUser = LINES.stream()
                .collect(Collectors.groupingBy(row -> row.getString("user"), TreeMap::new, Collectors.toList()));
        byUser.keySet().removeIf(user -> SPLIT.of(user) != Split.TRAIN);
        // A row of a table moves on as the table is gone through, so each user is gone through anew.
        for (String second : new TreeSet<>(LINES.stringColumn("b").asList())) {
            int buyers = 0;
            int others = 0;
            for (String user : byUser.keySet()) {
                Table own = LINES.where(LINES.stringColumn("user").isEqualTo(user));
                List<LocalDate> days = own.dateTimeColumn("time").date().unique().asList().stream().sorted().toList();
                Table bought = own.where(own.stringColumn("b").isEqualTo(second));
                if (bought.isEmpty()) {
                    others++;
                } else {
                    LocalDate first = bought.dateTimeColumn("time").date().min();
                    buyers += !first.isBefore(RandomLogs.FIRST_DAY.plusDays(20)) && days.indexOf(first) >= 2 ? 1 : 0;
                }
            }
            fewer.put(second, Math.min(buyers, others));
        }
        List<String> best = fewer.keySet().stream().filter(second -> fewer.get(second) >= MIN_BUYERS)
                .sorted((a, b) -> fewer.get(a).equals(fewer.get(b)) ? a.compareTo(b) : fewer.get(b) - fewer.get(a))
                .toList();
        assertThat(best).hasSizeBetween(6, 49);
        NeedPool all = NeedPool.of(LOG, QUESTION, MIN_BUYERS, 100);
        assertThat(all.toString()).matches(best.size() + " needs with " + all.size()
                + " training samples, [0-9a-f]{32}");
        assertThat(NeedPool.of(LOG, QUESTION.withSplit(UserSplit.of(2)), MIN_BUYERS, 100).toString())
                .isNotEqualTo(all.toString());
        NeedPool some = NeedPool.of(LOG, QUESTION, MIN_BUYERS, 3);
        NeedPool same = NeedPool.of(best.stream().limit(3).map(second -> ask(second).cohort(LOG)).toList());
        assertThat(some.train()).isEqualTo(same.train());
        assertThat(some.trainLabels()).isEqualTo(same.trainLabels());
        assertThat(some.validation()).isEqualTo(same.validation());
    }

    @Test
    void nothingOfATestUserIsInThePool() {
        NeedPool pool = NeedPool.of(LOG, QUESTION, MIN_BUYERS, 3);
        Table others = LINES.copy();
        for (Row row : others) {
            if (SPLIT.of(row.getString("user")) == Split.TEST) {
                row.setDouble("value", 1e6);
                row.setString("b", row.getString("b").equals("S0-0 pS00") ? "S1-1 pS11" : row.getString("b"));
                row.setString("a", row.getString("b").substring(0, 2));
                row.setString("c", row.getString("b").substring(0, 4));
            }
        }
        NeedPool same = NeedPool.of(log(others), QUESTION, MIN_BUYERS, 3);
        assertThat(same.train()).isEqualTo(pool.train());
        assertThat(same.trainLabels()).isEqualTo(pool.trainLabels());
        assertThat(same.validation()).isEqualTo(pool.validation());
        assertThat(same.validationLabels()).isEqualTo(pool.validationLabels());
    }

    @Test
    void rowsTellWhatIsBoughtInTheDepartment() {
        Cohort cohort = QUESTION.cohort(LOG);
        Samples samples = cohort.train();
        float[] rows = PooledFeatures.rows(samples, 0, samples.size(), Affinities.fit(samples)
                .of(samples, 0, samples.size()));
        List<String> names = PooledFeatures.names();
        assertThat(rows).hasSize(samples.size() * PooledFeatures.columns());
        assertThat(names).hasSize(PooledFeatures.columns()).doesNotHaveDuplicates();
        for (int i = 0; i < samples.size(); i++) {
            LocalDate cut = samples.date(samples.get(i).cut());
            Table before = LINES.where(LINES.stringColumn("user").isEqualTo(samples.userId(i))
                    .and(LINES.dateTimeColumn("time").date().isBefore(cut)));
            Table inside = before.where(before.stringColumn("a").isEqualTo("S0"));
            Table recent = inside.where(inside.dateTimeColumn("time").date().isOnOrAfter(cut.minusDays(60)));
            int row = i * PooledFeatures.columns();
            assertThat(rows[row + names.indexOf("lines in the target's departments")]).isEqualTo(inside.rowCount());
            assertThat(rows[row + names.indexOf("lines in the target's departments in 60 days")])
                    .isEqualTo(recent.rowCount());
            assertThat(rows[row + names.indexOf("share of the target's departments in all lines")])
                    .isEqualTo((float) inside.rowCount() / before.rowCount());
            assertThat(rows[row + names.indexOf("third-level classes in the target's departments")])
                    .isEqualTo(inside.isEmpty() ? 0 : (int) inside.stream()
                            .map(line -> line.getString("b") + line.getString("c")).distinct().count());
            float last = rows[row + names.indexOf("days since the last purchase in the target's departments")];
            if (inside.isEmpty()) {
                assertThat(last).isNaN();
            } else {
                assertThat(last).isEqualTo(cut.toEpochDay()
                        - inside.dateTimeColumn("time").date().max().toEpochDay());
            }
        }
    }

    @Test
    void aPooledLearnerNeedsAPoolAndTrees() {
        assertThatThrownBy(() -> PooledLearner.of(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pool is null").hasMessageContaining("NeedPool.of");
        PooledLearner learner = PooledLearner.of(NeedPool.of(LOG, QUESTION, 30, 3));
        assertThatThrownBy(() -> learner.withTrees(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trees are null").hasMessageContaining("withDefaults");
    }

    @Test
    void absurdPoolsAreRefused() {
        assertThatThrownBy(() -> NeedPool.of(LOG, QUESTION, 0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 and 3");
        assertThatThrownBy(() -> NeedPool.of(LOG, QUESTION, 30, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30 and 0");
        assertThatThrownBy(() -> NeedPool.of(LOG, QUESTION, 1000, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> NeedPool.of(List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }
}

package org.foresale.insight.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scored;
import org.foresale.evaluate.Scores;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.Level;
import org.foresale.model.PurchaseModel;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class GroupFairnessTest {

    private static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "u" + i).toList();
    }

    private static Table known(List<String> users, List<String> groups) {
        return Table.create("known", StringColumn.create("user", users), StringColumn.create("age", groups));
    }

    /** Users of groups by turns, with rounded probabilities so that many are equal. */
    private static Scored random(int n, long seed) {
        Random random = new Random(seed);
        boolean[] labels = new boolean[n];
        double[] probabilities = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(3) == 0;
            probabilities[i] = Math.round(10 * Math.min(1, random.nextDouble() * (labels[i] ? 1.4 : .8))) / 10.0;
        }
        return new Scored(Scores.of(labels, probabilities), .45);
    }

    private static double estimate(Table table, int row, String column) {
        return Double.parseDouble(table.getString(row, column).split(" ")[0]);
    }

    @Test
    void theFiguresOfAGroupAreThoseOfItsSamplesAlone() {
        int n = 300;
        Scored scored = random(n, 1);
        List<String> groups = IntStream.range(0, n).mapToObj(i -> i % 3 == 0 ? "" : i % 3 == 1 ? "old" : "10-19")
                .toList();
        Table table = GroupFairness.of(ids(n), scored, known(ids(n), groups), "age").table();
        assertThat(table.stringColumn("group").asList()).containsExactly("10-19", "old", "unknown");
        for (int row = 0; row < 3; row++) {
            int rest = new int[] {2, 1, 0}[row];
            int[] own = IntStream.range(0, n).filter(i -> i % 3 == rest).toArray();
            boolean[] labels = new boolean[own.length];
            double[] probabilities = new double[own.length];
            int falsePositives = 0;
            int predicted = 0;
            for (int i = 0; i < own.length; i++) {
                labels[i] = scored.scores().label(own[i]);
                probabilities[i] = scored.scores().score(own[i]);
                predicted += probabilities[i] >= .45 ? 1 : 0;
                falsePositives += probabilities[i] >= .45 && !labels[i] ? 1 : 0;
            }
            Metrics alone = Metrics.of(Scores.of(labels, probabilities), .45);
            double rate = (double) alone.positives() / own.length;
            double mean = Arrays.stream(probabilities).average().orElseThrow();
            assertThat(table.intColumn("users").get(row)).isEqualTo(own.length);
            assertThat(estimate(table, row, "share of buyers, 95 %")).isCloseTo(rate, within(.0006));
            assertThat(estimate(table, row, "share predicted, 95 %"))
                    .isCloseTo((double) predicted / own.length, within(.0006));
            assertThat(estimate(table, row, "precision, 95 %")).isCloseTo(alone.precision(), within(.0006));
            assertThat(estimate(table, row, "recall, 95 %")).isCloseTo(alone.recall(), within(.0006));
            assertThat(estimate(table, row, "false positive rate, 95 %"))
                    .isCloseTo((double) falsePositives / (own.length - alone.positives()), within(.0006));
            assertThat(estimate(table, row, "ROC AUC, 95 %")).isCloseTo(alone.rocAuc(), within(.0006));
            assertThat(estimate(table, row, "mean probability, 95 %")).isCloseTo(mean, within(.0006));
            assertThat(estimate(table, row, "mean probability less share of buyers, 95 %"))
                    .isCloseTo(mean - rate, within(.0011));
        }
    }

    @Test
    void aDifferenceOfGroupsThatDifferIsMoreThanChanceAndOneOfGroupsThatDoNotIsNot() {
        int n = 400;
        Scored scored = random(n, 2);
        // All of the group "served" are predicted rightly; of the group "missed" nobody is predicted.
        boolean[] labels = new boolean[n];
        double[] probabilities = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 4 < 2;
            probabilities[i] = i % 2 == 0 && labels[i] ? .9 : .1;
        }
        List<String> groups = IntStream.range(0, n).mapToObj(i -> i % 2 == 0 ? "served" : "missed").toList();
        GroupFairness unlike = GroupFairness.of(ids(n), new Scored(Scores.of(labels, probabilities), .5),
                known(ids(n), groups), "age");
        Table apart = unlike.differences();
        assertThat(unlike.verdict()).startsWith("Between 2 groups by age (400 users), some differences are more than"
                + " chance: share predicted (demographic parity), served less missed, +0.500 [+0.4")
                .contains("; recall (equal opportunity), served less missed, +1.000 [").doesNotContain("false positive")
                .endsWith(" For 0 users, the age is unknown.");
        assertThat(apart.stringColumn("figure").asList()).containsExactly("share predicted (demographic parity)",
                "recall (equal opportunity)", "false positive rate (equalised odds)");
        assertThat(apart.getString(0, "highest")).isEqualTo("served");
        assertThat(apart.getString(1, "lowest")).isEqualTo("missed");
        assertThat(apart.getString(0, "difference, 95 %")).startsWith("+0.500 [+0.4");
        assertThat(apart.getString(1, "difference, 95 %")).startsWith("+1.000 [");
        assertThat(apart.stringColumn("shown").asList())
                .containsExactly("more than chance", "more than chance", "no more than chance");
        List<String> dealt = new ArrayList<>(groups);
        Collections.shuffle(dealt, new Random(7));
        assertThat(GroupFairness.of(ids(n), scored, known(ids(n), dealt), "age").differences().stringColumn("shown")
                .asSet()).containsExactly("no more than chance");
    }

    @Test
    void whatIsFoundByChanceIsRarelyMoreThanChance() {
        int more = 0;
        for (int set = 0; set < 30; set++) {
            Scored scored = random(150, 100 + set);
            List<String> groups = IntStream.range(0, 150).mapToObj(i -> "g" + i % 4).toList();
            more += GroupFairness.of(ids(150), scored, known(ids(150), groups), "age").differences()
                    .stringColumn("shown").countOccurrences("more than chance");
        }
        assertThat(more).isLessThanOrEqualTo(13);
    }

    @Test
    void smallGroupsAreNamedWithoutFiguresAndLeftOutOfTheDifferences() {
        int n = 100;
        List<String> groups = IntStream.range(0, n).mapToObj(i -> i < 5 ? "few" : i < 50 ? "a" : "b").toList();
        GroupFairness fairness = GroupFairness.of(ids(n), random(n, 3), known(ids(n), groups), "age");
        Table table = fairness.table();
        assertThat(table.stringColumn("group").asList()).containsExactly("a", "b", "few");
        assertThat(table.row(2).getString("recall, 95 %")).isEqualTo("too few users");
        assertThat(fairness.differences().stringColumn("highest").asSet()).isSubsetOf("a", "b");
        assertThat(fairness.differences().name()).isEqualTo("largest differences by age between 2 groups of 95 users"
                + " (left out: 0 of unknown age, 5 in groups of fewer than 30)");
        assertThat(GroupFairness.of(ids(n), random(n, 3), known(ids(n).subList(0, 70), groups.subList(0, 70)), "age")
                .differences().name()).contains("1 group of 45 users", "30 of unknown age, 25 in groups");
        assertThat(fairness.withMinUsers(2).table().getString(2, "share of buyers, 95 %")).contains("[");
        assertThat(fairness).hasToString("age: 2 of 3 groups with at least 30 users");
        Table none = fairness.withMinUsers(60).differences();
        assertThat(none.stringColumn("shown").asSet()).containsExactly("not defined");
        assertThat(none.stringColumn("lowest").asSet()).containsExactly("not defined");
        assertThat(fairness.withMinUsers(60).verdict()).contains("no difference is defined");
        assertThat(GroupFairness.of(ids(n), random(n, 3), known(ids(n).subList(0, 90), groups.subList(0, 90)), "age")
                .verdict()).isEqualTo("Between 2 groups by age (85 users), no difference is more than chance."
                + " For 10 users, the age is unknown.");
    }

    /** Without a buyer in a group, there is no recall of it to compare. */
    @Test
    void theVerdictNamesWhatIsNotDefined() {
        int n = 120;
        boolean[] labels = new boolean[n];
        double[] probabilities = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 4 == 0;
            probabilities[i] = i % 7 / 7.;
        }
        List<String> groups = IntStream.range(0, n).mapToObj(i -> i % 2 == 0 ? "a" : "b").toList();
        GroupFairness fairness = GroupFairness.of(ids(n), new Scored(Scores.of(labels, probabilities), .5),
                known(ids(n), groups), "age");
        assertThat(fairness.differences().stringColumn("shown").countOccurrences("not defined")).isEqualTo(1);
        assertThat(fairness.verdict()).isEqualTo("Between 2 groups by age (120 users), no difference is more than"
                + " chance. Not defined is the difference in recall (equal opportunity). For 0 users, the age is"
                + " unknown.");
    }

    @Test
    void whereNobodyIsPredictedPrecisionIsNotDefined() {
        int n = 80;
        boolean[] labels = new boolean[n];
        Arrays.fill(labels, 0, 20, true);
        double[] probabilities = new double[n];
        Arrays.fill(probabilities, .25);
        List<String> groups = IntStream.range(0, n).mapToObj(i -> i % 2 == 0 ? "a" : "b").toList();
        Table table = GroupFairness.of(ids(n), new Scored(Scores.of(labels, probabilities), .5), known(ids(n), groups),
                "age")
                .table();
        assertThat(table.getString(0, "precision, 95 %")).isEqualTo("not defined");
        assertThat(table.getString(0, "recall, 95 %")).isEqualTo("0.000 [0.000, 0.308]");
        assertThat(table.getString(0, "ROC AUC, 95 %")).startsWith("0.500 [0.500");
    }

    @Test
    void aModelsScoresAreCalibratedAsIsItsThreshold() {
        Cohort cohort = Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40)
                .withAllActiveUsers().cohort(RandomLogs.log(11, 300));
        PurchaseModel model = PurchaseModel.fit(cohort, new LogisticLearner());
        List<String> ids = IntStream.range(0, cohort.test().size()).mapToObj(cohort.test()::userId).toList();
        Table table = GroupFairness.of(model, cohort.test(), known(ids, Collections.nCopies(ids.size(), "all")), "age")
                .table();
        Metrics test = model.test();
        assertThat(table.intColumn("users").get(0)).isEqualTo(test.samples());
        assertThat(estimate(table, 0, "precision, 95 %")).isCloseTo(test.precision(), within(.0006));
        assertThat(estimate(table, 0, "recall, 95 %")).isCloseTo(test.recall(), within(.0006));
        assertThat(estimate(table, 0, "ROC AUC, 95 %")).isCloseTo(test.rocAuc(), within(.0006));
    }

    @Test
    void whatCannotBeIsRefused() {
        Scored scored = random(4, 4);
        Table known = known(ids(4), List.of("a", "b", "a", "b"));
        assertThatThrownBy(() -> GroupFairness.of(ids(3), scored, known, "age"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 users").hasMessageContaining("4");
        assertThatThrownBy(() -> GroupFairness.of(ids(4), scored, known, "income"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"income\"")
                .hasMessageContaining("age");
        assertThatThrownBy(() -> GroupFairness.of(ids(4), scored, Table.create("t",
                StringColumn.create("user", ids(4)), IntColumn.create("age", 1, 2, 3, 4)), "age"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is a number");
        assertThatThrownBy(() -> GroupFairness.of(List.of("1.0", "2.0", "3.0", "4.0"), scored, known, "age"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none of the 4 users")
                .hasMessageContaining("\"known\"");
        assertThatThrownBy(() -> GroupFairness.of(List.of("u", "u", "u", "u"), scored, known, "age"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("there is 1");
        Scored parts = new Scored(Scores.of(new boolean[] {true, false, true, false}, new double[4], new int[] {0, 0, 1, 1}),
                List.of(.5, .5));
        assertThatThrownBy(() -> GroupFairness.of(ids(4), parts, known, "age"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 parts");
        assertThatThrownBy(() -> GroupFairness.of(ids(4), scored, known, "age").withMinUsers(1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 1 users");
    }
}

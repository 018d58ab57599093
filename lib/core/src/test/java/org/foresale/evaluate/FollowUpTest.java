package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.evaluate.FollowUpResult.Who;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class FollowUpTest {

    private static final FollowUp RULE = FollowUp.withDefaults().withWindows(40, 20).withMoreLinesThan(1)
            .withMoreClassesThan(1);

    private static BitSet classes(PurchaseLog log, String second) {
        BitSet classes = new BitSet();
        int code = log.taxonomy().find(Level.SECOND, second)[0];
        IntStream.range(0, log.taxonomy().size(Level.THIRD))
                .filter(third -> log.taxonomy().ancestor(third, Level.SECOND) == code).forEach(classes::set);
        return classes;
    }

    /** Straight from the rows of the table that the log was made of. */
    private static boolean isHeavy(Table table, String user, int cut, int days, Level group) {
        LocalDateTime from = RandomLogs.FIRST_DAY.plusDays(cut).atStartOfDay();
        Set<String> classes = new TreeSet<>();
        int lines = 0;
        for (Row row : table) {
            boolean inGroup = group == Level.FIRST ? row.getString("a").equals("B") : row.getString("b").equals("S1");
            LocalDateTime time = row.getDateTime("time");
            if (row.getString("user").equals(user) && inGroup && !time.isBefore(from)
                    && time.isBefore(from.plusDays(days))) {
                classes.add(row.getString("c"));
                lines++;
            }
        }
        return lines > 1 && classes.size() > 1;
    }

    @ParameterizedTest
    @EnumSource(value = Level.class, names = {"FIRST", "SECOND"})
    void findsTheHeavyBuyersOfTheTable(Level group) {
        Table table = RandomLogs.table(5, 60);
        PurchaseLog log = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
        Random random = new Random(1);
        int n = log.users();
        int[] cuts = IntStream.range(0, n).map(i -> random.nextInt(161)).toArray();
        boolean[] labels = new boolean[n];
        double[] predictions = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextBoolean();
            predictions[i] = random.nextInt(3) / 2.0;
        }
        FollowUpResult result = RULE.withGroup(group).of(log, classes(log, "S1"), IntStream.range(0, n).toArray(), cuts,
                new Scored(Scores.of(labels, predictions), .5));
        int all = 0;
        for (int days : List.of(20, 40)) {
            int[] sizes = new int[3];
            int[] found = new int[3];
            for (int i = 0; i < n; i++) {
                boolean heavy = isHeavy(table, log.userId(i), cuts[i], days, group);
                boolean[] member = {predictions[i] >= .5, true, labels[i]};
                for (Who who : Who.values()) {
                    sizes[who.ordinal()] += member[who.ordinal()] ? 1 : 0;
                    found[who.ordinal()] += member[who.ordinal()] && heavy ? 1 : 0;
                }
            }
            for (Who who : Who.values()) {
                assertThat(result.of(who, days).size()).isEqualTo(sizes[who.ordinal()]);
                assertThat(result.of(who, days).found()).as(who + " " + days).isEqualTo(found[who.ordinal()]);
            }
            all += found[Who.ALL.ordinal()];
            assertThat(result.figures().get("all users, " + days + " days"))
                    .isEqualTo(result.of(Who.ALL, days).share().orElseThrow());
            assertThat(result.figures().get("lift, " + days + " days"))
                    .isEqualTo(result.of(Who.PREDICTED, days).lift().orElse(null));
        }
        assertThat(all).isPositive();
        assertThat(result.counts()).containsExactly(Map.entry("users", (long) n));
    }

    @Test
    void theDayOfTheCutCountsAndTheDayAfterTheWindowDoesNot() {
        Table table = RandomLogs.table(1, 1).emptyCopy();
        for (int day : new int[] {9, 10, 24, 25}) {
            Row row = table.appendRow();
            for (String column : List.of("user", "basket", "product", "a", "b")) {
                row.setString(column, "one");
            }
            row.setString("c", "c" + day);
            row.setDateTime("time", RandomLogs.FIRST_DAY.plusDays(day).atTime(23, 59));
            row.setDouble("quantity", 1);
            row.setDouble("value", 1);
        }
        PurchaseLog log = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
        FollowUp rule = FollowUp.withDefaults().withWindows(14, 15, 16).withMoreClassesThan(1);
        BitSet target = new BitSet();
        target.set(0);
        Scored scored = new Scored(Scores.of(new boolean[] {true}, new double[] {0}), .5);
        int[][] found = new int[2][];
        for (int more = 1; more <= 2; more++) {
            FollowUpResult result = rule.withMoreLinesThan(more).of(log, target, new int[1], new int[] {10}, scored);
            found[more - 1] = IntStream.of(14, 15, 16).map(days -> result.of(Who.ALL, days).found()).toArray();
            // One user, and nobody predicted.
            assertThat(result.table().stringColumn("predicted buyers %, 95 %").unique().asList()).containsExactly("–");
            assertThat(result.table().stringColumn("lift, 95 %").unique().asList()).containsExactly("–");
        }
        assertThat(found[0]).containsExactly(0, 1, 1);
        assertThat(found[1]).containsExactly(0, 0, 1);
        // The target alone is one class.
        assertThat(rule.withGroup(Level.THIRD).withMoreLinesThan(1).of(log, target, new int[1], new int[] {10}, scored)
                .of(Who.ALL, 16).found()).isZero();
    }

    @Test
    void theTableSaysWhatTheArticleSays() {
        PurchaseLog log = RandomLogs.log(2, 60);
        Scored scored = new Scored(Scores.of(new boolean[] {true, false, true}, new double[] {.9, .2, .6}), .5);
        Table table = FollowUp.withDefaults().of(log, classes(log, "X"), new int[] {0, 1, 2}, new int[] {100, 100, 100},
                scored).table();
        assertThat(table.name()).contains("more than 10 lines from more than 3 classes",
                "2 predicted buyers, 2 true buyers, 3 samples of 3 users");
        assertThat(table.intColumn("within days").asIntArray()).containsExactly(15, 30, 60);
        assertThat(table.stringColumn("article: predicted buyers %").asList()).containsExactly("24 %", "–", "–");
        // More than three classes of X's group there are not: none of two, and of three, by the exact interval.
        assertThat(table.stringColumn("predicted buyers %, 95 %").get(0)).isEqualTo("0.0 % [0.0, 84.2]");
        assertThat(table.stringColumn("all users %, 95 %").get(0)).isEqualTo("0.0 % [0.0, 70.8]");
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        PurchaseLog log = RandomLogs.log(2, 60);
        BitSet target = classes(log, "X");
        Scored one = new Scored(Scores.of(new boolean[1], new double[1]), .5);
        assertThatThrownBy(() -> RULE.of(log, target, new int[1], new int[] {161}, one))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("40 days from day 161")
                .hasMessageContaining("200 days").hasMessageContaining("withWindows");
        assertThat(RULE.of(log, target, new int[1], new int[] {160}, one).of(Who.ALL, 40).size()).isEqualTo(1);
        assertThatThrownBy(() -> RULE.of(log, target, new int[1], new int[] {-1}, one))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThatThrownBy(() -> RULE.of(log, target, new int[2], new int[] {1}, one))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 users, 1 cuts");
        assertThatThrownBy(() -> RULE.of(log, target, new int[] {60}, new int[] {1}, one))
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("60");
        assertThatThrownBy(() -> RULE.of(log, new BitSet(), new int[1], new int[] {1}, one))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("{}");
        assertThatThrownBy(() -> RULE.of(log, target, new int[1], new int[] {1}, one).of(Who.ALL, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30").hasMessageContaining("[20, 40]");
        assertThatThrownBy(() -> RULE.withWindows(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> RULE.withMoreLinesThan(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void theVerdictSaysWhereTheIntervalsLieBesideTheArticle() {
        int n = 200;
        int[] users = IntStream.range(0, n).toArray();
        boolean[] labels = new boolean[n];
        double[] predictions = new double[n];
        boolean[][] heavy = new boolean[1][n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 4 == 3;
            predictions[i] = i < 100 ? 1 : 0;
            heavy[0][i] = i < 5 || labels[i];
        }
        FollowUp rule = FollowUp.withDefaults().withWindows(FollowUp.ARTICLE_DAYS);
        assertThat(new FollowUpResult(rule, users, new Scored(Scores.of(labels, predictions), .5), heavy).verdict())
                .startsWith("Within 15 days, the heavy buyers are 29.0 % [")
                .contains("of the predicted buyers (not shown to differ from the article's 24 %), 100.0 % [",
                        "] of the true buyers (above the article's 24 %) and 27.0 % [",
                        "of all users; the lift is 1.1 [");
        assertThat(new FollowUpResult(rule, users, new Scored(Scores.of(labels, new double[n]), .5), new boolean[1][n])
                .verdict()).contains("are not defined of the predicted buyers (nothing to compare with the article's",
                        "0.0 % [", "of the true buyers (below the article's 24 %)", "the lift is not defined.");
    }
}

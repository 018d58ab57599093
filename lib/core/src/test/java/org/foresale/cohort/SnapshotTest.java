package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresale.cohort.CohortChecks.all;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.log.ClassPath;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SnapshotTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Snapshot QUESTION = Snapshot.of(X).withDays(List.of(60, 90, 120), 160, 40);

    @Test
    void everySampleIsAsTheRuleSays() {
        for (int seed = 0; seed < 20; seed++) {
            PurchaseLog log = RandomLogs.log(seed, 150);
            Set<List<Integer>> expected = new HashSet<>();
            for (int user = 0; user < log.users(); user++) {
                Split split = QUESTION.split().of(log.userId(user));
                for (int cut : split == Split.TEST ? List.of(160) : List.of(60, 90, 120)) {
                    bruteForce(log, user, cut).ifPresent(expected::add);
                }
            }
            List<Sample> samples = all(QUESTION.withAllActiveUsers().cohort(log));
            Set<List<Integer>> found = new HashSet<>();
            samples.forEach(s -> found.add(List.of(s.user(), s.cut(), s.label() ? 1 : 0)));
            assertThat(found).isEqualTo(expected).hasSize(samples.size());
        }
    }

    /** User, cut and label, straight from the lines. */
    private static Optional<List<Integer>> bruteForce(PurchaseLog log, int user, int cut) {
        History history = log.history(user);
        Set<Integer> days = new HashSet<>();
        boolean recent = false;
        boolean buys = false;
        for (int line = 0; line < history.size(); line++) {
            int day = history.day(line);
            if (day < cut) {
                days.add(day);
                recent |= day >= cut - 60;
            } else if (day < cut + 40) {
                buys |= log.taxonomy().path(Level.THIRD, history.thirdClass(line)).startsWith("A > X > ");
            }
        }
        return days.size() >= 3 && recent ? Optional.of(List.of(user, cut, buys ? 1 : 0))
                : Optional.empty();
    }

    @Test
    void noEventAtOrAfterTheCutReachesASample() {
        for (int seed = 0; seed < 20; seed++) {
            Cohort cohort = QUESTION.cohort(RandomLogs.log(seed, 150));
            for (Split split : Split.values()) {
                Samples samples = cohort.samples(split);
                for (int i = 0; i < samples.size(); i++) {
                    History history = samples.history(i);
                    assertThat(history.day(history.size() - 1)).isLessThan(samples.get(i).cut());
                }
            }
        }
    }

    @Test
    void noUserIsInTwoSplits() {
        for (int seed = 0; seed < 20; seed++) {
            Map<Integer, Set<Split>> byUser = new HashMap<>();
            all(QUESTION.cohort(RandomLogs.log(seed, 150))).forEach(sample ->
                    byUser.computeIfAbsent(sample.user(), user -> new HashSet<>()).add(sample.split()));
            assertThat(byUser.values()).allSatisfy(found -> assertThat(found).hasSize(1));
        }
    }

    @Test
    void buyersAndOthersAreEquallyManyAtEachCutOfEachSplit() {
        for (int seed = 0; seed < 20; seed++) {
            Map<List<Object>, Integer> balance = new HashMap<>();
            all(QUESTION.cohort(RandomLogs.log(seed, 150))).forEach(sample ->
                    balance.merge(List.of(sample.split(), sample.cut()), sample.label() ? 1 : -1, Integer::sum));
            assertThat(balance.values()).allMatch(sum -> sum == 0);
        }
    }

    @Test
    void theSameSeedGivesTheSameSamplesWhateverTheOrderOfTheRows() {
        for (int seed = 0; seed < 10; seed++) {
            Table table = RandomLogs.table(seed, 150);
            Cohort cohort = QUESTION.cohort(LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES));
            Cohort other = QUESTION.cohort(LogSource.table(RandomLogs.shuffled(table, seed))
                    .load(RandomLogs.MAPPING, RandomLogs.RULES));
            assertThat(all(other)).isEqualTo(all(cohort));
            assertThat(all(QUESTION.withSplit(UserSplit.of(99)).cohort(RandomLogs.log(seed, 150))))
                    .isNotEqualTo(all(cohort));
        }
    }

    @Test
    void theSplitHasItsSharesAndNeverChanges() {
        UserSplit split = UserSplit.of(1);
        long train = IntStream.range(0, 10_000).filter(i -> split.of("user" + i) == Split.TRAIN).count();
        long test = IntStream.range(0, 10_000).filter(i -> split.of("user" + i) == Split.TEST).count();
        assertThat(train).isBetween(5_800L, 6_200L);
        assertThat(test).isBetween(1_850L, 2_150L);
        // From Python: (int.from_bytes(hashlib.sha256(b"1|split|" + id).digest()[:8], "big") >> 11) * 2**-53
        assertThat(split.of("900")).isEqualTo(Split.TEST);
        assertThat(split.of("1228")).isEqualTo(Split.TRAIN);
        assertThat(split.of("906")).isEqualTo(Split.TRAIN);
        assertThat(split.of("1")).isEqualTo(Split.TEST);
        assertThat(split.of("2")).isEqualTo(Split.TRAIN);
        assertThat(split.of("u7")).isEqualTo(Split.TRAIN);
        assertThat(split.of("Zoë")).isEqualTo(Split.TRAIN);
    }

    @Test
    void aLeakingQuestionIsRefused() {
        assertThatThrownBy(() -> Snapshot.of(X).withDays(List.of(60, 121), 160, 40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("121").hasMessageContaining("161").hasMessageContaining("160");
    }

    @Test
    void daysFitTheLengthOfTheLog() {
        PurchaseLog log = RandomLogs.log(1, 100);
        Snapshot question = Snapshot.fitting(log, X, 30);
        assertThat(question.testCut()).isEqualTo(170);
        assertThat(question.trainCuts()).containsExactly(65, 80, 95, 110, 125, 140);
        assertThat(question).isEqualTo(Snapshot.of(X).withDays(question.trainCuts(), 170, 30));
        CohortChecks.check(question.cohort(log));
    }

    @Test
    void whateverTheHorizonEveryLabelLiesInsideTheLogAndEndsBeforeTheTest() {
        PurchaseLog log = RandomLogs.log(1, 100);
        for (int horizon = 1; horizon <= 66; horizon++) {
            Snapshot question = Snapshot.fitting(log, X, horizon);
            List<Integer> cuts = question.trainCuts();
            assertThat(question.testCut() + horizon).isEqualTo(200);
            assertThat(cuts.get(cuts.size() - 1) + horizon).isEqualTo(question.testCut());
            assertThat(cuts).hasSizeBetween(1, 6).allMatch(cut -> cut >= question.horizon());
        }
        assertThat(Snapshot.fitting(log, X, 66).trainCuts()).containsExactly(68);
        assertThatThrownBy(() -> Snapshot.fitting(log, X, 67)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("67").hasMessageContaining("200").hasMessageContaining("at most 66");
        assertThatThrownBy(() -> Snapshot.fitting(log, X, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void whatCannotBeAnsweredIsRefused() {
        PurchaseLog log = RandomLogs.log(1, 100);
        assertThatThrownBy(() -> QUESTION.withDays(List.of(60), 170, 40).cohort(log))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("210").hasMessageContaining("200");
        assertThatThrownBy(() -> Snapshot.of(Target.of("y", Level.SECOND, "SX")).withDays(List.of(60), 120, 40)
                .cohort(log)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"SX\"");
        assertThatThrownBy(() -> QUESTION.withActivity(0, 60)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> QUESTION.withDays(List.of(), 160, 40)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UserSplit(1, .8, .2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.8");
    }

    @Test
    void aTargetSuggestsSimilarClasses() {
        PurchaseLog log = RandomLogs.log(1, 100);
        assertThatThrownBy(() -> Target.of("s", Level.THIRD, "S1-9").in(log.taxonomy()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("similar: S1-0, S1-1");
        Taxonomy grocer = Taxonomy.of(List.of("department", "category", "type"), List.of(
                new ClassPath("GROCERY", "DOG FOODS", "DRY"), new ClassPath("GROCERY", "CAT FOOD", "DRY"),
                new ClassPath("GROCERY", "CAT LITTER", "CLAY"), new ClassPath("GROCERY", "EGGS", "LARGE")));
        for (String[] misspelt : new String[][] {{"DOG FOOD", "DOG FOODS"}, {"cat liter", "CAT LITTER"},
            {"dgo foods", "DOG FOODS"}}) {
            assertThatThrownBy(() -> Target.of("s", Level.SECOND, misspelt[0]).in(grocer))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("similar: " + misspelt[1]);
        }
        assertThatThrownBy(() -> Target.of("s", Level.SECOND, "WHISKY").in(grocer))
                .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("similar");
        assertThat(Target.of("x", Level.FIRST, "A").in(log.taxonomy())).isEqualTo(X.in(log.taxonomy()));
        assertThat(X.in(log.taxonomy()).cardinality()).isEqualTo(2);
    }

    @Test
    void theSummaryCountsWhatIsThere() {
        Cohort cohort = QUESTION.cohort(RandomLogs.log(2, 150));
        Table summary = cohort.summary();
        assertThat(summary.intColumn("used").first(4).asList()).containsExactly(cohort.train().size(),
                cohort.validation().size(), cohort.test().size(), null);
        assertThat(summary.stringColumn("split").get(3)).startsWith("timing only: AUC");
        assertThat(summary.intColumn("buyers used").getInt(0) * 2).isEqualTo(cohort.train().size());
        assertThat(cohort.test().table().booleanColumn("buys").countTrue()).isEqualTo(cohort.test().positives());
        CohortChecks.check(cohort);
        int[] all = cohort.funnel().table().intColumn("all").asIntArray();
        assertThat(all[1]).isEqualTo(all[2] + all[3] + all[4] + all[5]);
        assertThat(all[8]).isEqualTo(all[4] + all[5] - all[6] - all[7]).isEqualTo(all(cohort).size());
    }
}

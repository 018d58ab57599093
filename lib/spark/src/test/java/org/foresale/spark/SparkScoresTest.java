package org.foresale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresale.spark.Said.said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.foresale.RandomLogs;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.Blend;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.foresale.model.CategoryModel;
import org.foresale.model.PurchaseModel;
import org.foresale.model.ScoredCategories;
import org.foresale.model.ScoredUsers;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.Architecture;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probabilities by Spark beside those of the same model in memory, and the command lines. */
@Tag("slow")
class SparkScoresTest {

    private static final LocalDate DAY = RandomLogs.FIRST_DAY.plusDays(150);

    @TempDir
    Path folder;

    private final PurchaseLog local = RandomLogs.log(11, 300);
    private final Cohort cohort = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(local);

    private SparkLog log() {
        Path lines = folder.resolve("lines.parquet");
        Parquet.write(RandomLogs.table(11, 300), lines);
        return SparkLog.of(LocalSpark.session().read().parquet(lines.toString()), local.name(), RandomLogs.MAPPING,
                RandomLogs.RULES, SparkSettings.withDefaults().withPartitions(3).withLinesAPart(500));
    }

    @Test
    void scoresAreThoseOfTheModelInMemory() {
        Learner network = NetworkLearner.of(new Architecture(Kind.CNN_LSTM, 8, 8, 3, 2, 8, 0.2)).withEpochs(1);
        Learner trees = BoostedTreesLearner.withDefaults().withRounds(5);
        try (SparkLog log = log()) {
            for (Learner learner : List.of(trees, new LogisticLearner(), network, Blend.of(trees, network))) {
                Path model = folder.resolve(learner.name() + ".zip");
                PurchaseModel.fit(cohort, learner).write(model);
                Path scores = folder.resolve("scores {100 %} of " + learner.name());
                JobReport report = SparkScores.of(model).write(log, DAY, scores, false);
                ScoredUsers expected = PurchaseModel.read(model).score(local, DAY);
                Map<String, Row> found = new HashMap<>();
                LocalSpark.session().read().parquet(SharedFolder.read(scores.resolve("users"))).collectAsList()
                        .forEach(row -> found.put(row.getString(0), row));
                assertThat(found).hasSize(local.users());
                assertThat(report.results()).isEqualTo(local.users());
                for (int i = 0; i < expected.size(); i++) {
                    Row row = found.get(expected.userId(i));
                    assertThat(row.getDouble(1)).as(learner.name()).isEqualTo(expected.probability(i));
                    assertThat(row.getBoolean(2)).isEqualTo(expected.isPredicted(i));
                    assertThat(row.getBoolean(3)).isEqualTo(expected.isKnown(i));
                }
            }
        }
    }

    @Test
    void scoresOfEveryCategoryAreThoseOfTheModelInMemory() {
        CategoryCohort categories = CategorySnapshot.of(Level.SECOND).withDays(List.of(60, 90, 120), 160, 40)
                .withMinBuyers(20).cohort(local);
        Path file = folder.resolve("categories.zip");
        CategoryModel.fit(categories, CategoryLearner.logistic()).write(file);
        ScoredCategories expected = CategoryModel.read(file).score(local, DAY);
        Path scores = folder.resolve("all categories");
        try (SparkLog log = log()) {
            assertThat(SparkScores.of(file).write(log, DAY, scores, false).results()).isEqualTo(local.users());
        }
        Map<String, Integer> users = new HashMap<>();
        IntStream.range(0, expected.size()).forEach(i -> users.put(expected.userId(i), i));
        List<Row> rows = LocalSpark.session().read().parquet(SharedFolder.read(scores.resolve("users")))
                .collectAsList();
        assertThat(rows).hasSize(local.users() * expected.categories().size());
        assertThat(rows.stream().map(row -> row.getString(0) + "\0" + row.getString(1)).distinct()).hasSize(rows.size());
        for (Row row : rows) {
            int place = expected.categories().place(row.getString(1));
            assertThat(row.getDouble(2)).isEqualTo(expected.probability(users.get(row.getString(0)), place));
            assertThat(row.getBoolean(3)).isEqualTo(expected.boughtBefore(users.get(row.getString(0)), place));
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeTheWork() throws IOException {
        Path model = folder.resolve("model.zip");
        PurchaseModel.fit(cohort, new LogisticLearner()).write(model);
        SparkScores scores = SparkScores.of(model);
        try (SparkLog log = log()) {
            assertThatThrownBy(() -> scores.write(log, RandomLogs.FIRST_DAY, folder.resolve("s"), false))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("but not on 2024-01-01");
            assertThatThrownBy(() -> scores.write(log, DAY, folder, false)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("is there already");
            assertThatThrownBy(() -> scores.write(log, DAY, folder, true)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("contains no scores.json");
            scores.write(log, DAY, folder.resolve("s"), false);
            scores.write(log, DAY.plusDays(1), folder.resolve("s"), true);
            assertThat(folder.resolve("s/scores.json")).content().contains("2024-05-31");
        }
        assertThatThrownBy(() -> SparkScores.of(folder.resolve("lines.parquet"))).isInstanceOf(ForesaleException.class);
    }

    @Test
    void commandLinesAreCheckedBeforeSparkStarts() throws IOException {
        assertThat(said(0, () -> CohortJob.run("--help"))).contains("--question", "--overwrite", "--lines");
        assertThat(said(0, () -> ScoreJob.run("--help"))).contains("--model", "--day", "--zone");
        String[] log = {"--lines", "nowhere", "--user", "u", "--time", "t", "--product", "p", "--class1", "a",
            "--class2", "b", "--class3", "c", "--output", folder.toString()};
        String[] need = {"--question", "first-need", "--target", "x", "--level", "second", "--class", "X"};
        assertThat(said(2, () -> CohortJob.run("--fast"))).contains("unknown argument: --fast");
        assertThat(said(2, () -> CohortJob.run("--seed"))).contains("--seed needs a value");
        assertThat(said(2, () -> CohortJob.run(need))).contains("--lines is missing");
        assertThat(said(2, () -> CohortJob.run(with(need, log)))).contains("is there already");
        assertThat(said(2, () -> CohortJob.run(with(need, log, "--overwrite")))).contains("contains no cohort.json");
        for (String[] wrong : new String[][] {{"--burn-in", "x"}, {"--negatives", "all"}, {"--zone", "Mars"},
            {"--time-format", "{"}, {"--first-day", "2024-13-01"}, {"--first-day", "2024-01-01"},
            {"--without", "FUEL"}, {"--without", "top=FUEL"}, {"--partitions", "0"}, {"--seed", "1", "--seed", "2"},
            {"--test-from", "3"}}) {
            assertThat(said(2, () -> CohortJob.run(with(need, log, wrong)))).contains("foresale: error: ")
                    .doesNotContain("is there already");
        }
        assertThat(said(2, () -> ScoreJob.run(log))).contains("--day is missing");
        Files.writeString(folder.resolve("model.zip"), "no zip");
        String[] scored = with(log, "--day", "2024-01-02", "--model", folder.resolve("model.zip").toString());
        scored[List.of(scored).indexOf("--output") + 1] = folder.resolve("new").toString();
        assertThat(said(2, () -> ScoreJob.run(scored))).contains("is no model");
    }

    private static String[] with(String[] one, String... more) {
        return with(one, more, new String[0]);
    }

    private static String[] with(String[] one, String[] two, String... more) {
        return java.util.stream.Stream.of(one, two, more).flatMap(java.util.Arrays::stream).toArray(String[]::new);
    }
}

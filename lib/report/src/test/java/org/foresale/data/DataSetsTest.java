package org.foresale.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.foresale.Expected;
import org.foresale.PublicLogs;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.QualityReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.Table;

/** The two real logs, against what pandas counts in the same files, and what is said of damaged ones. */
@Tag("slow")
class DataSetsTest {

    @TempDir
    Path folder;

    @AfterEach
    void forgetTheProperty() {
        System.clearProperty(PythonPackages.PROPERTY);
    }

    @Test
    void completeJourneyIsWhatPandasCounts() {
        JsonNode expected = Expected.of("completeJourney");
        PurchaseLog log = PublicLogs.completeJourney();
        assertThat(log.lines()).isEqualTo(expected.get("lines").asInt());
        assertThat(log.users()).isEqualTo(expected.get("users").asInt());
        for (Level level : Level.values()) {
            assertThat(log.taxonomy().size(level)).isEqualTo(expected.get("classes").get(level.ordinal()).asInt());
        }
        JsonNode counts = expected.get("counts");
        assertThat(log.quality().read()).isEqualTo(counts.get("read").asLong());
        assertThat(log.quality().dropped(QualityReport.Reason.OUTSIDE_WINDOW))
                .isEqualTo(counts.get("outside").asLong());
        assertThat(log.quality().dropped(QualityReport.Reason.QUANTITY_NOT_POSITIVE))
                .isEqualTo(counts.get("quantity").asLong());
        assertThat(log.quality().dropped(QualityReport.Reason.NO_CLASS)).isEqualTo(counts.get("noClass").asLong());
        assertThat(log.quality().dropped(QualityReport.Reason.EXCLUDED_CLASS))
                .isEqualTo(counts.get("excluded").asLong());
        assertThat(log.quality().dropped(QualityReport.Reason.DUPLICATE)).isZero();

        Table table = log.table();
        assertThat(table.doubleColumn("value").sum()).isCloseTo(expected.get("value").asDouble(), within(1e-4));
        assertThat(table.stringColumn("basket").countUnique()).isEqualTo(expected.get("baskets").asInt());
        assertThat(table.stringColumn("product").countUnique()).isEqualTo(expected.get("products").asInt());
        Table departments = table.summarize("value", AggregateFunctions.count).by("department");
        assertThat(departments.rowCount()).isEqualTo(expected.get("departments").size());
        departments.forEach(row -> assertThat(row.getDouble(1))
                .isEqualTo(expected.get("departments").get(row.getString("department")).asDouble()));
    }

    @Test
    void taFengIsWhatPandasCounts() {
        JsonNode expected = Expected.of("taFeng");
        PurchaseLog log = PublicLogs.taFeng();
        assertThat(log.lines()).isEqualTo(expected.get("lines").asInt());
        assertThat(log.users()).isEqualTo(expected.get("users").asInt());
        for (Level level : Level.values()) {
            assertThat(log.taxonomy().size(level)).isEqualTo(expected.get("classes").get(level.ordinal()).asInt());
        }
        Table table = log.table();
        assertThat(table.doubleColumn("value").sum()).isCloseTo(expected.get("value").asDouble(), within(1e-4));
        assertThat(table.stringColumn("product").countUnique()).isEqualTo(expected.get("products").asInt());
    }

    @Test
    void aMissingPackageIsNamedWithTheRemedy() {
        System.setProperty(PythonPackages.PROPERTY, folder.toString());
        assertThatThrownBy(() -> PythonPackages.find("no_such_package")).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("no_such_package").hasMessageContaining(folder.toString())
                .hasMessageContaining("environment/setup").hasMessageContaining(PythonPackages.VARIABLE);
    }

    @Test
    void aPackageIsFoundInAGivenFolder() throws IOException {
        Files.createDirectory(folder.resolve("some_package"));
        System.setProperty(PythonPackages.PROPERTY, folder.toString());
        assertThat(PythonPackages.find("some_package")).isEqualTo(folder.resolve("some_package"));
    }

    @Test
    void aMissingFileIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> CompleteJourney.load(folder, CompleteJourney.rules()))
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining(folder.resolve("products.parquet").toString())
                .hasMessageContaining("environment/setup");
        assertThatThrownBy(() -> TaFeng.load(folder.resolve("ta_feng.csv.zip"), TaFeng.rules()))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("ta_feng.csv.zip")
                .hasMessageContaining("environment/setup");
    }

    @Test
    void aMissingColumnIsNamedWithTheFileAndTheRemedy() throws SQLException {
        sql("COPY (SELECT 1 AS product_id, 'A' AS department, 'B' AS product_category) TO '" + folder
                + "/products.parquet' (FORMAT parquet)");
        assertThatThrownBy(() -> CompleteJourney.load(folder, CompleteJourney.rules()))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("products.parquet")
                .hasMessageContaining("\"product_type\"").hasMessageContaining("product_category")
                .hasMessageContaining("environment/setup");
    }

    @Test
    void faultsInTheFilesAreCounted() throws SQLException {
        sql("COPY (SELECT * FROM (VALUES (1, 'A', 'B', 'C'), (2, 'A', NULL, NULL), (3, 'FUEL', 'B', 'C'))"
                + " p(product_id, department, product_category, product_type)) TO '" + folder
                + "/products.parquet' (FORMAT parquet)");
        sql("COPY (SELECT * FROM (VALUES"
                + " (7, 1, 1, 1, 1.5, TIMESTAMP '2018-01-01 04:59:59.7'),"
                + " (NULL, 1, 1, 1, 1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, NULL, 1, 1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, 1, 1, 1.5, NULL)," + " (7, 1, 1, 1, 1.5, TIMESTAMP '2018-05-01 12:00:00'),"
                + " (7, 1, 1, NULL, 1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, 1, -1, 1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, 1, 1, -1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, 2, 1, 1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, 9, 1, 1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, 3, 1, 1.5, TIMESTAMP '2017-05-01 12:00:00'),"
                + " (7, 1, 1, 1, 1.5, TIMESTAMP '2018-01-01 04:59:59.7'))"
                + " t(household_id, basket_id, product_id, quantity, sales_value, transaction_timestamp)) TO '" + folder
                + "/transactions.parquet' (FORMAT parquet)");
        PurchaseLog log = CompleteJourney.load(folder, CompleteJourney.rules());
        // A part of a second does not make it midnight.
        assertThat(log.date(log.history(0).day(0))).isEqualTo("2017-12-31");
        assertThat(log.history(0).second(0)).isEqualTo(24 * 3600 - 1);
        QualityReport quality = log.quality();
        assertThat(quality.read()).isEqualTo(12);
        assertThat(quality.kept()).isEqualTo(1);
        for (QualityReport.Reason reason : QualityReport.Reason.values()) {
            assertThat(quality.dropped(reason)).as(reason.text())
                    .isEqualTo(reason == QualityReport.Reason.NO_CLASS ? 2
                    : Set.of(QualityReport.Reason.EXCLUDED_USER, QualityReport.Reason.NO_PURCHASE,
                            QualityReport.Reason.NOBODY).contains(reason) ? 0 : 1);
        }
        assertThat(quality.findings()).extracting(QualityReport.Finding::example)
                .contains("row 2, column household_id: empty", "row 4, column transaction_timestamp: empty",
                        "row 9, column product_id: \"2\"");
    }

    @Test
    void faultsInTheCsvAreCounted() throws IOException {
        Path zip = zip("ta.csv", """
                TRANSACTION_DT,CUSTOMER_ID,AGE_GROUP,PIN_CODE,PRODUCT_SUBCLASS,PRODUCT_ID,AMOUNT,ASSET,SALES_PRICE
                11/1/2000,1,A,1,110411,p,1,24,30
                13/45/2000,1,A,1,110411,p,1,24,30
                11/1/2000,1,A,1,11,p,1,24,30
                11/1/2000,1,A,1,110411,p,many,24,30
                11/1/2000,1,A,1,110411,p,1,24,cheap
                11/1/2000,1,A,1,110411,p,0,24,30
                12/1/2001,1,A,1,110411,p,1,24,30
                """);
        PurchaseLog log = TaFeng.load(zip, TaFeng.rules());
        assertThat(log.lines()).isEqualTo(1);
        assertThat(log.quality().findings()).extracting(QualityReport.Finding::example).containsExactly(
                "row 2, column TRANSACTION_DT: \"13/45/2000\"", "row 7, column TRANSACTION_DT: \"2001-12-01T00:00\"",
                "row 4, column AMOUNT: \"many\"", "row 6, column AMOUNT: \"0.0\"",
                "row 3, column class of 2 digits, class of 4 digits: empty");
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Files.writeString(folder.resolve("products.parquet"), "this is no parquet file");
        assertThatThrownBy(() -> CompleteJourney.load(folder, CompleteJourney.rules()))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("products.parquet")
                .hasMessageContaining("damaged");
        Path noZip = Files.writeString(folder.resolve("x.zip"), "this is no zip file");
        assertThatThrownBy(() -> TaFeng.load(noZip, TaFeng.rules())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("x.zip").hasMessageContaining("damaged");
        Path otherCsv = zip("other.csv", "a,b\n1,2\n");
        assertThatThrownBy(() -> TaFeng.load(otherCsv, TaFeng.rules())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("has no column").hasMessageContaining("It has: a, b");
    }

    @Test
    void aFileThatUnpacksToTooMuchIsRefused() throws IOException {
        Path source = folder.resolve("bomb.zip");
        try (BoundedOutput out = new BoundedOutput(OutputStream.nullOutputStream(), 10, source)) {
            out.write(new byte[10]);
            assertThatThrownBy(() -> out.write(1))
                    .isInstanceOf(ForesaleException.class).hasMessageContaining("bomb.zip")
                    .hasMessageContaining("10 bytes");
        }
    }

    private Path zip(String entry, String text) throws IOException {
        Path zip = folder.resolve(entry + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zip;
    }

    private static void sql(String command) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}

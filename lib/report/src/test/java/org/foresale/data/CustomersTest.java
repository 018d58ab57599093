package org.foresale.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.foresale.PublicLogs;
import org.foresale.log.ForesaleException;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** What the real data sets tell of customers and campaigns; the counts are those of DuckDB in the files. */
@Tag("slow")
class CustomersTest {

    @TempDir
    Path folder;

    @Test
    void householdsAreThoseOfTheLog() {
        PurchaseLog log = PublicLogs.completeJourney();
        Table known = CompleteJourney.demographics();
        assertThat(known.rowCount()).isEqualTo(801);
        assertThat(known.columnNames()).containsExactly("user", "age", "income", "home ownership", "marital status",
                "household size", "household composition", "children");
        assertThat(known.stringColumn("user").asList()).doesNotHaveDuplicates()
                .allMatch(id -> log.findUser(id).isPresent());
        assertThat(known.stringColumn("age").isEqualTo("45-54").size()).isEqualTo(288);
        assertThat(known.stringColumn("income").isEqualTo("Under 15K").size()).isEqualTo(61);
        assertThat(known.stringColumn("home ownership").countMissing()).isEqualTo(233);
        assertThat(known.stringColumn("marital status").countMissing()).isEqualTo(137);
        assertThat(known.where(known.stringColumn("user").isEqualTo("1")).stringColumn("age").get(0)).isEqualTo("65+");
    }

    @Test
    void campaignsAndCouponsAreThoseOfTheFiles() {
        Table sent = CompleteJourney.campaigns();
        assertThat(sent.rowCount()).isEqualTo(6589);
        assertThat(sent.stringColumn("campaign").isEqualTo("18").size()).isEqualTo(1133);
        Table described = CompleteJourney.campaignDescriptions();
        assertThat(described.rowCount()).isEqualTo(27);
        Table last = described.where(described.stringColumn("campaign").isEqualTo("18"));
        assertThat(last.getString(0, "type")).isEqualTo("Type A");
        assertThat(last.dateColumn("start").get(0)).isEqualTo(LocalDate.of(2017, 10, 30));
        assertThat(last.dateColumn("end").get(0)).isEqualTo(LocalDate.of(2017, 12, 24));
        assertThat(CompleteJourney.coupons().rowCount()).isEqualTo(116_204);
        Table redeemed = CompleteJourney.couponRedemptions();
        assertThat(redeemed.rowCount()).isEqualTo(2102);
        assertThat(redeemed.stringColumn("campaign").isEqualTo("13").size()).isEqualTo(629);
        assertThat(redeemed.dateColumn("date").min()).isEqualTo(LocalDate.of(2017, 1, 1));
        assertThat(redeemed.columnNames()).containsExactly("user", "campaign", "coupon", "date");
    }

    @Test
    void taFengsCustomersAreThoseOfTheLog() {
        PurchaseLog log = PublicLogs.taFeng();
        Table known = TaFeng.customers();
        assertThat(known.rowCount()).isEqualTo(32_266).isEqualTo(log.users());
        assertThat(known.stringColumn("user").asList()).doesNotHaveDuplicates()
                .allMatch(id -> log.findUser(id).isPresent());
        assertThat(known.stringColumn("age group").countMissing()).isEqualTo(626);
        assertThat(known.stringColumn("age group").isEqualTo("35-39").size()).isEqualTo(6588);
        assertThat(known.stringColumn("area").isEqualTo("115").size()).isEqualTo(10_803);
        assertThat(known.stringColumn("area").countMissing()).isEqualTo(1453);
    }

    @Test
    void theMostFrequentValueIsTakenAndTheFirstOfSeveral() throws IOException {
        Table known = TaFengCustomers.read(zip("""
                CUSTOMER_ID,AGE_GROUP,PIN_CODE
                2,,Unknown
                1,<25,115
                1,25-29,115
                1,25-29,
                1,,110
                3,30-34,Others
                3,25-29,Others
                 ,25-29,115
                """));
        assertThat(known.stringColumn("user").asList()).containsExactly("1", "2", "3");
        assertThat(known.stringColumn("age group").asList()).containsExactly("25-29", "", "25-29");
        assertThat(known.stringColumn("area").asList()).containsExactly("115", "", "Others");
    }

    @Test
    void whatIsMissingOrDamagedIsNamedWithTheRemedy() throws IOException, SQLException {
        assertThatThrownBy(() -> CompleteJourneyTables.demographics(folder)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("demographics.parquet").hasMessageContaining("environment/setup");
        Files.writeString(folder.resolve("coupons.parquet"), "this is no parquet file");
        assertThatThrownBy(() -> CompleteJourneyTables.coupons(folder)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("coupons.parquet").hasMessageContaining("damaged");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 1 AS campaign_id) TO '" + folder + "/campaigns.parquet' (FORMAT parquet)");
        }
        assertThatThrownBy(() -> CompleteJourneyTables.campaigns(folder)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("\"household_id\"").hasMessageContaining("campaign_id");
        Path zip = zip("a,b\n1,2\n");
        assertThatThrownBy(() -> TaFengCustomers.read(zip)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("\"CUSTOMER_ID\"");
    }

    private Path zip(String text) throws IOException {
        Path zip = folder.resolve("ta.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("ta.csv"));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zip;
    }
}

package org.foresale.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import org.foresale.RandomLogs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The same lines from a table, a CSV file, a Parquet file and a database give the same log. */
class FileSourceTest {

    private static final String FAULTY = """
            who,when,what,a,b,c,many,paid
            ann,2024-03-01,p,A,B,C,1,9.90
            ,2024-03-01,p,A,B,C,1,9.90
            ann,2024-03-01, ,A,B,C,1,9.90
            ann,2024-02-30,p,A,B,C,1,9.90
            ann,,p,A,B,C,1,9.90
            ann,2024-04-01,p,A,B,C,1,9.90
            ann,2024-03-01,p,A,B,C,one,9.90
            ann,2024-03-01,p,A,B,C,0,9.90
            ann,2024-03-01,p,A,B,C,1,-0.01
            ann,2024-03-01,p,A,,C,1,9.90
            ann,2024-03-01,p,FUEL,B,C,1,9.90
            ann,2024-03-01,p,A,B,C,1,9.90
            bob,2024-03-02,p,A,B,C,2,9.90
            """;
    private static final ColumnMapping MAPPING = ColumnMapping.of("who", "when", "what", "a", "b", "c")
            .withQuantity("many").withValue("paid");
    private static final LogRules RULES = PurchaseLogTest.RULES;

    @TempDir
    Path folder;
    private Table table;
    private PurchaseLog log;

    @BeforeEach
    void aLog() {
        table = RandomLogs.table(5, 40);
        log = PurchaseLog.of(table, RandomLogs.MAPPING, RandomLogs.RULES);
    }

    private Path csv(String name, Table written) {
        Path file = folder.resolve(name);
        written.write().csv(file.toFile());
        return file;
    }

    private void parquet(String select, Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file.toString().replace("'", "''")
                    + "' (FORMAT parquet)");
        }
    }

    @Test
    void aCsvFileGivesTheLogOfItsTable() {
        PurchaseLog read = PurchaseLog.read(csv("it's.csv", table), RandomLogs.MAPPING, RandomLogs.RULES);
        assertThat(SameLog.lines(read)).isEqualTo(SameLog.lines(log));
        assertThat(read.name()).isEqualTo("it's.csv");
        assertThat(read.hasTimeOfDay()).isTrue();
    }

    @Test
    void aParquetFileOrAFolderOfThemGivesTheLogOfItsTable() throws SQLException, IOException {
        Path csv = csv("log.csv", RandomLogs.shuffled(table, 3));
        Path parts = Files.createDirectory(folder.resolve("parts"));
        parquet("SELECT * FROM '" + csv + "'", folder.resolve("it's.parquet"));
        parquet("SELECT * FROM '" + csv + "' WHERE hash(\"user\") % 2 = 0", parts.resolve("1.parquet"));
        parquet("SELECT * FROM '" + csv + "' WHERE hash(\"user\") % 2 = 1", parts.resolve("2.parquet"));
        assertThat(SameLog.lines(PurchaseLog.read(folder.resolve("it's.parquet"), RandomLogs.MAPPING,
                RandomLogs.RULES))).isEqualTo(SameLog.lines(log));
        assertThat(SameLog.lines(PurchaseLog.read(parts, RandomLogs.MAPPING, RandomLogs.RULES)))
                .isEqualTo(SameLog.lines(log));
    }

    @Test
    void aQueryGivesTheLogOfItsRows() throws SQLException {
        Path csv = csv("log.csv", table);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(SameLog.lines(PurchaseLog.query(connection, "SELECT * FROM '" + csv + "' ORDER BY product",
                    RandomLogs.MAPPING, RandomLogs.RULES))).isEqualTo(SameLog.lines(log));
            assertThatThrownBy(() -> PurchaseLog.query(connection, "SELECT * FROM nowhere", RandomLogs.MAPPING,
                    RandomLogs.RULES)).isInstanceOf(ForesaleException.class).hasMessageContaining("nowhere");
        }
    }

    @Test
    void idsThatAreNumbersComeInTheSameOrderFromAnyType() throws SQLException {
        String rows = " AS who, DATE '2024-03-05' AS \"when\", 7 AS what, 'A' AS a, 'B' AS b, 'C' AS c, 2 AS many,"
                + " 1.5 AS paid FROM range(95, 105) t(i)";
        parquet("SELECT i" + rows, folder.resolve("numbers.parquet"));
        parquet("SELECT i::VARCHAR" + rows, folder.resolve("texts.parquet"));
        PurchaseLog numbers = PurchaseLog.read(folder.resolve("numbers.parquet"), MAPPING, RULES);
        assertThat(SameLog.lines(numbers))
                .isEqualTo(SameLog.lines(PurchaseLog.read(folder.resolve("texts.parquet"), MAPPING, RULES)));
        assertThat(numbers.userId(0)).isEqualTo("95");
        assertThat(numbers.hasTimeOfDay()).isFalse();
    }

    @Test
    void instantsAreTakenToTheZone() throws SQLException {
        parquet("SELECT 1 AS who, TIMESTAMPTZ '2024-03-05 02:30:00+00' AS \"when\", 7 AS what, 'A' AS a, 'B' AS b,"
                + " 'C' AS c, 2 AS many, 1.5 AS paid", folder.resolve("utc.parquet"));
        PurchaseLog local = PurchaseLog.read(folder.resolve("utc.parquet"),
                MAPPING.withZone(ZoneId.of("America/New_York")), RULES);
        assertThat(local.date(local.history(0).day(0))).isEqualTo("2024-03-04");
        assertThat(local.history(0).second(0)).isEqualTo((21 * 60 + 30) * 60);
    }

    @Test
    void everyFaultIsCountedAsFromATable() throws IOException {
        Path file = Files.writeString(folder.resolve("faulty.csv"), FAULTY);
        QualityReport quality = PurchaseLog.read(file, MAPPING, RULES).quality();
        assertThat(quality.read()).isEqualTo(13);
        assertThat(quality.kept()).isEqualTo(2);
        assertThat(quality.findings()).extracting(QualityReport.Finding::reason, QualityReport.Finding::lines,
                QualityReport.Finding::example).containsExactly(
                tuple(Reason.NO_USER, 1L, "row 2, column who: empty"),
                tuple(Reason.NO_PRODUCT, 1L, "row 3, column what: empty"),
                tuple(Reason.UNREADABLE_DATE, 2L, "row 4, column when: \"2024-02-30\""),
                tuple(Reason.OUTSIDE_WINDOW, 1L, "row 6, column when: \"2024-04-01T00:00\""),
                tuple(Reason.UNREADABLE_NUMBER, 1L, "row 7, column many: \"one\""),
                tuple(Reason.QUANTITY_NOT_POSITIVE, 1L, "row 8, column many: \"0.0\""),
                tuple(Reason.NEGATIVE_VALUE, 1L, "row 9, column paid: \"-0.01\""),
                tuple(Reason.NO_CLASS, 1L, "row 10, column a, b, c: empty"),
                tuple(Reason.EXCLUDED_CLASS, 1L, "row 11, class FUEL > B"),
                tuple(Reason.DUPLICATE, 1L, "row 12"));
    }

    @Test
    void whatIsNoSourceIsRefusedWithTheRemedy() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), FAULTY);
        assertThatThrownBy(() -> PurchaseLog.read(csv, MAPPING.withValue("price"), RULES))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("\"price\"").hasMessageContaining("paid")
                .hasMessageContaining("ColumnMapping");
        assertThatThrownBy(() -> PurchaseLog.read(folder.resolve("no.csv"), MAPPING, RULES))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("no.csv").hasMessageContaining("not exist");
        Path excel = Files.writeString(folder.resolve("a.xlsx"), "PK");
        assertThatThrownBy(() -> PurchaseLog.read(excel, MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.xlsx").hasMessageContaining(".parquet").hasMessageContaining("Table");
        Path noParquet = Files.writeString(folder.resolve("a.parquet"), FAULTY);
        assertThatThrownBy(() -> PurchaseLog.read(noParquet, MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.parquet").hasMessageContaining("damaged");
        Path latin = Files.write(folder.resolve("latin.csv"),
                "who,when,what,a,b,c,many,paid\nann,2024-01-01,p,A,B,caf\u00e9,1,1\n".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> PurchaseLog.read(latin, MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("not utf-8 encoded. Is it damaged").hasMessageContaining("iconv")
                .hasMessageNotContainingAny("ignore_errors", "LINE 1");
        Path uneven = Files.writeString(folder.resolve("uneven.csv"), "who;when;what;a;b;c;many;paid\n"
                + "ann;2024-01-01;p;A;B;C;1;1\n".repeat(5) + "ann;2024-01-01;p;A;B;C; C;1;1\n"
                + "ann;2024-01-01;p;A;B;C;1;1\n".repeat(50));
        assertThatThrownBy(() -> PurchaseLog.read(uneven, MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("uneven.csv").hasMessageContaining("Line: 7").hasMessageContaining("C; C")
                .hasMessageContaining("separator");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "who,when,what,a,b,c,many,paid\n");
        assertThatThrownBy(() -> PurchaseLog.read(empty, MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("no line is left of 0 read");
        Path pattern = Files.writeString(folder.resolve("a[1].csv"), FAULTY);
        assertThatThrownBy(() -> PurchaseLog.read(pattern, MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a[1].csv").hasMessageContaining("Rename");
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        assertThatThrownBy(() -> PurchaseLog.read(nothing, MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void aColumnNameIsNeverRunAsSql() throws IOException {
        String name = "who\" FROM x; DROP TABLE line; --";
        Path file = Files.writeString(folder.resolve("a.csv"),
                FAULTY.replaceFirst("who", "\"" + name.replace("\"", "\"\"") + "\""));
        ColumnMapping odd = ColumnMapping.of(name, "when", "what", "a", "b", "c").withQuantity("many")
                .withValue("paid");
        assertThat(PurchaseLog.read(file, odd, RULES).users()).isEqualTo(2);
    }

    @Test
    void aFilterKeepsTheLinesThatItsRulesKeep() {
        LogRules later = LogRules.withDefaults().withWindow(RandomLogs.FIRST_DAY.plusDays(50),
                RandomLogs.FIRST_DAY.plusDays(99)).withoutClasses(Level.SECOND, "X")
                .withUsers(id -> !id.equals("u3"));
        PurchaseLog filtered = log.filter(later);
        assertThat(SameLog.lines(filtered)).isEqualTo(SameLog.lines(PurchaseLog.of(table, RandomLogs.MAPPING, later)));
        assertThat(filtered.days()).isEqualTo(50);
        assertThat(filtered.quality().read()).isEqualTo(log.lines());
        assertThat(filtered.quality().dropped(Reason.EXCLUDED_USER)).isPositive();
        assertThat(filtered.findUser("u3")).isEmpty();

        PurchaseLog some = log.filter(LogRules.withDefaults().withUsers(id -> id.endsWith("7")));
        assertThat(some.days()).isEqualTo(log.days());
        assertThat(SameLog.lines(some)).isEqualTo(SameLog.lines(PurchaseLog.of(table, RandomLogs.MAPPING,
                RandomLogs.RULES.withUsers(id -> id.endsWith("7")))));
        assertThatThrownBy(() -> log.filter(LogRules.withDefaults().withUsers(id -> false)))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("user left out on purpose");
    }
}

package org.foresale.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
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
    private static final String HEADER = "who,when,what,a,b,c,many,paid\n";
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("a", "b", "c")
            .withQuantity("many").withValue("paid");
    private static final LogRules RULES = PurchaseLogTest.RULES;

    @TempDir
    Path folder;
    private Table table;
    private PurchaseLog log;

    @BeforeEach
    void aLog() {
        table = RandomLogs.table(5, 40);
        log = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
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
        PurchaseLog read = LogSource.file(csv("it's.csv", table)).load(RandomLogs.MAPPING, RandomLogs.RULES);
        assertThat(SameLog.lines(read)).isEqualTo(SameLog.lines(log));
        assertThat(read.name()).isEqualTo("it's.csv");
        assertThat(read.hasTimeOfDay()).isTrue();
    }

    @Test
    void idsThatAreNumbersComeInTheSameOrderFromAnyType() throws SQLException {
        String rows = " AS who, DATE '2024-03-05' AS \"when\", 7 AS what, 'A' AS a, 'B' AS b, 'C' AS c, 2 AS many,"
                + " 1.5 AS paid FROM range(95, 105) t(i)";
        parquet("SELECT i" + rows, folder.resolve("numbers.parquet"));
        parquet("SELECT i::VARCHAR" + rows, folder.resolve("texts.parquet"));
        PurchaseLog numbers = LogSource.file(folder.resolve("numbers.parquet")).load(MAPPING, RULES);
        assertThat(SameLog.lines(numbers))
                .isEqualTo(SameLog.lines(LogSource.file(folder.resolve("texts.parquet")).load(MAPPING, RULES)));
        assertThat(numbers.userId(0)).isEqualTo("95");
        assertThat(numbers.hasTimeOfDay()).isFalse();
    }

    @Test
    void whatIsNoSourceIsRefusedWithTheRemedy() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), FAULTY);
        assertThatThrownBy(() -> LogSource.file(csv).load(MAPPING.withValue("price"), RULES))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("\"price\"").hasMessageContaining("paid")
                .hasMessageContaining("ColumnMapping");
        assertThatThrownBy(() -> LogSource.file(folder.resolve("no.csv")).load(MAPPING, RULES))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("no.csv").hasMessageContaining("not exist");
        Path other = Files.writeString(folder.resolve("a.sav"), "PK");
        assertThatThrownBy(() -> LogSource.file(other).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.sav").hasMessageContaining(".parquet").hasMessageContaining("Table");
        Path workbook = Files.writeString(folder.resolve("a.xlsx"), "PK");
        assertThatThrownBy(() -> LogSource.file(workbook).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.xlsx").hasMessageContaining("damaged");
        Path noParquet = Files.writeString(folder.resolve("a.parquet"), FAULTY);
        assertThatThrownBy(() -> LogSource.file(noParquet).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.parquet").hasMessageContaining("damaged");
        Path latin = Files.write(folder.resolve("latin.csv"),
                "who,when,what,a,b,c,many,paid\nann,2024-01-01,p,A,B,caf\u00e9,1,1\n".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> LogSource.file(latin).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("withEncoding(\"windows-1252\")")
                .hasMessageNotContainingAny("ignore_errors", "LINE 1");
        Path uneven = Files.writeString(folder.resolve("uneven.csv"), "who;when;what;a;b;c;many;paid\n"
                + "ann;2024-01-01;p;A;B;C;1;1\n".repeat(5) + "ann;2024-01-01;p;A;B;C; C;1;1\n"
                + "ann;2024-01-01;p;A;B;C;1;1\n".repeat(50));
        assertThatThrownBy(() -> LogSource.file(uneven).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("uneven.csv").hasMessageContaining("line 7 has 9 cells")
                .hasMessageContaining("separator");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "who,when,what,a,b,c,many,paid\n");
        assertThatThrownBy(() -> LogSource.file(empty).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("contains no purchases");
        Path pattern = Files.writeString(folder.resolve("a[1].csv"), FAULTY);
        assertThatThrownBy(() -> LogSource.file(pattern).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a[1].csv").hasMessageContaining("Rename");
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        assertThatThrownBy(() -> LogSource.file(nothing).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("nothing");
    }

    /** Nothing but the separator is guessed of a CSV file, and each of its lines is accounted for. */
    @Test
    void linesThatLookLikeCommentsAreLines() throws IOException {
        String lines = IntStream.range(0, 200).mapToObj(i -> (i % 10 == 0 ? "#K" : "K") + i + ",2024-03-01,p,A,B,C,1,1\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("comments.csv"), HEADER + lines);
        PurchaseLog read = LogSource.file(file).load(MAPPING, RULES);
        assertThat(read.quality().read()).isEqualTo(200);
        assertThat(read.users()).isEqualTo(200);
        assertThat(read.findUser("#K10")).isPresent();
        Path remark = Files.writeString(folder.resolve("remark.csv"), HEADER + lines + "# 200 lines\n");
        assertThatThrownBy(() -> LogSource.file(remark).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("line 202 has 1 cell,");
    }

    @Test
    void theHeaderIsTheFirstLineWhateverComesLater() throws IOException {
        Path file = Files.writeString(folder.resolve("wider.csv"), "who,when,what,a,b,c\n"
                + "ann,2024-03-01,p,A,B,C\nbob,2024-03-02,p,A,B,C\nwho,when,what,a,b,c,paid\n"
                + "ann,2024-03-03,p,A,B,C,1\nbob,2024-03-04,p,A,B,C,1\n");
        ColumnMapping plain = ColumnMapping.ofUser("who").time("when").product("what").classes("a", "b", "c");
        assertThatThrownBy(() -> LogSource.file(file).load(plain, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("wider.csv").hasMessageContaining("line 4 has 7 cells, but the header has 6");
    }

    @Test
    void quotesAreReadHoweverLateTheyCome() throws IOException {
        String plain = "ann,2024-03-01,p,A,B,C,1,1\n".repeat(30_000);
        Path file = Files.writeString(folder.resolve("late.csv"), HEADER + plain
                + "\"bob\",2024-03-02,p,A,B,\"S1, \"\"large\"\"\",1,1\n");
        PurchaseLog read = LogSource.file(file).load(MAPPING, RULES);
        assertThat(read.quality().read()).isEqualTo(30_001);
        assertThat(read.findUser("bob")).isPresent();
        assertThat(SameLog.lines(read)).anySatisfy(line -> assertThat(line).contains("A > B > S1, \"large\""));
    }

    /** As the last line may be: half of it is a line as well. */
    @Test
    void aCompressedFileIsWholeOrRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((HEADER + "ann,2024-03-01,p,A,B,C,1,9.90\n".repeat(3_000)).getBytes(UTF_8));
        }
        byte[] whole = bytes.toByteArray();
        Path file = folder.resolve("a.csv.gz");
        Files.write(file, whole);
        assertThat(LogSource.file(file).load(MAPPING, RULES).quality().read()).isEqualTo(3_000);
        for (int cut : new int[] {1, 4, 8, 12}) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            assertThatThrownBy(() -> LogSource.file(file).load(MAPPING, RULES)).as("cut by " + cut)
                    .isInstanceOf(ForesaleException.class).hasMessageContaining("a.csv.gz");
        }
        byte[] flipped = whole.clone();
        flipped[whole.length - 6] ^= 1;
        Files.write(file, flipped);
        assertThatThrownBy(() -> LogSource.file(file).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("damaged or truncated").hasMessageContaining("gzip -t");
    }

    @Test
    void twoColumnsOfAMappedNameAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("twice.csv"), "who,when,what,a,b,c,\"many\",many,paid,x,x\n"
                + "ann,2024-03-01,p,A,B,C,1,2,9.90,3,4\n");
        assertThatThrownBy(() -> LogSource.file(file).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("twice.csv has two columns \"many\"").hasMessageContaining("quantity");
        ColumnMapping without = ColumnMapping.ofUser("who").time("when").product("what").classes("a", "b", "c")
                .withValue("paid");
        assertThat(LogSource.file(file).load(without, RULES).lines()).isEqualTo(1);
    }

    @Test
    void theNameOfAFolderIsNoColumn() throws IOException, SQLException {
        Path odd = Files.createDirectories(folder.resolve("many=5"));
        Path file = Files.writeString(odd.resolve("a.csv"), HEADER + "ann,2024-03-01,p,A,B,C,2,9.90\n");
        parquet("SELECT 'ann' AS who, '2024-03-01' AS \"when\", 'p' AS what, 'A' AS a, 'B' AS b, 'C' AS c, 2 AS many,"
                + " 9.9 AS paid", odd.resolve("a.parquet"));
        for (Path source : List.of(file, odd.resolve("a.parquet"))) {
            assertThat(LogSource.file(source).load(MAPPING, RULES).history(0).quantity(0)).isEqualTo(2);
        }
        Files.delete(file);
        assertThat(LogSource.file(odd).load(MAPPING, RULES).history(0).quantity(0)).isEqualTo(2);
    }

    @Test
    void aColumnNameIsNeverRunAsSql() throws IOException {
        String name = "who\" FROM x; DROP TABLE line; --";
        Path file = Files.writeString(folder.resolve("a.csv"),
                FAULTY.replaceFirst("who", "\"" + name.replace("\"", "\"\"") + "\""));
        ColumnMapping odd = ColumnMapping.ofUser(name).time("when").product("what").classes("a", "b", "c")
                .withQuantity("many")
                .withValue("paid");
        assertThat(LogSource.file(file).load(odd, RULES).users()).isEqualTo(2);
    }

    @Test
    void aFilterKeepsTheLinesThatItsRulesKeep() {
        LogRules later = LogRules.withDefaults().withWindow(RandomLogs.FIRST_DAY.plusDays(50),
                RandomLogs.FIRST_DAY.plusDays(99)).withoutClasses(Level.SECOND, "X")
                .withUsers(id -> !id.equals("u3"));
        PurchaseLog filtered = log.filter(later);
        assertThat(SameLog.lines(filtered))
                .isEqualTo(SameLog.lines(LogSource.table(table).load(RandomLogs.MAPPING, later)));
        assertThat(filtered.days()).isEqualTo(50);
        assertThat(filtered.quality().read()).isEqualTo(log.lines());
        assertThat(filtered.quality().dropped(QualityReport.Reason.EXCLUDED_USER)).isPositive();
        assertThat(filtered.findUser("u3")).isEmpty();

        PurchaseLog some = log.filter(LogRules.withDefaults().withUsers(id -> id.endsWith("7")));
        assertThat(some.days()).isEqualTo(log.days());
        assertThat(SameLog.lines(some))
                .isEqualTo(SameLog.lines(LogSource.table(table)
                .load(RandomLogs.MAPPING, RandomLogs.RULES.withUsers(id -> id.endsWith("7")))));
        assertThatThrownBy(() -> log.filter(LogRules.withDefaults().withUsers(id -> false)))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("excluded user");
    }
}

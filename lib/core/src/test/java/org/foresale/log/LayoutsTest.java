package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Files of every layout, in every kind of file, tell one truth. */
class LayoutsTest {

    private static final String HEADER = "who,when,what,class\n";
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("class");

    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        return Layouts.all().stream().filter(layout -> layout.others().isEmpty()).flatMap(layout ->
                Arrays.stream(LayoutFiles.Kind.values()).map(kind -> Arguments.of(layout, kind)));
    }

    static List<Layout> layouts() {
        return Layouts.all();
    }

    private static void assertTrue(Layout layout, PurchaseLog log) {
        assertThat(Layout.said(log)).isEqualTo(layout.expected());
        QualityReport quality = log.quality();
        assertThat(quality.read()).isEqualTo(layout.rows().size());
        layout.left().forEach((reason, lines) -> assertThat(quality.dropped(reason)).as(reason.toString())
                .isEqualTo(lines.longValue()));
        assertThat(quality.kept() + layout.left().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(quality.read());
    }

    @ParameterizedTest
    @MethodSource("files")
    void filesAreReadAsTheyAre(Layout layout, LayoutFiles.Kind kind) {
        LayoutFiles.Written written = new LayoutFiles(folder).write(layout, kind);
        assertTrue(layout, written.source().load(written.mapping()));
        assertThat(written.source().preview(written.mapping()).check().read()).isPositive();
        ColumnMapping kept = ColumnMapping.fromJson(written.mapping().toJson());
        assertThat(kept).isEqualTo(written.mapping());
        assertTrue(layout, written.source().load(kept));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void queriesSayTheSame(Layout layout) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            LayoutFiles.fill(connection, layout);
            String query = layout.query().isEmpty() ? "SELECT * FROM lines" : layout.query();
            assertTrue(layout, LogSource.query(connection, query).load(layout.tableMapping()));
        }
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aQueryJoinsFiles(Layout layout) throws IOException {
        Map<String, List<List<String>>> tables = new TreeMap<>(layout.others());
        List<List<String>> lines = new ArrayList<>(List.of(layout.header()));
        lines.addAll(layout.rows());
        tables.put("lines", lines);
        List<String> named = new ArrayList<>();
        for (Map.Entry<String, List<List<String>>> table : tables.entrySet()) {
            Path file = Files.writeString(folder.resolve(table.getKey() + ".csv"), LayoutFiles.text(
                    table.getValue().get(0), table.getValue().subList(1, table.getValue().size()), ','));
            named.add(table.getKey() + " AS (SELECT * FROM read_csv('" + file + "', all_varchar = true,"
                    + " header = true, delim = ',', quote = '\"', escape = '\"'))");
        }
        String query = layout.query().isEmpty() ? "SELECT * FROM lines" : layout.query();
        assertTrue(layout, LogSource.query("jdbc:duckdb:", "WITH " + String.join(", ", named) + " " + query)
                .load(layout.tableMapping()));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void tablesSayTheSame(Layout layout) {
        if (layout.others().isEmpty()) {
            Table table = Table.create("lines");
            for (int column = 0; column < layout.header().size(); column++) {
                int at = column;
                table.addColumns(StringColumn.create(layout.header().get(column),
                        layout.rows().stream().map(row -> row.get(at)).toList()));
            }
            assertTrue(layout, LogSource.table(table).load(layout.tableMapping()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "windows-1252", "UTF-16LE", "UTF-16BE"})
    void anEncodingIsGuessedAndShownButHasToBeSaid(String encoding) throws IOException {
        String kitchen = encoding.equals("GBK") ? "厨房用品" : "Küchengerät";
        String bought = encoding.equals("GBK") ? "用户甲,2024-01-0%d,茶壶," : "Käthe,2024-01-0%d,Öl,";
        StringBuilder text = new StringBuilder(HEADER);
        for (int line = 1; line < 9; line++) {
            text.append(String.format(bought, line)).append(kitchen).append('\n');
        }
        Path file = Files.write(folder.resolve("lines.csv"), text.toString().getBytes(Charset.forName(encoding)));
        LogSource source = LogSource.file(file);
        LogPreview preview = source.preview();
        assertThat(preview.kind()).contains(encoding.equals("GBK") ? "GB" : encoding).contains("(guessed)");
        assertThat(preview.columns().get(3).example()).isEqualTo(kitchen);
        assertThatThrownBy(() -> source.load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("withEncoding(\"");
        PurchaseLog log = source.load(MAPPING.withLayout(FileLayout.guessed().withEncoding(encoding)));
        assertThat(log.userId(0)).isEqualTo(encoding.equals("GBK") ? "用户甲" : "Käthe");
        assertThat(log.lines()).isEqualTo(8);
    }

    @Test
    void aTextThatIsNoneOfItsEncodingIsRefused() throws IOException {
        byte[] bytes = (HEADER + "K\u00E4,2024-01-01,p,c\n").getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("lines.csv"), bytes);
        assertThatThrownBy(() -> LogSource.file(file).load(MAPPING.withLayout(FileLayout.guessed()
                .withEncoding("UTF-16BE")))).isInstanceOf(ForesaleException.class);
        // Beyond the first megabyte, the guess is over, but not the care.
        String many = HEADER + "K,2024-01-01,p,c\n".repeat(100_000);
        Files.write(file, (many + "K\u00E4,2024-01-01,p,c\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LogSource.file(file).load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("encoding");
    }

    @Test
    void aTitleIsNamedAndNotTakenForTheHeader() throws IOException {
        Path file = Files.writeString(folder.resolve("lines.csv"), "All orders\n" + HEADER + "K,2024-01-01,p,c\n");
        assertThatThrownBy(() -> LogSource.file(file).preview()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("line 1 looks like a title").hasMessageContaining("withSkippedLines(1)");
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String title : List.of("All orders\n", "\nAll \"orders\n")) {
                Files.writeString(file, "\uFEFF" + (title + HEADER + "K,2024-01-01,p,c\n").replace("\n", end));
                assertThat(LogSource.file(file).load(MAPPING.withLayout(FileLayout.guessed().withSkippedLines(
                        title.split("\n").length))).lines()).isEqualTo(1);
            }
        }
        Files.writeString(file, "All\n" + HEADER + "K,2024-01-01,p,c\nK,2024-01-01\n");
        assertThatThrownBy(() -> LogSource.file(file).load(MAPPING.withLayout(FileLayout.guessed()
                .withSkippedLines(1))))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("line 4 has 2 cells");
    }

    @Test
    void filesOfOneFolderHaveTheColumnsThatAreMapped() throws IOException {
        Files.writeString(folder.resolve("1.csv"), HEADER + "K,2024-01-01,p,c\n");
        Files.writeString(folder.resolve("2.csv"), "who,when,what\nK,2024-01-02,p\n");
        assertThatThrownBy(() -> LogSource.file(folder).load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("2.csv").hasMessageContaining("\"class\"");
        Files.writeString(folder.resolve("3.jsonl"), "{\"who\": 1}");
        assertThatThrownBy(() -> LogSource.file(folder).load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("both 1.csv and 3.jsonl");
        Files.delete(folder.resolve("3.jsonl"));
        Files.writeString(folder.resolve("2.csv"), "class;what;who;when\nc;p;K;2024-01-02\n");
        assertThat(LogSource.file(folder).load(MAPPING).lines()).isEqualTo(2);
        assertThat(LogSource.file(folder).preview().kind()).startsWith("2 files");
    }

    @Test
    void kindsThatAreNotKnownAreRefusedWithThoseThatAre() throws IOException {
        for (String name : List.of("lines.sav", "lines", "lines.pdf")) {
            Path file = Files.writeString(folder.resolve(name), HEADER);
            assertThatThrownBy(() -> LogSource.file(file).preview()).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining(".parquet, .xlsx, .jsonl");
        }
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> LogSource.file(empty).preview()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("contains no file that can be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[1]]", "{\"who\": 1} 2", "{\"who\": 1, \"who\": 2}", "{\"who\": 1,}",
        "who,when", "{\"a.b\": 1, \"a\": {\"b\": 2}}"})
    void recordsThatAreNoneAreRefusedWithTheirLine(String second) throws IOException {
        Path file = Files.writeString(folder.resolve("lines.jsonl"), "{\"who\": \"K\"}\n" + second + "\n");
        assertThatThrownBy(() -> LogSource.file(file).preview()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("line 2").hasMessageContaining("lines.jsonl");
    }

    @Test
    void idsOfRecordsKeepTheirDigits() throws IOException {
        Path file = Files.writeString(folder.resolve("lines.jsonl"), "{\"who\": {\"id\": 12345678901234567890},"
                + " \"when\": \"2024-01-01\", \"what\": \"007\", \"class\": 1.10}\n");
        PurchaseLog log = LogSource.file(file).load(ColumnMapping.ofUser("who.id").time("when").product("what")
                .classes("class"));
        assertThat(log.userId(0)).isEqualTo("12345678901234567890");
        assertThat(log.productId(0)).isEqualTo("007");
        assertThat(log.taxonomy().name(Level.FIRST, 0)).isEqualTo("1.1");
    }

    @Test
    void ordersThatContradictThemselvesAreNotFilled() throws IOException {
        Path file = Files.writeString(folder.resolve("lines.csv"), "order," + HEADER + "1,A,2024-01-01,p,c\n"
                + "1,B,2024-01-01,p,c\n1,,2024-01-01,q,c\n2,A,2024-01-02,p,c\n2,,,q,c\n,,2024-01-03,q,c\n"
                + "2,A,soon,q,c\n");
        PurchaseLog log = LogSource.file(file).load(MAPPING.withBasket("order").withFilledDown());
        assertThat(log.quality().dropped(QualityReport.Reason.NO_USER)).isEqualTo(2);
        assertThat(log.quality().dropped(QualityReport.Reason.UNREADABLE_DATE)).isEqualTo(1);
        assertThat(log.quality().kept()).isEqualTo(4);
        assertThat(log.quality().remarks()).extracting(QualityReport.Remark::lines).containsExactly(1L, 1L);
        assertThatThrownBy(MAPPING::withFilledDown).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withBasket");
    }

    @Test
    void whatShowsNothingIsFilledWhereverItStands() throws IOException, SQLException {
        ColumnMapping filled = MAPPING.withBasket("order").withFilledDown();
        for (String blank : List.of("", "  ", "\u00a0", "\u200b")) {
            Path file = Files.writeString(folder.resolve("lines.csv"), "order," + HEADER + "1,A,2024-01-01,p,c\n1,"
                    + blank + "," + blank + ",q,c\n");
            Table table = Table.create("lines", StringColumn.create("order", "1", "1"),
                    StringColumn.create("who", "A", blank), StringColumn.create("when", "2024-01-01", blank),
                    StringColumn.create("what", "p", "q"), StringColumn.create("class", "c", "c"));
            String query = "SELECT * FROM (VALUES ('1', 'A', '2024-01-01', 'p', 'c'), ('1', '" + blank + "', '" + blank
                    + "', 'q', 'c')) AS lines(\"order\", who, \"when\", what, class)";
            for (LogSource source : List.of(LogSource.file(file), LogSource.table(table),
                    LogSource.query("jdbc:duckdb:", query))) {
                QualityReport quality = source.load(filled).quality();
                assertThat(quality.kept()).as("%s of %s", blank, source).isEqualTo(2);
                assertThat(quality.remarks()).hasSize(2);
            }
        }
    }

    @Test
    void namesOfClassesDoNotCollideInTables() throws IOException {
        for (String name : List.of("value", "Users", "lines", "quantity", "user", "date", "part of", "product")) {
            Path file = Files.writeString(folder.resolve("lines.csv"), "k,t,x," + name + "\nK,2024-01-01,p,c\n");
            PurchaseLog log = LogSource.file(file).load(ColumnMapping.ofUser("k").time("t").product("x")
                    .classes(name));
            assertThat(log.table().columnCount()).isEqualTo(8);
            for (Level level : Level.values()) {
                assertThat(log.classTable(level).rowCount()).isEqualTo(1);
            }
            assertThat(log.taxonomy().table().rowCount()).isEqualTo(1);
            ColumnMapping once = ColumnMapping.ofUser("k").time("t").product("x").classes(name, "k", "t");
            assertThat(LogSource.file(file).load(once).table().columnCount()).isEqualTo(8);
            assertThat(LogSource.file(file).load(once).classTable(Level.FIRST).rowCount()).isEqualTo(1);
        }
    }

    private Path parquet(String name, String select) throws SQLException {
        Path file = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement copy = connection.createStatement()) {
            copy.execute("COPY (SELECT 'K' AS who, DATE '2024-01-01' AS \"when\", 'c' AS class, " + select + ") TO '"
                    + file + "' (FORMAT parquet)");
        }
        return file;
    }

    @Test
    void typesOfAFolderAreThoseOfAllItsFiles() throws SQLException, IOException {
        parquet("1.parquet", "3::TINYINT AS what");
        parquet("2.parquet", "4000000000 AS what, 3.49::DOUBLE AS paid");
        parquet("3.parquet", "5 AS what, 3.5::FLOAT AS paid");
        ColumnMapping paid = MAPPING.withValue("paid");
        assertThat(LogSource.file(folder).load(MAPPING).lines()).isEqualTo(3);
        assertThatThrownBy(() -> LogSource.file(folder).load(paid)).isInstanceOf(ForesaleException.class)
                .hasMessageContainingAll("1.parquet has no column \"paid\", unlike", "2.parquet");
        Files.delete(folder.resolve("1.parquet"));
        parquet("1.parquet", "3::TINYINT AS what, 1::DOUBLE AS paid");
        assertThat(Layout.said(LogSource.file(folder).load(paid))).containsExactly(
                "K|2024-01-01||3|c > c > c|1.0|1.0", "K|2024-01-01||4000000000|c > c > c|1.0|3.49",
                "K|2024-01-01||5|c > c > c|1.0|3.5");
        parquet("4.parquet", "'0007' AS what, 1.5::DOUBLE AS paid");
        assertThatThrownBy(() -> LogSource.file(folder).load(paid)).isInstanceOf(ForesaleException.class)
                .hasMessageContainingAll("\"what\" is TINYINT in", "1.parquet", "VARCHAR in", "4.parquet");
        Files.delete(folder.resolve("4.parquet"));
        parquet("4.parquet", "7 AS what, 2::INTEGER AS paid");
        assertThatThrownBy(() -> LogSource.file(folder).load(paid)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("\"paid\" is DOUBLE in");
    }

    @Test
    void namesOfFoldersAreCellsOnlyWhereThatIsSaid() throws SQLException, IOException {
        Path part = Files.createDirectories(folder.resolve("log/what=0007"));
        Files.move(parquet("x.parquet", "1 AS nothing"), part.resolve("x.parquet"));
        LogSource source = LogSource.file(folder.resolve("log"));
        assertThatThrownBy(source::preview).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("withPartitions()");
        assertThat(source.load(MAPPING.withLayout(FileLayout.guessed().withPartitions())).productId(0))
                .isEqualTo("0007");
        LogSource said = LogSource.file(folder.resolve("log"), FileLayout.guessed().withPartitions());
        assertThat(said.load(MAPPING).productId(0)).isEqualTo("0007");
        assertThat(said.preview().columns()).extracting(LogPreview.Column::name).contains("what");
        Files.move(parquet("y.parquet", "'8' AS what"), part.resolve("y.parquet"));
        assertThatThrownBy(() -> said.load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("in a folder that also names this column");
        assertThatThrownBy(() -> LogSource.file(part).preview(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("x.parquet has no column \"what\"");
    }

    @Test
    void aFileThatSaysItsLayoutIsShownAndAMappingHasTheLastWord() throws IOException {
        Path file = Files.writeString(folder.resolve("lines.csv"), "K;2024-01-01;p;c\n");
        FileLayout layout = FileLayout.guessed().withColumns("who", "when", "what", "class").withSeparator(';');
        LogSource source = LogSource.file(file, layout);
        assertThat(source.preview().columns().get(0).example()).isEqualTo("K");
        assertThat(source.load(MAPPING).userId(0)).isEqualTo("K");
        ColumnMapping other = MAPPING.withLayout(layout.withColumns("what", "when", "who", "class"));
        assertThat(source.load(other).userId(0)).isEqualTo("p");
        assertThat(source.preview(other).mapping()).contains(other);
        assertThatThrownBy(() -> LogSource.file(file, layout.withColumns("who", "when", "what"))
                .load(ColumnMapping.ofUser("who").time("when").product("what").classes("what")))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("line 1 has 4 cells");
    }

    @Test
    void aWorkbookIsRefusedWhereItsReaderIsNotThere() throws Exception {
        Path file = new LayoutFiles(folder).write(Layouts.all().get(0), LayoutFiles.Kind.EXCEL).file();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String without = Arrays.stream(path.split(File.pathSeparator)).filter(jar -> !jar.contains("fastexcel"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-cp", without,
                Preview.class.getName(), file.toString()).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("lines.xlsx cannot be read", "Add org.dhatim:fastexcel-reader");
        assertThat(process.waitFor()).isZero();
    }

    /** Prints why a file cannot be looked at. */
    static final class Preview {
        public static void main(String[] arguments) {
            try {
                LogSource.file(Path.of(arguments[0])).preview();
            } catch (ForesaleException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void nothingInAFolderIsLeftOutInSilence() throws IOException {
        Files.writeString(folder.resolve("1.csv"), HEADER + "K,2024-01-01,p,c\n");
        Files.createDirectories(folder.resolve("_temporary"));
        Files.writeString(folder.resolve("_temporary/2.csv"), HEADER + "K,2024-01-02,p,c\n");
        Files.writeString(folder.resolve(".hidden"), "x");
        assertThat(LogSource.file(folder).load(MAPPING).lines()).isEqualTo(1);
        for (String other : List.of("sub/2.csv", "2.xls", "3.csv.bz2", "4.parquet")) {
            Path file = folder.resolve(other);
            Files.createDirectories(file.getParent());
            Files.writeString(file, HEADER);
            assertThatThrownBy(() -> LogSource.file(folder).load(MAPPING)).as(other)
                    .isInstanceOf(ForesaleException.class).hasMessageContaining(other);
            Files.delete(file);
        }
        Files.createSymbolicLink(folder.resolve("5.csv"), folder.resolve("nowhere"));
        assertThatThrownBy(() -> LogSource.file(folder).load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("5.csv");
    }

    @Test
    void packedFilesThatAreDamagedOrBombsAreRefused() throws IOException {
        LayoutFiles.Written zip = new LayoutFiles(folder).write(Layouts.all().get(0), LayoutFiles.Kind.ZIP);
        assertThat(zip.source().preview().kind()).startsWith("zip with export/lines.csv, text in UTF-8");
        Path two = folder.resolve("two.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(two))) {
            for (String name : List.of("a.csv", "b.csv")) {
                out.putNextEntry(new ZipEntry(name));
            }
        }
        assertThatThrownBy(() -> LogSource.file(two).preview()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("holds 2 files: a.csv, b.csv");
        Path bomb = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
            out.putNextEntry(new ZipEntry("lines.csv"));
            byte[] blanks = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 200; megabyte++) {
                out.write(blanks);
            }
        }
        assertThatThrownBy(() -> LogSource.file(bomb).preview()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("unpacks to more than");
    }

    @Test
    void foldersOfOtherColumnsAreNamed() throws SQLException, IOException {
        Path top = folder.resolve("log");
        for (String part : List.of("what=1", "what=2/hour=3")) {
            Path below = Files.createDirectories(top.resolve(part));
            Files.move(parquet("x.parquet", "1 AS nothing"), below.resolve("x.parquet"));
        }
        LogSource source = LogSource.file(top, FileLayout.guessed().withPartitions());
        for (int shape = 0; shape < 3; shape++) {
            assertThatThrownBy(() -> source.load(MAPPING)).isInstanceOf(ForesaleException.class)
                    .hasMessageContainingAll("x.parquet (", "x.parquet (what)", "at the same depth");
            assertThatThrownBy(source::preview).hasMessageContaining("at the same depth");
            Files.createDirectories(top.resolve("what=4"));
            if (shape == 0) {
                Files.move(top.resolve("what=2/hour=3/x.parquet"), top.resolve("x.parquet"));
            } else if (shape == 1) {
                Files.move(top.resolve("x.parquet"), Files.createDirectories(top.resolve("when=2"))
                        .resolve("x.parquet"));
            }
        }
        Files.move(top.resolve("when=2/x.parquet"), top.resolve("what=4/x.parquet"));
        assertThat(source.load(MAPPING).lines()).isEqualTo(2);
    }

    private Path zip(String entry, Charset names, byte[] content) throws IOException {
        Path file = folder.resolve("packed.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file), names)) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(content);
        }
        return file;
    }

    @Test
    void whatIsWrongInAZipNamesIt() throws IOException {
        for (String name : List.of("a/lines.parquet", "a/lines.xlsx", "a/lines.jsonl", "a/lines.csv")) {
            Path file = zip(name, StandardCharsets.UTF_8, (HEADER + "z\n").getBytes(StandardCharsets.UTF_8));
            for (ThrowingCallable way : List.<ThrowingCallable>of(() -> LogSource.file(file).load(MAPPING),
                    () -> LogSource.file(file).preview(), () -> LogSource.file(file).guess())) {
                assertThatThrownBy(way).as(name).isInstanceOf(ForesaleException.class)
                        .hasMessageContaining("packed.zip/" + name).hasMessageNotContaining("foresale-");
            }
        }
    }

    @Test
    void aZipWithNamesInAnotherEncodingIsRead() throws IOException {
        byte[] content = (HEADER + "K,2024-01-01,p,c\n").getBytes(StandardCharsets.UTF_8);
        for (String encoding : List.of("GBK", "Big5", "Shift_JIS", "windows-1252")) {
            String name = encoding.equals("windows-1252") ? "Verk\u00e4ufe.csv" : "\u65e5\u672c/\u4e2d\u6587.csv";
            assertThat(LogSource.file(zip(name, Charset.forName(encoding), content)).load(MAPPING).lines())
                    .as(encoding).isEqualTo(1);
        }
    }

    @Test
    void aZipThatIsEncryptedOrPackedInAnotherWayIsToBeUnpacked() throws IOException {
        Path file = zip("lines.csv", StandardCharsets.UTF_8, HEADER.getBytes(StandardCharsets.UTF_8));
        byte[] good = Files.readAllBytes(file);
        int central = new String(good, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        byte[] encrypted = good.clone();
        encrypted[6] |= 1;
        encrypted[central + 8] |= 1;
        byte[] other = good.clone();
        other[8] = 9;
        other[central + 10] = 9;
        for (byte[] bytes : List.of(encrypted, other)) {
            Files.write(file, bytes);
            assertThatThrownBy(() -> LogSource.file(file).load(MAPPING)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining(bytes == encrypted ? "packed.zip is encrypted. Unpack it"
                            : "compressed with a method that is not supported. Unpack it");
        }
    }

    @Test
    void rowsOfAFolderAreNamedWithTheirFile() throws IOException, SQLException {
        Files.writeString(folder.resolve("1.csv"), HEADER + "K,2024-01-01,p,c\nK,,p,c\n");
        Files.writeString(folder.resolve("2.csv"), HEADER);
        Files.writeString(folder.resolve("3.csv"), HEADER + "K,2024-01-02,p,c\n,2024-01-02,p,c\nK,2024-01-02,,c\n");
        assertThat(LogSource.file(folder).load(MAPPING).quality().findings()).extracting(
                QualityReport.Finding::example).containsExactlyInAnyOrder("1.csv, row 2, column when: empty",
                "3.csv, row 2, column who: empty", "3.csv, row 3, column what: empty");
        assertThat(LogSource.file(folder).preview(MAPPING).check().findings()).extracting(
                QualityReport.Finding::example).containsExactly("1.csv, row 2, column when: empty");
        Files.createDirectories(folder.resolve("log/hour=1"));
        Files.createDirectories(folder.resolve("log/hour=2"));
        Files.move(parquet("x.parquet", "'p' AS what"), folder.resolve("log/hour=1/x.parquet"));
        Files.move(parquet("y.parquet", "'' AS what"), folder.resolve("log/hour=2/y.parquet"));
        LogSource parts = LogSource.file(folder.resolve("log"), FileLayout.guessed().withPartitions());
        for (QualityReport quality : List.of(parts.load(MAPPING).quality(), parts.preview(MAPPING).check())) {
            assertThat(quality.findings()).extracting(QualityReport.Finding::example).containsExactly(
                    Path.of("hour=2/y.parquet") + ", row 1, column what: empty");
        }
    }
}

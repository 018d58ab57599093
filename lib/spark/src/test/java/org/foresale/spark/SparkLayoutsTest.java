package org.foresale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.foresale.log.ColumnMapping;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;
import org.foresale.log.Layout;
import org.foresale.log.LayoutFiles;
import org.foresale.log.Layouts;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.log.QualityReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts of shops and public data sets tell the same truth on Spark as on one machine. */
@Tag("slow")
class SparkLayoutsTest {

    private static final String HEADER = "who,when,what,class\n";
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("class");

    @TempDir
    private Path folder;
    @TempDir
    private Path settings;

    private static void view(String name, List<String> header, List<List<String>> rows) {
        StructType schema = new StructType();
        for (String column : header) {
            schema = schema.add(column, DataTypes.StringType);
        }
        LocalSpark.session().createDataFrame(rows.stream().map(row -> RowFactory.create(row.toArray())).toList(),
                schema).createOrReplaceTempView(name);
    }

    private static void assertTrue(Layout layout, SparkLog log) {
        QualityReport quality = log.quality();
        assertThat(quality.read()).as(layout.name()).isEqualTo(layout.rows().size());
        layout.left().forEach((reason, lines) -> assertThat(quality.dropped(reason)).as(layout + ", " + reason)
                .isEqualTo(lines.longValue()));
        List<String> said = new ArrayList<>();
        for (var part : log.parts().collect()) {
            PurchaseLog some = part.in(log.frame());
            said.addAll(Layout.said(some));
        }
        assertThat(said.stream().sorted().toList()).as(layout.name()).isEqualTo(layout.expected());
    }

    @Test
    void framesOfTextsTellTheTruth() {
        for (Layout layout : Layouts.all()) {
            view("lines", layout.header(), layout.rows());
            layout.others().forEach((name, table) -> view(name, table.get(0), table.subList(1, table.size())));
            String query = layout.query().isEmpty() ? "SELECT * FROM lines" : layout.query().replace('"', '`');
            Dataset<Row> lines = LocalSpark.session().sql(query);
            try (SparkLog log = SparkLog.of(lines, layout.name(), layout.tableMapping(), LogRules.withDefaults(),
                    SparkSettings.withDefaults().withPartitions(2))) {
                assertTrue(layout, log);
            }
        }
    }

    private SparkLog job(Path lines, ColumnMapping mapping) {
        Path file = settings.resolve("mapping.json");
        mapping.write(file);
        String[] words = {"--lines", lines.toString(), "--mapping", file.toString(), "--partitions", "2"};
        return new LogOptions(Options.parse(words, LogOptions.KNOWN)).log(LocalSpark.session());
    }

    @Test
    void jobsReadTextsAndPartitionsByTheMappingThatNotebooksShare() throws IOException {
        Map<String, LayoutFiles.Kind> asked = Map.of("REES46", LayoutFiles.Kind.PARTITIONS, "Taobao",
                LayoutFiles.Kind.CSV, "Shopify", LayoutFiles.Kind.CSV, "German ERP", LayoutFiles.Kind.CSV);
        for (Layout layout : Layouts.all().stream().filter(any -> asked.containsKey(any.name())).toList()) {
            Path place = Files.createTempDirectory(folder, "files");
            LayoutFiles.Written written = new LayoutFiles(place).write(layout, asked.get(layout.name()));
            try (SparkLog log = job(written.file(), written.mapping())) {
                assertTrue(layout, log);
            }
        }
    }

    /** What one machine refuses, Spark's own reader does not mend; nor does it say it in its own words. */
    @Test
    void linesThatDoNotFitAreRefusedAsOnOneMachine() throws IOException {
        Path file = folder.resolve("lines of a shop.csv");
        for (String wrong : List.of("K,2024-01-02,p,c,d\n", "K,2024-01-02,p\n", "K,2024-01-02,\"p\" q,c\n")) {
            Files.writeString(file, HEADER + "K,2024-01-01,p,c\n" + wrong + "K,2024-01-04,p,c\n");
            String said = catchThrowable(() -> LogSource.file(file).load(MAPPING))
                    .getMessage();
            assertThat(said).contains("lines of a shop.csv", "line 3");
            assertThatThrownBy(() -> job(file, MAPPING)).as(wrong).isInstanceOf(ForesaleException.class)
                    .hasMessage(said);
        }
        Files.writeString(file, HEADER + "K,2024-01-02,p,\"c\nK,2024-01-03,p,c\n");
        assertThatThrownBy(() -> job(file, MAPPING)).isInstanceOf(ForesaleException.class).hasMessageContainingAll(
                "lines of a shop.csv cannot be read as it is", "K,2024-01-02,p,\"c a quotation mark is not closed");
        Files.delete(file);
        Path packed = folder.resolve("lines.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((HEADER + "K,2024-01-01,p,c\n".repeat(9) + "K,2024-01-01,p\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> job(packed, MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining(packed + " cannot be read as it is: line 11 has 3 cells");
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> job(packed, MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("lines.csv.gz").hasMessageNotContaining("stage");
        Files.delete(packed);
        Files.writeString(folder.resolve("1.csv"), HEADER + "K,2024-01-01,p,c\n");
        Files.writeString(folder.resolve("2.csv"), "what,when,who,class\np,2024-01-01,L,c\n");
        assertThat(LogSource.file(folder).load(MAPPING).users()).isEqualTo(2);
        assertThatThrownBy(() -> job(folder.resolve("*.csv"), MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContainingAll(".csv cannot be read as it is: its header row has the columns ",
                        "what, when, who, class", "who, when, what, class");
    }

    @Test
    void bytesThatAreNoLettersAreRefused() throws IOException {
        byte[] western = (HEADER + "K,2024-01-01,p,K\u00e4\nK,2024-01-02,p,K\u00fc\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("western.csv"), western);
        assertThatThrownBy(() -> job(file, MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("western.csv").hasMessageContaining("no text in UTF-8");
        try (SparkLog log = job(file, MAPPING.withLayout(FileLayout.guessed().withEncoding("windows-1252")))) {
            assertThat(log.frame().taxonomy().size(Level.FIRST)).isEqualTo(2);
        }
    }

    @Test
    void ordersAreFilledAsOnOneMachine() throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), "order," + HEADER
                + "1,A,2024-01-01,p,c\n1 ,A ,2024-01-01,q,c\n1,,,r,c\n"
                + "2,\u00c4,2024-01-02,p,c\n2,A\u0308,2024-01-02,q,c\n2,,,r,c\n"
                + "NULL,A,2024-01-03,p,c\nNULL,,2024-01-03,q,c\n,,2024-01-03,r,c\n3,A,2024-01-04,p,c\n3,B,,q,c\n"
                + "3,,2024-01-04,r,c\n");
        ColumnMapping filled = MAPPING.withBasket("order").withFilledDown();
        sameOnOneMachine(file, filled, 9);
    }

    private void sameOnOneMachine(Path file, ColumnMapping mapping, long kept) {
        PurchaseLog local = LogSource.file(file).load(mapping);
        assertThat(local.quality().kept()).isEqualTo(kept);
        try (SparkLog log = job(file, mapping)) {
            Compared.sameQuality(log.quality(), local.quality());
            List<String> said = new ArrayList<>();
            for (var part : log.parts().collect()) {
                said.addAll(Layout.said(part.in(log.frame())));
            }
            assertThat(said).containsExactlyInAnyOrderElementsOf(Layout.said(local));
        }
    }

    @Test
    void whatIsWrittenInTwoWaysFillsAsOnOneMachine() throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), "order,status,kind," + HEADER
                + "1,paid,x,A,2024-01-01 10:00,p,c\n1,PAID,x,A,2024-01-01T10:00:00,q,c\n1,\u00a0,x, ,\u00a0,r,c\n"
                + "2,paid,x,B,2024-01-01 10:00:00+01:00,p,c\n2,shipped,x,B,2024-01-01 09:00:00Z,q,c\n2,,x,,,r,c\n"
                + "3,paid,x,C,2024-01-03,p,c\n3,paid,x,C,soon,q,c\n3,paid,x,C,,r,c\n"
                + "4,paid,y,D,2024-01-03,p,c\n4,returned,,,2024-01-04,q,c\n4,,y,,,r,c\n"
                + "5,,,,,p,c\n5, ,,E,2024-01-05,q,c\nNULL,paid,x,F,2024-01-05,q,c\nNULL,,x,,,r,c\n");
        ColumnMapping filled = MAPPING.withBasket("order").without("status", "returned").withOnly("status", "paid",
                "shipped").withOnly("kind", "x", "y").withZone(ZoneId.of("Europe/Paris")).withFilledDown();
        sameOnOneMachine(file, filled, 10);
    }

    @Test
    void timesOfATypeFillByTheSecond() {
        Path file = folder.resolve("typed");
        LocalSpark.session().sql("SELECT * FROM VALUES ('1', 'A', TIMESTAMP_NTZ'2024-01-01 10:00:00.25', 'p', 'c'),"
                + " ('1', 'A', TIMESTAMP_NTZ'2024-01-01 10:00:00.5', 'q', 'c'), ('1', 'A', NULL, 'r', 'c')"
                + " AS lines(order, who, `when`, what, class)").coalesce(1).write().parquet(file.toString());
        sameOnOneMachine(file, MAPPING.withBasket("order").withFilledDown(), 3);
    }

    @Test
    void timesAreThoseOfOneMachine() throws IOException {
        Path file = Files.writeString(folder.resolve("years.csv"), HEADER + "A,31/12/98,p,c\nA,01/02/2001,q,c\n"
                + "A,01/02/2001 2:05 pm,q,c\nA,01/02/2001 2:05,q,c\n");
        sameOnOneMachine(file, MAPPING.withTimeFormat("d/M/[yyyy][yy][ h:mm][ a]"), 3);
        Path early = Files.writeString(folder.resolve("early.csv"), HEADER + "A,0024-01-05,p,c\nA,2024-01-05,p,c\n");
        assertThatThrownBy(() -> job(early, MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("1 of 2 lines").hasMessageContaining("0024-01-05").hasMessageContaining("yy");
    }

    @Test
    void remarksAreThoseOfOneMachine() throws IOException {
        StringBuilder lines = new StringBuilder(HEADER);
        for (int line = 0; line < 10_000; line++) {
            lines.append(line % 10 == 0 ? "till" : "u" + line % 300).append(",2024-01-0").append(line % 9 + 1)
                    .append(",p").append(line).append(line % 100 == 0 ? ",c \n" : ",c\n");
        }
        Path file = Files.writeString(folder.resolve("lines.csv"), lines);
        LogRules some = LogRules.withDefaults().withoutClasses(Level.SECOND, "d");
        assertThat(LogSource.file(file).load(MAPPING, some).quality().remarks()).hasSize(3);
        try (SparkLog log = SparkLog.of(LocalSpark.session().read().option("header", true).csv(file.toString()), "lines",
                MAPPING, some, SparkSettings.withDefaults().withPartitions(3).withLinesAPart(1000))) {
            QualityReport local = LogSource.file(file).load(MAPPING, some).quality();
            Compared.sameQuality(log.quality(), local);
            assertThat(log.quality().remarks()).containsExactlyInAnyOrderElementsOf(local.remarks());
        }
    }

    @Test
    void parquetOfSeveralTypesIsRefusedAndFoldersAreNoCells() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Dataset<Row> lines = LocalSpark.session().sql("SELECT 'K' AS who, DATE'2024-01-01' AS `when`, 'p' AS what,"
                + " 'c' AS class, 3 AS quantity");
        lines.write().parquet(mixed.resolve("a").toString());
        lines.selectExpr("who", "`when`", "what", "class", "3.49D AS quantity").write()
                .parquet(mixed.resolve("b").toString());
        assertThatThrownBy(() -> job(mixed, MAPPING.withQuantity("quantity"))).isInstanceOf(ForesaleException.class);
        Path called = folder.resolve("quantity=5");
        lines.write().parquet(called.toString());
        try (SparkLog log = job(folder.resolve("quantity=5"), MAPPING.withQuantity("quantity"))) {
            assertThat(Layout.said(log.parts().collect().get(0).in(log.frame()))).hasSize(1).first().asString()
                    .endsWith("|3.0|0.0");
        }
    }
}

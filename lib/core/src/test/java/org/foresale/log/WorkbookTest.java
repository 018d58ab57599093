package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks as other programs write them, part by part: dates, formulas and what stands for a fault. */
class WorkbookTest {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String RELATIONS = PACKAGE + "relationships";
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("class").withValue("paid");

    @TempDir
    private Path folder;

    private static String part(String name, String type) {
        return "<Override PartName=\"/xl/" + name + ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument"
                + ".spreadsheetml." + type + "+xml\"/>";
    }

    private static String text(String text) {
        return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    /** A row of a user, a cell of a time, a product, a class and a value. */
    private static String row(String time, String product, String value) {
        return "<row>" + text("K") + time + text(product) + text("c") + value + "</row>";
    }

    private PurchaseLog load(String properties, String... rows) throws IOException {
        return LogSource.file(write(properties, rows)).load(MAPPING);
    }

    private Path write(String properties, String... rows) throws IOException {
        return write(parts(properties, rows));
    }

    private static Map<String, String> parts(String properties, String... rows) {
        Map<String, String> parts = new TreeMap<>();
        parts.put("[Content_Types].xml", "<Types xmlns=\"" + PACKAGE + "content-types\">" + part("workbook", "sheet.main")
                + part("worksheets/sheet1", "worksheet") + part("styles", "styles") + "</Types>");
        parts.put("_rels/.rels", "<Relationships xmlns=\"" + RELATIONS + "\"><Relationship Id=\"r1\" Type=\"" + OFFICE
                + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        parts.put("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"" + RELATIONS + "\"><Relationship Id=\"r1\""
                + " Type=\"" + OFFICE + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\""
                + OFFICE + "/styles\" Target=\"styles.xml\"/></Relationships>");
        parts.put("xl/workbook.xml", "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\">" + properties
                + "<sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        parts.put("xl/styles.xml", "<styleSheet xmlns=\"" + MAIN + "\"><cellXfs><xf numFmtId=\"0\"/>"
                + "<xf numFmtId=\"22\"/><xf numFmtId=\"14\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>");
        parts.put("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"" + MAIN + "\"><sheetData><row>" + text("who")
                + text("when") + text("what") + text("class") + text("paid") + "</row>" + String.join("", rows)
                + "</sheetData></worksheet>");
        return parts;
    }

    private Path write(Map<String, String> parts) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                out.putNextEntry(new ZipEntry(part.getKey()));
                out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static final String PAID = "<c><v>2.5</v></c>";

    @Test
    void daysAreCountedFrom1900OrFrom1904() throws IOException {
        String date = row("<c s=\"2\"><v>43890</v></c>", "p", PAID);
        assertThat(load("", date).firstDay()).hasToString("2020-02-29");
        for (String yes : List.of("\"1\"", "\"true\"", "'1'")) {
            assertThat(load("<workbookPr date1904=" + yes + "/>", date).firstDay()).hasToString("2024-03-01");
        }
        assertThat(load("<workbookPr date1904=\"0\"/>", date).firstDay()).hasToString("2020-02-29");
        assertThat(load("<workbookPr date1904=\"1\"/>", row("<c s=\"2\"><f>A1</f><v>43890</v></c>", "p", PAID))
                .firstDay()).hasToString("2024-03-01");
    }

    @Test
    void timesAreRoundedToSeconds() throws IOException {
        PurchaseLog log = load("", row("<c s=\"1\"><v>45352.4583333333</v></c>", "p", PAID),
                row("<c s=\"1\"><f>A1</f><v>45352.4583333333</v></c>", "q", PAID),
                row("<c s=\"1\"><f>A1</f><v>45352.999999999</v></c>", "r", PAID));
        assertThat(Layout.said(log)).containsExactly("K|2024-03-01|39600|p|c > c > c|1.0|2.5",
                "K|2024-03-01|39600|q|c > c > c|1.0|2.5", "K|2024-03-02|0|r|c > c > c|1.0|2.5");
    }

    @Test
    void whatIsNoDateAndWhatStandsForAFaultIsLeftOut() throws IOException {
        PurchaseLog log = load("", row("<c s=\"2\"><v>45352</v></c>", "p", PAID),
                row("<c s=\"1\"><v>0.5</v></c>", "q", PAID), row("<c s=\"2\"><v>1E10</v></c>", "r", PAID),
                row("<c s=\"2\"><v>45352</v></c>", "s", "<c t=\"e\"><v>#REF!</v></c>"),
                "<row>" + text("K") + "<c s=\"2\"><v>45352</v></c><c t=\"e\"><v>#VALUE!</v></c>" + text("c") + PAID
                        + "</row>");
        assertThat(log.quality().read()).isEqualTo(5);
        assertThat(log.quality().kept()).isEqualTo(1);
        assertThat(log.quality().dropped(QualityReport.Reason.UNREADABLE_DATE)).isEqualTo(2);
        assertThat(log.quality().dropped(QualityReport.Reason.NO_PRODUCT)).isEqualTo(1);
    }

    @Test
    void wordsOfAnyScriptAreWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("lines.csv"), "who,when,what,name\n"
                + "K,2024-01-01,p,\u0939\u093f\u0928\u094d\u0926\u0940 \u0915\u093f\u0924\u093e\u092c\n"
                + "K,2024-01-01,q,Milk 1.5L bottle 2\n");
        PurchaseLog log = LogSource.file(file).load(ColumnMapping.ofUser("who").time("when").product("what")
                .classesOfWords("name"));
        assertThat(List.of(log.taxonomy().name(Level.FIRST, 0), log.taxonomy().name(Level.FIRST, 1)))
                .containsExactly("bottle", "\u0915\u093f\u0924\u093e\u092c");
    }

    @Test
    void commasThatPartNoThousandsAreAsked() throws IOException {
        Path file = Files.writeString(folder.resolve("lines.csv"), "who,when,what,class,paid\n"
                + "K,2024-01-01,p,c,0.125\nK,2024-01-01,q,c,\"1.234,50\"\n");
        PurchaseLog log = LogSource.file(file).load(MAPPING.withNumbers(NumberStyle.COMMA));
        assertThat(log.quality().dropped(QualityReport.Reason.UNREADABLE_NUMBER)).isEqualTo(1);
        assertThat(log.quality().kept()).isEqualTo(1);
    }

    @Test
    void numbersThatAreNumbersAreNotReadAsTexts() throws IOException {
        ColumnMapping commas = MAPPING.withNumbers(NumberStyle.COMMA);
        String date = "<c s=\"2\"><v>45352</v></c>";
        PurchaseLog log = LogSource.file(write("", row(date, "p", "<c><v>12.345</v></c>"),
                row(date, "q", "<c><f>A1</f><v>1.234</v></c>"), row(date, "r", text("1.234,5")))).load(commas);
        assertThat(Layout.said(log)).extracting(line -> line.replaceFirst(".*\\|", ""))
                .containsExactly("12.345", "1.234", "1234.5");
        Path file = Files.writeString(folder.resolve("lines.jsonl"), "{\"who\": \"K\", \"when\": \"2024-01-01\", \"what\": 1.5,"
                + " \"class\": \"c\", \"paid\": 12.345}");
        assertThat(Layout.said(LogSource.file(file).load(commas))).containsExactly(
                "K|2024-01-01||1.5|c > c > c|1.0|12.345");
    }

    private static final String DATE = "<c s=\"2\"><v>45352</v></c>";

    private static String value(String type, String value) {
        return "<c t=\"" + type + "\"><f>A1</f><v>" + value + "</v></c>";
    }

    @Test
    void formulasAreWhatTheyCameTo() throws IOException {
        String plain = "<c t=\"b\"><v>1</v></c>";
        PurchaseLog log = load("", "<row>" + plain + DATE + value("b", "0") + value("b", "1") + PAID + "</row>",
                "<row>" + value("b", "1") + DATE + "<c t=\"b\"><v>0</v></c>" + plain + PAID + "</row>",
                "<row>" + value("str", "45352") + "<c s=\"2\" t=\"str\"><f>A1</f><v>2024-03-01</v></c>"
                        + "<c s=\"2\" t=\"str\"><f>A1</f><v>45352</v></c>" + value("str", "1") + PAID + "</row>");
        assertThat(Layout.said(log)).containsExactly("45352|2024-03-01||45352|1 > 1 > 1|1.0|2.5",
                "true|2024-03-01||false|true > true > true|1.0|2.5");
        assertThat(log.quality().dropped(QualityReport.Reason.DUPLICATE)).isEqualTo(1);
        PurchaseLog commas = LogSource.file(write("", row(DATE, "p", value("str", "1.234,5")),
                row(DATE, "q", value("str", "1.234")))).load(MAPPING.withNumbers(NumberStyle.COMMA));
        assertThat(Layout.said(commas)).extracting(line -> line.replaceFirst(".*\\|", ""))
                .containsExactly("1234.5", "1234.0");
    }

    @Test
    void idsOfNumbersAreTheSameHoweverTheyAreWritten() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String id : List.of("1000", "1000.0", "1E3", "1.0E+3", "0.1E4")) {
            rows.add("<row><c><v>" + id + "</v></c>" + DATE + text("p" + rows.size()) + text("c") + PAID + "</row>");
        }
        rows.add("<row><c><v>1.2345678E7</v></c>" + DATE + text("p") + text("c") + PAID + "</row>");
        PurchaseLog log = load("", rows.toArray(String[]::new));
        assertThat(log.users()).isEqualTo(2);
        assertThat(List.of(log.userId(0), log.userId(1))).containsExactly("1000", "12345678");
        assertThatThrownBy(() -> load("", "<row><c><v>1.51592123456789E+18</v></c>" + DATE + text("p") + text("c")
                + PAID + "</row>")).isInstanceOf(ForesaleException.class).hasMessageContaining("Digits are lost");
    }

    @Test
    void aWorkbookWithoutStylesIsRead() throws IOException {
        Map<String, String> parts = parts("", row(text("2024-03-01"), "p", PAID));
        parts.remove("xl/styles.xml");
        parts.computeIfPresent("[Content_Types].xml", (name, types) -> types.replace(part("styles", "styles"), ""));
        parts.computeIfPresent("xl/_rels/workbook.xml.rels", (name, all) -> all.replaceFirst(
                "<Relationship Id=\"r2\"[^>]*>", ""));
        assertThat(Layout.said(LogSource.file(write(parts)).load(MAPPING))).containsExactly(
                "K|2024-03-01||p|c > c > c|1.0|2.5");
    }

    @Test
    void formatsThatAreKnownByTheirNumbersAreDates() throws IOException {
        assertThat(load("", row("<c s=\"3\"><v>45352</v></c>", "p", PAID)).firstDay()).hasToString("2024-03-01");
    }

    @Test
    void formsThatWouldBeMisreadAreRefusedWithARemedy() throws IOException {
        Map<String, String> good = parts("", row(DATE, "p", PAID));
        Map<String, String> strict = new TreeMap<>(good);
        strict.replaceAll((name, xml) -> xml.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"));
        Map<String, String> spoken = new TreeMap<>(good);
        spoken.replaceAll((name, xml) -> xml.replace("<t>K</t>", "<t>\u6771\u4eac</t><rPh sb=\"0\" eb=\"2\"><t>"
                + "\u30c8\u30a6\u30ad\u30e7\u30a6</t></rPh>"));
        Map<String, String> prefixed = new TreeMap<>(spoken);
        prefixed.replaceAll((name, xml) -> xml.replace("<rPh", "<x:rPh xmlns:x=\"" + MAIN + "\"")
                .replace("</rPh", "</x:rPh"));
        Map<String, String> bare = new TreeMap<>(good);
        bare.remove("xl/styles.xml");
        Map<String, String> dated = new TreeMap<>(parts("", row("<c t=\"d\"><v>2024-03-01</v></c>", "p", PAID)));
        for (Map<String, String> parts : List.of(strict, spoken, prefixed, bare, dated)) {
            Path file = write(parts);
            assertThatThrownBy(() -> LogSource.file(file).load(MAPPING)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("book.xlsx").hasMessageContaining("save it as \"Excel Workbook (.xlsx)\"");
        }
        Path locked = Files.write(folder.resolve("locked.xlsx"), new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11,
            (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1, 0, 0});
        assertThatThrownBy(() -> LogSource.file(locked).load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("locked.xlsx needs a password");
        String said = "how <rPhx> and <t> a:rPh are told".replace("<", "&lt;");
        assertThat(load("", row(DATE, said, PAID)).productId(0)).contains("a:rPh");
    }

    @Test
    void phoneticGuidesOfSharedTextsAreNoPartOfThem() throws IOException {
        Map<String, String> parts = parts("", row(DATE, "p", PAID).replace(text("K"), "<c t=\"s\"><v>0</v></c>"));
        parts.computeIfPresent("[Content_Types].xml", (name, types) -> types.replace("</Types>",
                part("sharedStrings", "sharedStrings") + "</Types>"));
        parts.put("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\"><si><t>\u6771\u4eac</t><rPh sb=\"0\" eb=\"2\">"
                + "<t>\u30c8\u30a6\u30ad\u30e7\u30a6</t></rPh></si></sst>");
        assertThat(LogSource.file(write(parts)).load(MAPPING).userId(0)).isEqualTo("\u6771\u4eac");
    }

    @Test
    void recordsThatAreTooDeepOrTooLongAreRefused() throws IOException {
        Path file = folder.resolve("lines.jsonl");
        for (String record : List.of("{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000), "{\"a\": " + "9".repeat(2_000)
                + "}", "{\"" + "k".repeat(2_000) + "\": 1}", ("{\"" + "k".repeat(600) + "\":").repeat(3) + "1}}}")) {
            Files.writeString(file, record);
            assertThatThrownBy(() -> LogSource.file(file).preview()).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("lines.jsonl");
        }
        assertThatThrownBy(() -> LogSource.file(write("", "<row><c><v>1</row>")).preview())
                .isInstanceOf(ForesaleException.class).hasMessageContaining("book.xlsx");
    }
}

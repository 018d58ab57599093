package org.foresale.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.foresale.log.internal.DuckDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people export by mistake: the message says what it is, and what it says to do works. */
class FaultyFilesTest {

    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("a", "b", "c");
    private static final String HEADER = "who,when,what,a,b,c\n";
    private static final String LINES = lines(50);
    private static final LogRules RULES = LogRules.withDefaults();

    @TempDir
    Path folder;

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < count; line++) {
            lines.append("u").append(line).append(",2024-03-0").append(line % 9 + 1).append(",p").append(line % 7)
                    .append(",A,B,C\n");
        }
        return lines.toString();
    }

    /** The three ways of looking at a file, each of which is somebody's first. */
    private static List<ThrowingCallable> looks(LogSource source) {
        return List.of(source::preview, source::guess, () -> source.preview(MAPPING),
                () -> source.load(MAPPING, RULES));
    }

    private static void refused(LogSource source, String... why) {
        for (ThrowingCallable look : looks(source)) {
            assertThatThrownBy(look).isInstanceOf(ForesaleException.class).hasMessageContainingAll(why);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0")) {
            book.newWorksheet("Sheet").value(0, 0, "who");
        }
        return out.toByteArray();
    }

    private byte[] parquet() throws Exception {
        Path file = folder.resolve("some.parquet");
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.execute("COPY (SELECT 1 AS who) TO " + DuckDb.literal(file.toString()) + " (FORMAT parquet)");
        }
        return Files.readAllBytes(file);
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsNoTextIsCalledWhatItIs() throws Exception {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("is a PDF", ("%PDF-1.4\n%\u00e2\u00e3\n1 0 obj" + new String(random(1, 3_000), ISO_8859_1))
                .getBytes(ISO_8859_1));
        forms.put("is an Excel workbook, despite", workbook());
        forms.put("is an Excel workbook in the old format (.xls)", ("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"
                + "\0".repeat(5_000)).getBytes(ISO_8859_1));
        forms.put("is a zip file", zip("a.csv", (HEADER + LINES).getBytes(UTF_8)));
        forms.put("is compressed with gzip", gzip((HEADER + LINES).getBytes(UTF_8)));
        forms.put("is a Parquet file", parquet());
        forms.put("is an HTML page", ("\ufeff\n<!DOCTYPE html>\n<html><head><title>Login</title></head>\n"
                + "<body><p>Please log in, thanks</p></body></html>\n").getBytes(UTF_8));
        forms.put("is an XML file", "<?xml version=\"1.0\"?>\n<orders>\n<order id=\"1\"/></orders>\n".getBytes(UTF_8));
        forms.put("is a JSON file", "{\"who\":\"ann\",\"when\":\"2024-03-01\"}\n".getBytes(UTF_8));
        for (Map.Entry<String, byte[]> form : forms.entrySet()) {
            for (String name : List.of("a.csv", "a.txt", "a.tsv")) {
                Path file = Files.write(folder.resolve(name), form.getValue());
                refused(LogSource.file(file), name + " " + form.getKey(), "despite its name", "Nothing was loaded");
                refused(LogSource.file(file, FileLayout.guessed().withEncoding("ISO-8859-1")), form.getKey());
            }
        }
        for (String name : List.of("a.jsonl", "a.xlsx", "a.zip", "a.parquet")) {
            refused(LogSource.file(Files.write(folder.resolve(name), forms.get("is a PDF"))), name + " is a PDF");
        }
        refused(LogSource.file(Files.write(folder.resolve("b.zip"), workbook())), "is an Excel workbook", ".xlsx");
        refused(LogSource.file(Files.write(folder.resolve("c.zip"), zip("in.csv", forms.get("is a PDF")))),
                "in.csv is a PDF");
        refused(LogSource.file(Files.write(folder.resolve("a.csv.gz"), gzip(forms.get("is a PDF")))),
                "is a PDF, compressed with gzip");
        refused(LogSource.file(Files.writeString(folder.resolve("b.csv.gz"), HEADER + LINES)),
                "is not compressed with gzip", "Remove .gz from its name");
    }

    @Test
    void aTextByTheNameOfSomethingElseIsCalledOne() throws IOException {
        for (String name : List.of("a.xlsx", "a.zip", "a.jsonl", "a.json")) {
            refused(LogSource.file(Files.writeString(folder.resolve(name), HEADER + LINES)), name
                    + " is a text file, not ", "despite its name", "rename it to .csv");
        }
        Path csv = Files.writeString(folder.resolve("a.csv"), HEADER + LINES);
        assertThat(LogSource.file(csv).load(MAPPING, RULES).lines()).isEqualTo(50);
    }

    @Test
    void binaryDataIsNoTextOfAnyEncoding() throws IOException {
        Random random = new Random(4);
        ByteBuffer numbers = ByteBuffer.allocate(12_000);
        while (numbers.hasRemaining()) {
            numbers.putInt(random.nextInt(100_000)).putDouble(random.nextInt(5_000) / 100.0);
        }
        for (byte[] bytes : List.of(new byte[5_000], random(2, 5_000), random(3, 200_000), numbers.array())) {
            refused(LogSource.file(Files.write(folder.resolve("a.csv"), bytes)), "a.csv contains binary data, not text",
                    "LogSource.file(path, FileLayout.guessed().withEncoding(\"…\"))", ".withLayout(");
        }
        Path sixteen = Files.write(folder.resolve("a.csv"), (HEADER + LINES).getBytes(UTF_16LE));
        assertThat(LogSource.file(sixteen, FileLayout.guessed().withEncoding("UTF-16LE")).load(MAPPING, RULES).lines())
                .isEqualTo(50);
        Path padded = Files.writeString(folder.resolve("a.csv"), HEADER + LINES.replace("u7,", "u7\0\0,"));
        assertThat(LogSource.file(padded).load(MAPPING, RULES).lines()).isEqualTo(50);
    }

    /** A call for a guess and one for a mapping: whoever reads the message may be at either. */
    @Test
    void anEncodingIsSaidInBothWays() throws IOException {
        Path latin = Files.write(folder.resolve("a.csv"), (HEADER + LINES.replace(",C", ",Caf\u00e9"))
                .getBytes(ISO_8859_1));
        assertThatThrownBy(() -> LogSource.file(latin).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("LogSource.file(path, FileLayout.guessed().withEncoding(\"windows-1252\")), or"
                        + " .withLayout(FileLayout.guessed().withEncoding(\"windows-1252\")) in a ColumnMapping");
        Path mixed = Files.write(folder.resolve("b.csv"), (HEADER + LINES.replace(",C", ",\u0081\u009d\u00e9"))
                .getBytes(ISO_8859_1));
        refused(LogSource.file(mixed, FileLayout.guessed().withEncoding("windows-1252")), "is not in windows-1252",
                "LogSource.file(path, FileLayout.guessed()", "or .withLayout(");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("a.csv"), text);
    }

    private static String padded(String line) {
        return line + ";;;;;\n";
    }

    /** Whoever follows the message reads the lines: as a layout of the file, and as one of a mapping. */
    @Test
    void aTitleIsLeftOutAsTheMessageSays() throws IOException {
        String german = (HEADER + LINES).replace(',', ';').replace("C\n", "3,50\n");
        Map<String, Integer> titles = new LinkedHashMap<>();
        titles.put("Umsatz 2024\n" + german, 1);
        titles.put("Umsatz 2024\n\n" + german, 2);
        titles.put(padded("Umsatz 2024") + german, 1);
        titles.put(padded("Umsatz 2024") + padded("") + padded("Stand;1.7.2024") + german, 3);
        titles.put("sep=;\r\n" + german.replace("\n", "\r\n"), 1);
        titles.put("sep=,\n" + HEADER + LINES, 1);
        titles.put("Sales report, all stores, 2024\n\n" + HEADER + LINES, 2);
        titles.put("Sales report, all stores, 2024\n" + german, 1);
        titles.put("\"Sales report\n(all stores)\"\n\n\n" + HEADER + LINES, 4);
        titles.put("\n\n" + german, 2);
        titles.put("Umsatz\n" + german + "Summe;;;;;175,00\n", 1);
        for (Map.Entry<String, Integer> title : titles.entrySet()) {
            int lines = title.getValue();
            Path file = write(title.getKey());
            FileLayout layout = FileLayout.guessed().withSkippedLines(lines);
            LogSource source = LogSource.file(file);
            for (ThrowingCallable look : List.<ThrowingCallable>of(source::preview, source::guess,
                    () -> source.preview(MAPPING))) {
                assertThatThrownBy(look).as(title.getKey()).isInstanceOf(ForesaleException.class).hasMessageContaining(
                        (lines == 1 ? "line 1 looks like a title. Skip it with "
                                : "lines 1 to " + lines + " look like a title. Skip them with ")
                        + "LogSource.file(path, " + layout + "), or .withLayout(" + layout + ") in a ColumnMapping.");
            }
            assertThatThrownBy(() -> source.load(MAPPING)).as(title.getKey()).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("LogSource.file(path, " + layout + ")")
                    .hasMessageContaining("or .withLayout(" + layout + ") in a");
            ColumnMapping wrong = ColumnMapping.ofUser("user").time("when").product("what").classes("a", "b", "c");
            assertThatThrownBy(() -> source.load(wrong)).as(title.getKey()).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("like a title. Skip ").hasMessageContaining("or .withLayout(" + layout + ")"
                            + " in a");
            int read = title.getKey().contains("Summe") ? 51 : 50;
            assertThat(LogSource.file(file, layout).load(MAPPING, RULES).quality().read()).isEqualTo(read);
            assertThat(source.load(MAPPING.withLayout(layout), RULES).quality().read()).isEqualTo(read);
            assertThat(LogSource.file(file, layout).preview(MAPPING).check().read()).isEqualTo(read);
            assertThat(LogSource.file(file, layout).guess().table().rowCount()).isPositive();
        }
    }

    @Test
    void whatIsNoTitleIsNotCalledOne() throws IOException {
        for (String text : List.of(HEADER + "u,2024-03-01,p,A,B,C,D\n" + LINES,
                HEADER + lines(3) + HEADER.replace("\n", ",paid\n") + lines(20).replace("\n", ",1\n"),
                HEADER + "u,2024-03-01,p,A,B,C,D\n" + lines(4), HEADER + LINES.replace("\n", ",9\n"))) {
            for (ThrowingCallable look : looks(LogSource.file(write(text)))) {
                assertThatThrownBy(look).as(text).isInstanceOf(ForesaleException.class)
                        .hasMessageContaining("cells").hasMessageNotContaining("title");
            }
        }
        // Columns without a name are columns.
        Path file = write(HEADER.replace("\n", ",,,,,,\n") + LINES.replace("\n", ",,,,,,\n"));
        assertThat(LogSource.file(file).preview().columns()).hasSize(12);
        assertThat(LogSource.file(file).load(MAPPING, RULES).lines()).isEqualTo(50);
    }

    @Test
    void sheetsAndTitlesOfWorkbooksAreSaidInBothWays() throws IOException {
        Path file = folder.resolve("a.xlsx");
        try (Workbook book = new Workbook(Files.newOutputStream(file), "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Sales");
            sheet.value(0, 0, "Sales of 2024");
            int row = 2;
            for (String line : (HEADER + LINES).split("\n")) {
                String[] cells = line.split(",");
                for (int column = 0; column < cells.length; column++) {
                    sheet.value(row, column, cells[column]);
                }
                row++;
            }
            book.newWorksheet("Notes").value(0, 0, "by hand");
        }
        refused(LogSource.file(file), "LogSource.file(path, FileLayout.guessed().withSheets(\"…\")), or"
                + " .withLayout(FileLayout.guessed().withSheets(\"…\")) in a ColumnMapping");
        FileLayout sheet = FileLayout.guessed().withSheets("Sales");
        FileLayout both = sheet.withSkippedLines(2);
        refused(LogSource.file(file, sheet), "If row 3 is the header row, skip the rows above it with"
                + " LogSource.file(path, " + both + "), or .withLayout(" + both + ") in a ColumnMapping.");
        assertThat(LogSource.file(file, both).load(MAPPING, RULES).lines()).isEqualTo(50);
    }

    /** Each line would have to be mended: what does not fit is the header. */
    @Test
    void aHeaderThatNoLineFitsIsNamedAsTheFault() throws IOException {
        String ends = HEADER + LINES.replace("\n", ",\n");
        refused(LogSource.file(write(ends)), "line 2 has 7 cells, but the header has 6", "50 of the first 50 lines",
                "the lines end with a separator, but the header does not");
        FileLayout named = FileLayout.guessed().withSkippedLines(1)
                .withColumns("who", "when", "what", "a", "b", "c", "blank");
        refused(LogSource.file(write(ends)), "LogSource.file(path, " + named + "), or .withLayout(" + named + ") in a"
                + " ColumnMapping.");
        assertThat(LogSource.file(write(ends), named).load(MAPPING, RULES).lines()).isEqualTo(50);
        refused(LogSource.file(write(HEADER + LINES.replace("\n", ",9\n"))), "50 of the first 50 lines",
                "a name is missing from the header", "name the 7 columns yourself",
                "LogSource.file(path, FileLayout.guessed().withSkippedLines(1).withColumns(\"…\", …))");
        String header = HEADER.replace("\n", ",\n") + LINES;
        FileLayout less = FileLayout.guessed().withSkippedLines(1).withColumns("who", "when", "what", "a", "b", "c");
        refused(LogSource.file(write(header)), "line 2 has 6 cells, but the header has 7",
                "the header ends with a separator, but the lines do not", "LogSource.file(path, " + less + ")");
        assertThat(LogSource.file(write(header), less).load(MAPPING, RULES).lines()).isEqualTo(50);
        refused(LogSource.file(write(HEADER.replace("\n", ",paid\n") + LINES)), "the header has one name too many");
        assertThatThrownBy(() -> LogSource.file(write(HEADER + LINES.replace("u7,", "u7,,"))).load(MAPPING, RULES))
                .hasMessageContaining("line 9 has 7 cells").hasMessageContaining("Correct the line")
                .hasMessageNotContaining("of the first");
    }

    @Test
    void anUnusualSignBetweenCellsIsNamed() throws IOException {
        for (char sign : "~^: #\u0001".toCharArray()) {
            FileLayout layout = FileLayout.guessed().withSeparator(sign);
            Path file = write((HEADER + LINES).replace(',', sign));
            assertThatThrownBy(() -> LogSource.file(file).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("LogSource.file(path, " + layout + "), or .withLayout(" + layout + ") in a"
                            + " ColumnMapping.");
            assertThat(LogSource.file(file).preview().kind()).contains(layout.toString());
            assertThatThrownBy(() -> LogSource.file(file).preview(MAPPING).check())
                    .isInstanceOf(ForesaleException.class).hasMessageContaining(layout.toString());
            assertThat(LogSource.file(file, layout).load(MAPPING, RULES).lines()).isEqualTo(50);
        }
        assertThatThrownBy(() -> LogSource.file(write("one column of texts\na text\nanother text\n")).load(MAPPING))
                .isInstanceOf(ForesaleException.class).hasMessageNotContaining("withSeparator");
    }

    private Path cut(String name, byte[] whole) throws IOException {
        return Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
    }

    /** In our words, with the tool that looks at files of the kind; what the libraries say tells nobody what to do. */
    @Test
    void whatIsCutIsCalledSo() throws IOException {
        byte[] text = (HEADER + LINES).getBytes(UTF_8);
        refused(LogSource.file(cut("a.zip", zip("a.csv", text))), "a.zip is damaged or truncated: its end is missing."
                + " Nothing was loaded. Copy or export the file again. Run unzip -t to check");
        refused(LogSource.file(cut("a.csv.gz", gzip(text))), "a.csv.gz is damaged or truncated: its end is missing."
                + " Nothing was loaded. Copy or export the file again. Run gzip -t to check");
        refused(LogSource.file(cut("a.xlsx", workbook())), "a.xlsx is damaged or truncated: its end is missing."
                + " Nothing was loaded. Copy or export it again", "unzip -t");
        String objects = "{\"who\":\"ann\",\"when\":\"2024-03-01\"}\n".repeat(9);
        for (int missing = 2; missing < 34; missing++) {
            Path json = Files.writeString(folder.resolve("a.jsonl"), objects.substring(0, objects.length() - missing));
            refused(LogSource.file(json), "a.jsonl, line 9", "the text ends inside an object or array, so the file is"
                    + " truncated. Nothing was loaded. Copy or export it again.");
        }
        refused(LogSource.file(Files.writeString(folder.resolve("b.jsonl"), objects + "{\"who\":ann}\n")),
                "b.jsonl, line 10", ". Nothing was loaded. Correct the line");
        String many = "{\"who\":\"ann\",\"when\":\"2024-03-01\"},\n".repeat(3_000);
        refused(LogSource.file(Files.writeString(folder.resolve("a.json"), "[" + many.substring(0, 80_013))),
                "so the file is truncated.");
        byte[] flipped = zip("a.csv", text);
        flipped[40] ^= 0x55;
        refused(LogSource.file(Files.write(folder.resolve("b.zip"), flipped)), "b.zip is damaged or truncated: ",
                "Copy or export the file again. Run unzip -t");
    }

    @Test
    void aWorkbookOfAnotherKindIsToBeSavedAgain() throws IOException {
        for (String name : List.of("a.xls", "A.XLS", "a.xlsb", "a.ods")) {
            Path file = Files.writeString(folder.resolve(name), "\u00d0\u00cf\u0011\u00e0", ISO_8859_1);
            refused(LogSource.file(file), name, "save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8");
            assertThatThrownBy(() -> LogSource.file(file).preview()).hasMessageNotContaining("Table");
        }
        Path of = Files.createDirectory(folder.resolve("months"));
        Files.write(of.resolve("a.xls"), new byte[9]);
        refused(LogSource.file(of), "months", "save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8");
        refused(LogSource.file(Files.write(folder.resolve("a.zip"), zip("in.xls", new byte[9]))), "in.xls",
                "save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8");
    }

    /** A text may end without the end of a line, within a cell even, but not with fewer cells. */
    @Test
    void aLastLineThatIsCutIsRefusedIfACellIsMissing() throws IOException {
        String cut = (HEADER + LINES).stripTrailing();
        assertThat(LogSource.file(write(cut)).load(MAPPING, RULES).lines()).isEqualTo(50);
        for (int letters : new int[] {2, 4, 8}) {
            refused(LogSource.file(write(cut.substring(0, cut.length() - letters))), "line 51 has ", "the header has 6");
        }
    }

    /** What the mapping names is right for all files but one. */
    @Test
    void theFileOfAFolderThatLacksAColumnIsNamed() throws IOException {
        for (int odd = 1; odd <= 3; odd++) {
            Path months = Files.createDirectory(folder.resolve("months" + odd));
            for (int month = 1; month <= 3; month++) {
                Files.writeString(months.resolve("0" + month + ".csv"), (month == odd ? "Buyer" + HEADER.substring(3)
                        : HEADER) + LINES);
            }
            LogSource source = LogSource.file(months);
            Path file = months.resolve("0" + odd + ".csv");
            String has = months.resolve(odd == 1 ? "02.csv" : "01.csv") + " has this column";
            for (ThrowingCallable look : List.<ThrowingCallable>of(() -> source.preview(MAPPING).check(),
                    () -> source.load(MAPPING, RULES))) {
                assertThatThrownBy(look).isInstanceOf(ForesaleException.class)
                        .hasMessageContainingAll("The file " + file + " has no column \"who\"", has)
                        .hasMessageContaining("change the header of " + file)
                        .hasMessageNotContaining("Name the right column");
            }
            assertThat(source.preview().kind()).contains(odd == 1 ? "; 02.csv has other columns: who, when"
                    : "; 0" + odd + ".csv has other columns: Buyer, when");
            Files.writeString(file, HEADER + LINES);
            assertThat(source.preview(MAPPING).kind()).doesNotContain("other columns");
            assertThat(source.load(MAPPING, RULES).quality().read()).isEqualTo(150);
            Files.writeString(file, "Sales\n" + HEADER + LINES);
            assertThatThrownBy(() -> source.load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("remove the lines above line 2 from " + file);
        }
    }

    /** As windows-1252, all other accents would be read as two letters each. */
    @Test
    void aLetterOfAnotherEncodingMakesATextNoneOfThatEncoding() throws IOException {
        String accents = HEADER + LINES.replace(",C", ",Caf\u00e9");
        String bytes = new String(accents.getBytes(UTF_8), ISO_8859_1);
        int at = bytes.indexOf("\u00c3\u00a9", bytes.length() / 2);
        Path file = Files.writeString(folder.resolve("a.csv"), bytes.substring(0, at) + "\u00e9"
                + bytes.substring(at + 2), ISO_8859_1);
        long line = bytes.substring(0, at).lines().count();
        refused(LogSource.file(file), "is in UTF-8, but line " + line + " contains a character that is damaged or in"
                + " another encoding");
        Files.writeString(file, bytes, ISO_8859_1);
        assertThat(LogSource.file(file).load(MAPPING, RULES).lines()).isEqualTo(50);
    }
}

package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Text files with separators: every line is read as RFC 4180 has it, or the file is refused. */
class CsvFilesTest {

    private static final String HEADER = "who,when,what,a,b,c\n";
    private static final ColumnMapping MAPPING =
            ColumnMapping.ofUser("who").time("when").product("what").classes("a", "b", "c");
    private static final LogRules RULES = LogRules.withDefaults();
    private static final String GOOD = "ann,2024-03-01,p,A,B,C";

    /** More by -Dforesale.files=5000. */
    private static final int FILES = Integer.getInteger("foresale.files", 200);

    @TempDir
    Path folder;

    private PurchaseLog load(String name, String text) throws IOException {
        return LogSource.file(Files.writeString(folder.resolve(name), text)).load(MAPPING, RULES);
    }

    private void refused(String text, String... why) {
        assertThatThrownBy(() -> load("a.csv", text)).as(text).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.csv").hasMessageContainingAll(why);
    }

    /** What another reader makes of a text; empty if it refuses it. */
    private static Optional<List<List<String>>> byOtherMeans(String text) {
        try {
            List<List<String>> lines = new ArrayList<>();
            for (CsvRecord line : CsvReader.builder().allowExtraFields(false).allowMissingFields(false)
                    .allowExtraCharsAfterClosingQuote(false).skipEmptyLines(true).ofCsvRecord(text)) {
                lines.add(line.getFields());
            }
            return Optional.of(lines.subList(1, lines.size()));
        } catch (CsvParseException e) {
            return Optional.empty();
        }
    }

    /** Cells of which some are quoted as they should be, and a file in which some letters then are spoilt. */
    private static String random(Random random) {
        String[] cells = {"ann", "bob ", "x,y", "say \"hi\"", "two\nlines", "", "#c", " z", "\u00e9", "'", "NULL"};
        StringBuilder text = new StringBuilder(HEADER);
        String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
        int lines = random.nextInt(6) + 1;
        for (int line = 0; line < lines; line++) {
            for (int column = 0; column < 6; column++) {
                String cell = column == 1 ? "2024-03-0" + (random.nextInt(8) + 1) : random.nextInt(3) == 0
                        ? cells[random.nextInt(cells.length)] : "v" + random.nextInt(3);
                boolean quoted = cell.matches("(?s).*[,\"\n].*") || random.nextInt(5) == 0;
                text.append(column > 0 ? "," : "").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            }
            text.append(line + 1 < lines || random.nextBoolean() ? end : "");
        }
        for (int spoilt = random.nextInt(3); spoilt > 0; spoilt--) {
            int at = HEADER.length() + random.nextInt(text.length() - HEADER.length());
            String[] letters = {"\"", ",", "\n", "x", "", "\"\"", "\r\n"};
            text.replace(at, at + random.nextInt(2), letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    @Test
    void everyLineIsThatOfAnotherReaderOrTheFileIsRefused() throws IOException {
        int read = 0;
        int refused = 0;
        int refusedByUsAlone = 0;
        for (int seed = 0; seed < FILES; seed++) {
            String text = random(new Random(seed));
            Optional<List<List<String>>> expected = byOtherMeans(text);
            Path file = Files.writeString(folder.resolve("random.csv"), text);
            try {
                QualityReport report = LogSource.file(file).preview(MAPPING).quality().orElseThrow();
                PurchaseLog log = LogSource.file(file).load(MAPPING, RULES.withNobody());
                assertThat(expected).as(text).isPresent();
                assertThat(log.quality().read()).as(text).isEqualTo(expected.get().size());
                assertThat(report.read()).as(text).isEqualTo(expected.get().size());
                assertThat(SameLog.lines(log).stream().map(line -> line.get(0) + "|" + line.get(1) + "|" + line.get(4)
                        + "|" + line.get(5)).distinct()).as(text)
                        .containsExactlyInAnyOrderElementsOf(expected.get().stream().filter(CsvFilesTest::isKept)
                                .map(CsvFilesTest::said).distinct().toList());
                read++;
            } catch (ForesaleException e) {
                boolean ofReading = e.getMessage().contains("cannot be read");
                refused += ofReading ? 1 : 0;
                refusedByUsAlone += ofReading && expected.isPresent() ? 1 : 0;
                if (!ofReading) {
                    assertThat(expected.orElseThrow().stream().filter(CsvFilesTest::isKept)).as(text + e).isEmpty();
                }
            }
        }
        assertThat(read).isGreaterThan(FILES / 3);
        assertThat(refused).isGreaterThan(FILES / 8);
        // Quotation marks that swallow whole lines are no fault by RFC 4180.
        assertThat(refusedByUsAlone).isLessThan(refused / 10);
    }

    private static String said(List<String> line) {
        List<String> cells = line.stream().map(String::strip).toList();
        return String.join("|", cells.get(0), cells.get(1), cells.get(2), String.join(" > ", cells.subList(3, 6)));
    }

    private static boolean isKept(List<String> line) {
        return !line.get(0).isBlank() && line.subList(2, 6).stream()
                .noneMatch(cell -> cell.isBlank() || cell.strip().equals("NULL"))
                && line.get(1).strip().matches("2024-03-0\\d");
    }

    @Test
    void aStrayQuotationMarkSwallowsNoLines() {
        String header = "who,when,what,name,a,b,c\n";
        assertThatThrownBy(() -> load("a.csv", header + "A,2023-01-01,p1,\"Best bowl,D,C1,S1\n"
                + "B,2023-01-02,p2,Bowl,D,C2,S2\nC,2023-01-03,p3,Bowl 12\",D,C3,S3\n")).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("line 2").hasMessageContaining("cell 4").hasMessageContaining("line 4")
                .hasMessageContaining("quotation mark").hasMessageNotContaining("lines have that many");
        refused(HEADER + GOOD + "\nann,2024-03-01,p,A,B,\"C\n", "cell 6 in line 3", "never closed");
        refused(HEADER + GOOD + "\nann,2024-03-01,p,A,B,\"C\" x\n", "line 3, cell 6", "closing quotation mark");
    }

    @Test
    void aTextOfSeveralLinesIsOneCell() throws IOException {
        PurchaseLog log = load("a.csv", HEADER + "ann,2024-03-01,p,\"A, of\ntwo lines\",B,C\n" + GOOD + "\n");
        assertThat(log.quality().read()).isEqualTo(2);
        assertThat(log.taxonomy().size(Level.FIRST)).isEqualTo(2);
    }

    @Test
    void linesMayEndInSeveralWays() throws IOException {
        for (String ends : List.of("\n \r\n", "\r\n \n", "\r \n", "\r\n \r", "\n \r")) {
            String[] end = ends.split(" ");
            for (int lines : new int[] {3, 50_000}) {
                String text = (HEADER + (GOOD + "\n").repeat(lines)).replace("\n", end[0]) + GOOD + end[1];
                assertThat(load("a.csv", text).quality().read()).as(ends).isEqualTo(lines + 1);
                assertThat(LogSource.file(folder.resolve("a.csv")).preview().lines()).isPositive();
            }
        }
    }

    /** DuckDB swallows the first letter after a carriage return that stands alone where others do not. */
    @Test
    void linesThatEndInSeveralWaysWithinAFileAreRefused() throws IOException {
        for (List<String> ends : List.of(List.of("\r\n", "\r"), List.of("\n", "\r"), List.of("\r", "\n"),
                List.of("\r", "\r\n"))) {
            String end = ends.get(0);
            refused((HEADER + GOOD + "\n").replace("\n", end) + GOOD.replace("ann", "bob") + ends.get(1) + "#" + GOOD
                    + end, "line 3 and the first line end differently", "carriage return");
        }
        assertThat(load("a.csv", HEADER + GOOD + "\r\n" + GOOD.replace("ann", "bob") + "\n" + GOOD.replace("ann", "#c")
                + "\r\n").users()).isEqualTo(3);
    }

    @Test
    void aBlankBeforeAQuotationMarkIsAsked() {
        refused(HEADER + GOOD.replace(",A,", ", \"A\",") + "\n", "in line 2, cell 4, there is a space before");
    }

    @Test
    void theSeparatorIsThatOfTheFirstLines() throws IOException {
        for (String separator : List.of(";", "\t", "|", ",")) {
            String text = (HEADER + (GOOD + "\n").repeat(3)).replace(",", separator);
            assertThat(load("a.csv", text).quality().read()).as(separator).isEqualTo(3);
        }
        assertThat(load("b.csv", "who;when;what;a;b;c\nann;2024-03-01;p;A, 1;B, 2;C\n").quality().read()).isEqualTo(1);
    }

    /** DuckDB reads the numbers of a file, Java those of a table. */
    @Test
    void numbersAreThoseOfATable() throws IOException {
        Random random = new Random(5);
        String letters = "00112233456789..--+eE_x ,infNa()$'";
        StringBuilder text = new StringBuilder(HEADER.strip() + ",paid\n");
        for (int line = 0; line < 5_000; line++) {
            StringBuilder cell = new StringBuilder();
            for (int i = random.nextInt(7); i >= 0; i--) {
                cell.append(letters.charAt(random.nextInt(random.nextInt(3) > 0 ? 16 : letters.length())));
            }
            text.append("ann,2024-03-01,p").append(line).append(",A,B,C,\"").append(cell).append("\"\n");
        }
        Path file = Files.writeString(folder.resolve("numbers.csv"), text);
        Table table = Table.create("numbers");
        List<List<String>> lines = byOtherMeans(text.toString()).orElseThrow();
        for (int column = 0; column < 7; column++) {
            int place = column;
            table.addColumns(StringColumn.create(List.of("who", "when", "what", "a", "b", "c", "paid").get(column),
                    lines.stream().map(line -> line.get(place)).toList()));
        }
        ColumnMapping mapping = MAPPING.withValue("paid");
        PurchaseLog ofFile = LogSource.file(file).load(mapping);
        PurchaseLog ofTable = LogSource.table(table).load(mapping);
        assertThat(SameLog.lines(ofFile)).isEqualTo(SameLog.lines(ofTable)).hasSizeGreaterThan(1_000);
        assertThat(ofFile.quality().findings()).isEqualTo(ofTable.quality().findings());
    }

    @Test
    void whatHasNoColumnsOrNoLinesIsRefused() {
        refused("", "is empty");
        refused(" \n", "is empty");
        refused(HEADER, "contains no purchases");
        refused("one line only", "no column \"who\"", "one line only");
    }

    /** As they stand in files of Windows and of old systems, with and without what tells that they are UTF-8. */
    @Test
    void endsOfLinesAndTheMarkOfUtf8MakeNoDifference() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String mark : List.of("", "\ufeff")) {
                String text = mark + (HEADER + GOOD + "\n\"bob\",2024-03-02,p,A,B,\"C\"\n").replace("\n", end);
                PurchaseLog log = load("a.csv", text);
                assertThat(log.quality().read()).isEqualTo(2);
                assertThat(log.findUser("bob")).isPresent();
            }
        }
        assertThat(load("a.csv", "\ufeff\"who\",when,what,a,b,c\n" + GOOD).quality().read()).isEqualTo(1);
    }

    @Test
    void blankLinesAreNoLines() throws IOException {
        assertThat(load("a.csv", HEADER + "\n" + GOOD + "\n\n\n" + GOOD + "\n\n").quality().read()).isEqualTo(2);
    }

    @Test
    void aMissingColumnIsNamedWithItsRoleAndATitleWithItsRemedy() {
        refused("buyer" + HEADER.substring(3) + GOOD, "no column \"who\", which is mapped as the user",
                "It has: buyer, when, what, a, b, c.", "guess()");
        refused("Sales of 2024\n\n" + HEADER + GOOD, "It has: Sales of 2024. Line 3 has it",
                ".withLayout(FileLayout.guessed().withSkippedLines(2))");
        assertThat(LogSource.file(folder.resolve("a.csv"))
                .load(MAPPING.withLayout(FileLayout.guessed().withSkippedLines(2)), RULES).lines()).isEqualTo(1);
    }
}

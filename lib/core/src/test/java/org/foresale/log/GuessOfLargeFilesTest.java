package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresale.log.InventedOrders.cell;
import static org.foresale.log.InventedOrders.column;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.foresale.log.FileProfiler.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a large file, lines spread over it are looked at; what these cannot tell is asked of all lines. */
class GuessOfLargeFilesTest {

    private static final int LINES = 10_000;
    /** A file is large here that has more than 200 lines. */
    private static final Spread SPREAD = new Spread(10, 20, 20, 60);
    /** Customers and orders whose lines are never met twice among those looked at. */
    private static final int CUSTOMERS = 1237;
    private static final int FAR_ORDERS = 4987;
    private static final String HEADER = "customer_id,order_id,date,sku,category,subcategory,status\n";

    @TempDir
    Path folder;

    private static MappingGuess guess(Path file) {
        return MappingGuesser.guess(FileProfiler.read(file, FileLayout.guessed(), SPREAD));
    }

    /** Two lines an order, four orders a customer, far from each other. */
    private static List<Object> usual(int line) {
        int order = line / 2;
        int product = line * 7 % 500;
        return new ArrayList<>(List.of("c" + order % CUSTOMERS, "o" + order, "0" + (1 + order % 9) + "/" + "0"
                + (1 + order % 7) + "/2024", "p" + product, "C" + product % 5, "S" + product % 50, "paid"));
    }

    private Path usualBut(Map<Integer, IntFunction<Object>> changes) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int line = 0; line < LINES; line++) {
            List<Object> cells = usual(line);
            int at = line;
            changes.forEach((place, change) -> {
                Object cell = change.apply(at);
                if (cell != null) {
                    cells.set(place, cell);
                }
            });
            text.append(String.join(",", cells.stream().map(Object::toString).toList())).append('\n');
        }
        return Files.writeString(Files.createTempFile(folder, "large", ".csv"), text);
    }

    /** The numbers of the lines whose cells are compared. */
    private static List<Integer> compared(Path file) {
        SampleRows sample = FileProfiler.read(file, FileLayout.guessed(), SPREAD).sample();
        return IntStream.range(0, sample.rows()).mapToObj(row -> Integer.parseInt(sample.text(0, row))).toList();
    }

    private static String numbered(int from, int to, String lineBreak) {
        StringBuilder text = new StringBuilder("\uFEFFn,text" + lineBreak);
        for (int i = from; i < to; i++) {
            text.append(i).append(",\"first, ").append("x".repeat(i % 50)).append("\"\"").append(lineBreak)
                    .append("second\"").append(lineBreak).append(i % 17 == 0 ? lineBreak : "");
        }
        return text.toString();
    }

    private static void assertSpread(List<Integer> lines) {
        assertThat(lines).hasSize(200).doesNotHaveDuplicates().isSorted();
        Set<Integer> tenths = new HashSet<>();
        for (int block = 0; block < lines.size(); block += 10) {
            int first = lines.get(block);
            assertThat(lines.subList(block, block + 10)).as("neighbours from line " + first)
                    .isEqualTo(IntStream.range(first, first + 10).boxed().toList());
            tenths.add(first * 10 / LINES);
        }
        assertThat(tenths).hasSize(10);
    }

    @Test
    void linesLookedAtAreSpreadOverTheWholeFile() throws IOException, SQLException {
        Path text = Files.writeString(folder.resolve("n.csv"), numbered(0, LINES, "\n"));
        List<Integer> lines = compared(text);
        assertSpread(lines);
        assertThat(compared(text)).isEqualTo(lines);
        assertThat(compared(Files.writeString(folder.resolve("returns.csv"), numbered(0, LINES, "\r\n"))))
                .isEqualTo(lines);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("n.csv.gz")))) {
            out.write(numbered(0, LINES, "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(compared(folder.resolve("n.csv.gz"))).isEqualTo(lines);
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Files.writeString(parts.resolve("a.csv"), numbered(0, 3_000, "\n"));
        Files.writeString(parts.resolve("b.csv"), numbered(3_000, LINES, "\n").replaceAll("\n+$", ""));
        assertThat(compared(parts)).isEqualTo(lines);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:"); Statement sql = duckDb.createStatement()) {
            Path parquet = folder.resolve("n.parquet");
            sql.execute("COPY (SELECT range AS n, 'x' AS text FROM range(" + LINES + ")) TO '" + parquet + "'");
            assertSpread(compared(parquet));
            assertThat(compared(parquet)).isEqualTo(compared(parquet));
        }
    }

    @Test
    void itIsToldHowManyLinesWereLookedAt() throws IOException {
        MappingGuess guess = guess(usualBut(Map.of()));
        assertThat(guess.table().name()).endsWith("a guess from 200 of 10,000 lines, spread over the whole file");
        assertThatThrownBy(guess::mapping).hasMessageContaining("200 of 10,000 lines, spread over the whole file");
        assertThat(cell(guess, "second-level class", "reason")).contains("5 different in 10,000 lines");
        assertThat(cell(guess, "basket", "reason")).contains("100 different in 200 lines");
    }

    @Test
    void theOrderOfDayAndMonthIsThatOfAllLines() throws IOException {
        assertThat(guess(usualBut(Map.of())).questions()).singleElement().asString()
                .contains("may be written as M/d/yyyy or d/M/yyyy");
        MappingGuess guess = guess(usualBut(Map.of(2, line -> line == 7_777 ? "25/03/2024" : null)));
        assertThat(guess.mapping().timeFormat()).contains("d/M/yyyy");
        assertThat(cell(guess, "time", "reason")).contains("from 2024-01-01 to 2024-07-09");
    }

    @Test
    void aDateThatTheFormatDoesNotReadIsTold() throws IOException {
        MappingGuess guess = guess(usualBut(Map.of(2, line -> line == 7_777 ? "03/25/2024"
                : (10 + line % 19) + "/0" + (1 + line % 7) + "/2024")));
        assertThat(guess.mapping().timeFormat()).contains("d/M/yyyy");
        assertThat(cell(guess, "time", "reason")).contains("but in 1 of 10,000 lines (less than 0.1 %) the date does"
                + " not fit this format");
    }

    @Test
    void aRareTextThatSaysWhatALineIsIsFoundInAllLines() throws IOException {
        MappingGuess guess = guess(usualBut(Map.of(2, line -> "2024-01-0" + (1 + line % 9),
                6, line -> line == 7_777 ? "refunded" : null)));
        assertThat(guess.mapping().filters()).containsExactly(LineFilter.without("status", "refunded"));
    }

    @Test
    void usersWhoComeBackFarAwayAreUsers() throws IOException {
        Map<Integer, IntFunction<Object>> days = Map.of(2, line -> "2024-01-0" + (1 + line % 9));
        MappingGuess guess = guess(usualBut(days));
        assertThat(column(guess, "user")).isEqualTo("customer_id");
        assertThat(column(guess, "basket")).isEqualTo("order_id");
        MappingGuess never = guess(usualBut(Map.of(2, days.get(2), 0, line -> "c" + line / 2)));
        assertThat(never.questions()).singleElement().asString().contains("customer_id",
                "a new one for each order, so no user ever returns");
    }

    @Test
    void ordersWhoseLinesLieFarApartAreOrders() throws IOException {
        MappingGuess guess = guess(usualBut(Map.of(2, line -> "2024-01-0" + (1 + line % 9),
                0, line -> "c" + line % FAR_ORDERS % CUSTOMERS, 1, line -> "o" + line % FAR_ORDERS)));
        assertThat(column(guess, "basket")).isEqualTo("order_id");
        assertThat(column(guess, "user")).isEqualTo("customer_id");
    }

    @Test
    void cellsOfJsonThatLookLikeLinesAreCells() throws IOException {
        StringBuilder json = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            json.append("{\"n\":").append(line).append(",\"user\":\"u\",\"note\":\"a,b,c,d,e\\nf,g,h,i,j\",\"sku\":\"p\"}\n");
        }
        Path file = Files.writeString(folder.resolve("notes.jsonl"), json);
        assertSpread(compared(file));
    }

    @Test
    void aLineThatDoesNotFitIsFoundWhereverItIs() throws IOException {
        Path file = usualBut(Map.of(6, line -> line == 7_777 ? "paid,twice" : null));
        assertThatThrownBy(() -> guess(file)).isInstanceOf(ForesaleException.class).hasMessageContaining("line 7779");
    }
}

package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How times and numbers are written is guessed from all of them. */
class GuessOfFormatsTest {

    private static LogSource source(List<String> times, List<String> quantities, List<String> values) {
        int lines = Math.max(times.size(), Math.max(quantities.size(), values.size()));
        Table table = Table.create("few", column("user", IntStream.range(0, lines).mapToObj(i -> "u" + i / 3).toList(),
                lines), column("time", times, lines), column("sku", IntStream.range(0, lines)
                .mapToObj(i -> "p" + i % 88).toList(), lines), column("category", List.of("x", "y"), lines),
                column("quantity", quantities, lines), column("amount", values, lines));
        return LogSource.table(table);
    }

    /** The texts again and again. */
    private static StringColumn column(String name, List<String> texts, int lines) {
        return StringColumn.create(name, IntStream.range(0, lines).mapToObj(i -> texts.get(i % texts.size())));
    }

    private static MappingGuess times(List<String> texts) {
        return source(texts, List.of("1"), List.of("1")).guess();
    }

    private static MappingGuess numbers(List<String> quantities, List<String> values) {
        return source(List.of("2024-01-01"), quantities, values).guess();
    }

    private static List<String> written(String pattern) {
        LocalDateTime start = LocalDateTime.of(2023, 1, 2, 0, 7, 9);
        return IntStream.range(0, 60).mapToObj(i -> start.plusHours(107L * i).format(DateTimeFormatter
                .ofPattern(pattern, Locale.ENGLISH))).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"yyyy-MM-dd;", "yyyy-MM-dd HH:mm:ss;", "yyyy-MM-dd'T'HH:mm:ss'Z';",
        "M/d/yyyy;M/d/yyyy", "MM/dd/yyyy HH:mm;M/d/yyyy H:mm", "dd/MM/yyyy HH:mm:ss;d/M/yyyy H:mm:ss",
        "dd.MM.yyyy;d.M.yyyy", "dd.MM.yyyy HH:mm;d.M.yyyy H:mm", "M/d/yy h:mm a;M/d/yy h:mm a",
        "d/M/yy;d/M/yy", "dd.MM.yy;d.M.yy", "dd-MMM-yy;d-MMM-yy", "dd-MMM-yyyy HH:mm;d-MMM-yyyy H:mm",
        "yyyy/MM/dd;yyyy/M/d", "yyyy/M/d h:mm:ss a;yyyy/M/d h:mm:ss a", "yyyyMMdd;yyyyMMdd", "d MMM yyyy;d MMM yyyy",
        "MMMM d, yyyy;MMMM d, yyyy", "yyyy-M-d H:mm;yyyy-M-d H:mm", "M/d/yyyy, h:mma;M/d/yyyy, h:mma",
        "dd-MM-yyyy;d-M-yyyy", "yyyy年M月d日;yyyy年M月d日"})
    void timesAreReadInTheFormatThatIsGuessed(String pattern, String format) {
        LogSource source = source(written(pattern), List.of("1"), List.of("1"));
        ColumnMapping mapping = source.guess().mapping();
        assertThat(mapping.timeFormat().orElse(null)).isEqualTo(format);
        PurchaseLog log = source.load(mapping);
        assertThat(log.quality().findings()).isEmpty();
        assertThat(log.firstDay()).isEqualTo(LocalDate.of(2023, 1, 2));
        assertThat(log.days()).isEqualTo(59 * 107 / 24 + 1);
        assertThat(log.hasTimeOfDay()).isEqualTo(pattern.toLowerCase(Locale.ROOT).contains("h:"));
    }

    @Test
    void numbersOfSecondsAndOfPartsOfThemAreTimes() {
        assertThat(times(List.of("1485887400", "1485973800")).mapping().timeFormat()).contains("epoch seconds");
        assertThat(times(List.of("1485887400123", "1485973800001")).mapping().timeFormat())
                .contains("epoch milliseconds");
        assertThat(times(List.of("1485887400123456", "1485973800001002")).mapping().timeFormat())
                .contains("epoch microseconds");
    }

    @Test
    void oneDayBeyondTheTwelfthDecidesForTheWholeFile() {
        List<String> texts = new ArrayList<>(Collections.nCopies(30_000, "03/04/2023"));
        texts.set(9_999, "05/04/2023");
        assertThat(times(texts).questions()).singleElement().asString()
                .contains("M/d/yyyy or d/M/yyyy", "M/d/yyyy reads 100 % of them, from 2023-03-04 to 2023-05-04",
                        "d/M/yyyy reads 100 % of them, from 2023-04-03");
        assertThat(times(texts).toString()).contains(".withTimeFormat(\"…\")");
        texts.add("13/04/2023");
        assertThat(times(texts).mapping().timeFormat()).contains("d/M/yyyy");
        texts.set(30_000, "04/13/2023");
        assertThat(times(texts).mapping().timeFormat()).contains("M/d/yyyy");
        assertThat(times(List.of("5/5/2023", "7/7/2023")).questions()).as("the same in both").isEmpty();
        assertThat(times(List.of("1/2/2023", "2/1/2023")).questions()).as("the same days, but not of the same lines")
                .hasSize(1);
    }

    @Test
    void aTimeThatIsSometimesThereIsReadWhereItIs() {
        List<String> texts = List.of("13/04/2023", "13/04/2023 18:30", "14/04/2023 18:30:10");
        LogSource source = source(texts, List.of("1"), List.of("1"));
        ColumnMapping mapping = source.guess().mapping();
        assertThat(mapping.timeFormat()).contains("d/M/yyyy[ H:mm:ss][ H:mm]");
        assertThat(source.load(mapping).quality().findings()).isEmpty();
    }

    @Test
    void aFewTextsThatAreNoTimesDoNotHideTheFormat() {
        List<String> texts = new ArrayList<>(written("dd.MM.yyyy"));
        texts.add("unknown");
        MappingGuess guess = times(texts);
        assertThat(guess.mapping().timeFormat()).contains("d.M.yyyy");
        assertThat(InventedOrders.cell(guess, "format of times", "reason")).contains("98.4 % are times");
        assertThat(times(Stream.concat(texts.stream(), texts.stream().map(text -> "on " + text)).toList()).questions())
                .singleElement().asString().contains("only 60 of 122 cells (49.2 %) are dates");
    }

    @Test
    void numbersOfDaysNeedADate() {
        MappingGuess guess = times(IntStream.rangeClosed(1, 711).mapToObj(Integer::toString).toList());
        assertThat(guess.toString()).contains(".withTimeFormat(\"days, 1 is …\")");
        assertThat(guess.questions()).singleElement().asString().contains("whole numbers from 1 to 711",
                "which date is day 1?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1|2;9.90|12|1234.5;PLAIN", "1|2;9,90|12|1.234,50;COMMA",
        "1|2;9.90|12|1,234.50;POINT", "1,5|2;12|7;COMMA", "1|2;9|12;PLAIN", "1|2;(9.90)|$1,234.50|3.00-;POINT",
        "1|2;1.234|9,90;COMMA", "1|2;1,234|9.90;POINT", "0.250|1.500;3.20|4;PLAIN", "0,250|1,500;3|4;COMMA",
        "1|2;1 234|12;POINT"})
    void numbersAreReadInTheStyleThatIsGuessed(String quantities, String values, NumberStyle style) {
        ColumnMapping mapping = numbers(Arrays.asList(quantities.split("\\|")), Arrays.asList(values.split("\\|")))
                .mapping();
        assertThat(mapping.numbers()).isEqualTo(style);
    }

    @Test
    void threeDigitsBehindEachSignMayBeThousands() {
        MappingGuess dots = numbers(List.of("1", "2"), List.of("1.234", "2.500", "12"));
        assertThat(dots.toString()).contains(".withNumbers(NumberStyle.valueOf(\"…\"))");
        assertThat(dots.questions()).singleElement().asString().contains("written like 1234.50 or like 1.234,50",
                "In 2 of 3 cells (66.7 %)", "\"1.234\" is 1.234 with PLAIN and 1234.0 with COMMA");
        assertThat(numbers(List.of("1"), List.of("1,234", "2,500")).questions()).singleElement().asString()
                .contains("written like 1,234.50 or like 1.234,50");
    }

    @Test
    void stylesThatContradictEachOtherAreAsked() {
        for (MappingGuess guess : List.of(numbers(List.of("1,5", "2"), List.of("9.90")),
                numbers(List.of("1.5"), List.of("9,90", "3")))) {
            assertThat(guess.questions()).singleElement().asString().contains("different formats",
                    "quantity: all are numbers", "amount: all are numbers");
        }
    }

    @Test
    void textsAreCountedAsTheStylesReadThem() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(1 + random.nextInt(7), 0, 12).mapToObj(letter -> "0123456789.,".substring(letter,
                    letter + 1)).collect(Collectors.joining("", random.nextInt(4) == 0 ? "-" : "", ""));
            NumberEvidence evidence = new NumberEvidence();
            evidence.add(text, 1);
            for (NumberStyle style : NumberStyle.values()) {
                boolean doubted = text.matches(style == NumberStyle.COMMA ? "-?0+\\.\\d+"
                        : style == NumberStyle.POINT ? "-?0+,\\d+" : "-");
                double read = doubted ? Double.NaN : style.read(text);
                assertThat(evidence.readable(style)).as(text + " as " + style).isEqualTo(Double.isNaN(read) ? 0 : 1);
                assertThat(evidence.min(style)).as(text + " as " + style)
                        .isEqualTo(Double.isNaN(read) ? Double.POSITIVE_INFINITY : read + 0.0);
            }
        }
    }

    @Test
    void aClockThatIsNoneMakesNoTime() {
        for (String text : List.of("13/04/2023 24:00", "13/04/2023 18:60", "13/04/2023 18:30 PM", "13/04/2023 0:30 PM",
                "31/02/2023", "13/04/2023 18", "13/04/1850")) {
            TimeFormats formats = new TimeFormats();
            formats.add(text, 1);
            assertThat(formats.best()).as(text).isEmpty();
            assertThat(TimeFormat.of("d/M/yyyy[ H:mm][ h:mm a]").read(text).filter(time ->
                    time.local().getYear() > 1900)).as(text).isEmpty();
        }
    }
}

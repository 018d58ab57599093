package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foresale.RandomLogs;
import org.foresale.log.Sources.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** What every source of a log keeps to: the same rows give the same log, and the same faults are counted. */
class LogSourceContractTest {

    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("a", "b", "c").withQuantity("many").withValue("paid");
    private static final String COLUMNS = Sources.COLUMNS;
    private static final LogRules RULES = PurchaseLogTest.RULES;
    private static final String NUMBER_SIGNS = "+-.0159eE_ xif";

    @TempDir
    Path folder;
    private Sources sources;

    @BeforeEach
    void open() throws SQLException {
        sources = new Sources(folder);
    }

    @AfterEach
    void close() throws SQLException {
        sources.close();
    }

    private LogSource source(Kind kind, String query) {
        return sources.of(kind, query);
    }

    private LogSource rows(Kind kind, String rows) {
        return sources.rows(kind, rows);
    }

    /** Java and databases take different characters for white space; a cell of it alone is blank wherever it lies. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void whiteSpaceAloneIsNoText(Kind kind) {
        List<String> blanks = List.of(" ", "\t", "\u000b", "\u2028", "\u3000", "\n", " \t ");
        Map<Integer, QualityReport.Reason> reasons = Map.of(0, QualityReport.Reason.NO_USER, 1,
                QualityReport.Reason.UNREADABLE_DATE, 2, QualityReport.Reason.NO_PRODUCT, 3,
                QualityReport.Reason.NO_CLASS, 4, QualityReport.Reason.NO_CLASS, 5, QualityReport.Reason.NO_CLASS);
        reasons.forEach((column, reason) -> {
            List<String> good = new ArrayList<>();
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < blanks.size(); i++) {
                List<String> cells = new ArrayList<>(List.of("u" + i, "2024-03-0" + (i + 1), "p" + i, "A" + i, "B" + i,
                        "C" + i));
                good.add(row(cells));
                rows.add(row(cells));
                cells.replaceAll(cell -> "other " + cell);
                cells.set(1, "2024-03-01");
                cells.set(column, blanks.get(i));
                rows.add(i % 2 == 0 ? rows.size() : rows.size() - 1, row(cells));
            }
            PurchaseLog log = rows(kind, String.join(", ", rows)).load(MAPPING, LogRules.withDefaults());
            PurchaseLog expected = rows(Kind.TABLE, String.join(", ", good)).load(MAPPING, LogRules.withDefaults());
            assertThat(SameLog.lines(log)).as("column " + column).isEqualTo(SameLog.lines(expected));
            assertThat(log.quality().read()).isEqualTo(2L * blanks.size());
            assertThat(log.quality().dropped(reason)).isEqualTo(blanks.size());
        });
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> "'" + cell + "'").collect(Collectors.joining(", ", "(", ", 1, 1)"));
    }

    @ParameterizedTest
    @EnumSource
    void theSameRowsGiveTheSameLog(Kind kind) throws SQLException {
        Table table = RandomLogs.table(5, 40);
        Path csv = folder.resolve("it's.csv");
        RandomLogs.shuffled(table, 3).write().csv(csv.toFile());
        PurchaseLog expected = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
        PurchaseLog log = source(kind, "SELECT * FROM '" + csv.toString().replace("'", "''") + "'")
                .load(RandomLogs.MAPPING, RandomLogs.RULES);
        assertThat(SameLog.lines(log)).isEqualTo(SameLog.lines(expected)).hasSizeGreaterThan(500);
        assertThat(log.hasTimeOfDay()).isTrue();
        assertThat(log.quality().read()).isEqualTo(table.rowCount());
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultIsCountedWithItsFirstExample(Kind kind) {
        QualityReport quality = rows(kind, """
                ('ann', '2024-03-01', 'p', 'A', 'B', 'C', '1', '9.90'),
                (NULL, '2024-03-01', 'p', 'A', 'B', 'C', '1', '9.90'),
                ('ann', '2024-03-01', ' ', 'A', 'B', 'C', '1', '9.90'),
                ('ann', '2024-02-30', 'p', 'A', 'B', 'C', '1', '9.90'),
                ('ann', ' ', 'p', 'A', 'B', 'C', '1', '9.90'), ('ann', '2024-04-01', 'p', 'A', 'B', 'C', '1', '9.90'),
                ('ann', '2024-03-01', 'p', 'A', 'B', 'C', 'one', '9.90'),
                ('ann', '2024-03-01', 'p', 'A', 'B', 'C', '0', '9.90'),
                ('ann', '2024-03-01', 'p', 'A', 'B', 'C', '1', '-0.01'),
                ('ann', '2024-03-01', 'p', 'A', NULL, 'C', '1', '9.90'),
                ('ann', '2024-03-01', 'p', 'FUEL', 'B', 'C', '1', '9.90'),
                ('ann', '2024-03-01', 'p', 'A', 'B', 'C', '1', '9.90'),
                ('bob', '2024-03-02', 'p', 'A', 'B', 'C', '2', '9.90')""").load(MAPPING, RULES).quality();
        assertThat(quality.read()).isEqualTo(13);
        assertThat(quality.kept()).isEqualTo(2);
        assertThat(quality.findings()).extracting(QualityReport.Finding::reason, QualityReport.Finding::lines,
                finding -> inOneFile(finding.example())).containsExactly(
                tuple(QualityReport.Reason.NO_USER, 1L, "row 2, column who: empty"),
                tuple(QualityReport.Reason.NO_PRODUCT, 1L, "row 3, column what: empty"),
                tuple(QualityReport.Reason.UNREADABLE_DATE, 2L, "row 4, column when: \"2024-02-30\""),
                tuple(QualityReport.Reason.OUTSIDE_WINDOW, 1L, "row 6, column when: \"2024-04-01T00:00\""),
                tuple(QualityReport.Reason.UNREADABLE_NUMBER, 1L, "row 7, column many: \"one\""),
                tuple(QualityReport.Reason.QUANTITY_NOT_POSITIVE, 1L, "row 8, column many: \"0.0\""),
                tuple(QualityReport.Reason.NEGATIVE_VALUE, 1L, "row 9, column paid: \"-0.01\""),
                tuple(QualityReport.Reason.NO_CLASS, 1L, "row 10, column b: empty"),
                tuple(QualityReport.Reason.EXCLUDED_CLASS, 1L, "row 11, class FUEL > B"),
                tuple(QualityReport.Reason.DUPLICATE, 1L, "row 12"));
        assertThat(quality.findings().get(2).example()).startsWith(kind == Kind.FOLDER ? "2.parquet, row 1, " : "row 4, ");
    }

    /** A table of Java values has NaN where a cell is empty; all others show what they hold. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNoNumberIsShown(boolean text) {
        String cell = text ? "'NaN'" : "'NaN'::DOUBLE";
        for (Kind kind : Kind.values()) {
            QualityReport quality = rows(kind, "('ann', '2024-03-01', 'p', 'A', 'B', 'C', '1', " + cell
                    + "), ('bob', '2024-03-02', 'p', 'A', 'B', 'C', '2', " + (text ? "'1'" : "1") + ")")
                    .load(MAPPING, RULES).quality();
            assertThat(quality.findings()).as(kind.name()).extracting(QualityReport.Finding::reason,
                    finding -> inOneFile(finding.example())).containsExactly(tuple(
                    QualityReport.Reason.UNREADABLE_NUMBER,
                    "row 1, column paid: " + (text || kind != Kind.TABLE ? "\"NaN\"" : "empty")));
        }
    }

    /** In a folder, the first file has three rows, and the second one the rest. */
    private static String inOneFile(String place) {
        Matcher matcher = Pattern.compile("([12])\\.parquet, row (\\d+)(.*)").matcher(place);
        return matcher.matches() ? "row " + (Integer.parseInt(matcher.group(2)) + (matcher.group(1).equals("1") ? 0 : 3))
                + matcher.group(3) : place;
    }

    @ParameterizedTest
    @EnumSource
    void typesGiveTheLogOfTheirTexts(Kind kind) {
        PurchaseLog texts = rows(kind, """
                ('95', '2024-03-01', '7', 'A', 'B', 'C', '2', '9.5'),
                ('100', '2024-03-02', '8', 'A', 'B', 'D', '1', '0')""").load(MAPPING, RULES);
        PurchaseLog typed = rows(kind, """
                (95, DATE '2024-03-01', 7::SMALLINT, 'A', 'B', 'C', 2, 9.5::DOUBLE),
                (100, DATE '2024-03-02', 8::SMALLINT, 'A', 'B', 'D', 1, 0)""").load(MAPPING, RULES);
        assertThat(SameLog.lines(typed)).isEqualTo(SameLog.lines(texts)).hasSize(2);
        assertThat(typed.userId(0)).isEqualTo("95");
        assertThat(typed.hasTimeOfDay()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void instantsAreTakenToTheZone(Kind kind) {
        // A table in memory and a text hold no instants of DuckDB.
        assumeThat(kind).isNotIn(Kind.TABLE, Kind.CSV);
        String row = "(1, TIMESTAMPTZ '2024-03-05 02:30:00+00', 7, 'A', 'B', 'C', 1, 1)";
        PurchaseLog local = rows(kind, row).load(MAPPING.withZone(ZoneId.of("America/New_York")), RULES);
        assertThat(local.date(local.history(0).day(0))).isEqualTo("2024-03-04");
        assertThat(local.history(0).second(0)).isEqualTo((21 * 60 + 30) * 60);
        assertThat(rows(kind, row).load(MAPPING, RULES).history(0).second(0)).isEqualTo((2 * 60 + 30) * 60);
    }

    @ParameterizedTest
    @EnumSource
    void whatLacksAColumnOrALineIsRefused(Kind kind) {
        String row = "(1, '2024-03-05', 7, 'A', 'B', 'C', 1, 1)";
        assertThatThrownBy(() -> rows(kind, row).load(MAPPING.withValue("price"), RULES))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("no column \"price\"")
                .hasMessageContaining("who, when, what").hasMessageContaining("ColumnMapping");
        assertThatThrownBy(() -> source(kind, "SELECT * FROM (VALUES " + row + ")" + COLUMNS + " WHERE who = 2")
                .load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("contains no purchases");
    }

    @ParameterizedTest
    @EnumSource
    void aSourceIsPreviewedBeforeItIsLoaded(Kind kind) {
        LogPreview preview = rows(kind, "('ann', '2024-03-05', 7, 'A', 'B', 'C', '1', '1')").preview(MAPPING);
        assertThat(preview.columns()).extracting(LogPreview.Column::name)
                .containsExactly("who", "when", "what", "a", "b", "c", "many", "paid");
        assertThat(preview.lines()).isEqualTo(1);
        assertThat(preview.check().kept()).isEqualTo(1);
    }

    /** Databases take other texts for numbers than Java does: all sources keep to one rule. */
    @ParameterizedTest
    @EnumSource
    void oneRuleTellsWhatANumberIs(Kind kind) {
        List<String> texts = new ArrayList<>(List.of("+-5", "-+5", "--5", "++5", " +-5", "+5", "- 5", "+ 5", "5-", "5+",
                "1_000", "0x10", "1e3", "1e+3", "+1e3", "1e", "nan", "inf", "-inf", "Infinity", "+inf", "5.", ".5", ".",
                "1e400", "5d", "(5)", "\u0665", "\uFF15", "\u22125"));
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            texts.add(random.ints(1 + random.nextInt(5), 0, NUMBER_SIGNS.length())
                    .mapToObj(at -> NUMBER_SIGNS.substring(at, at + 1)).collect(Collectors.joining()));
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add("('u" + i + "', '2024-03-01', 'p', 'A', 'B', 'C', '1', '" + texts.get(i) + "')");
        }
        PurchaseLog log = rows(kind, String.join(", ", rows)).load(MAPPING, LogRules.withDefaults());
        PurchaseLog expected = rows(Kind.TABLE, String.join(", ", rows)).load(MAPPING, LogRules.withDefaults());
        assertThat(SameLog.lines(log)).isEqualTo(SameLog.lines(expected)).hasSizeGreaterThan(30);
        for (QualityReport.Reason reason : QualityReport.Reason.values()) {
            assertThat(log.quality().dropped(reason)).as(reason.text()).isEqualTo(expected.quality().dropped(reason));
        }
        assertThat(expected.quality().dropped(QualityReport.Reason.UNREADABLE_NUMBER)).isGreaterThan(50);
        assertThat(texts.stream().limit(5)).allMatch(text -> Double.isNaN(NumberStyle.PLAIN.read(text.strip())));
    }
}

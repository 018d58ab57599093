package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.QualityReport.Reason;
import org.foresale.log.Sources.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lines of shops mean: who is meant, when, how much, and whether anything was bought. */
class LineMeaningTest {

    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("a", "b", "c").withQuantity("many").withValue("paid");
    private static final LogRules ALL = LogRules.withDefaults();

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

    private LogSource rows(Kind kind, String... rows) {
        return sources.rows(kind, String.join(", ", rows));
    }

    private static String row(String who, String when, String what, String third, String many, String paid) {
        return Arrays.asList(who, when, what, "A", "B", third, many, paid).stream()
                .map(cell -> "'" + cell.replace("'", "''") + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    private static String bought(String who, String when) {
        return row(who, when, "p", "C", "1", "1");
    }

    @ParameterizedTest
    @EnumSource
    void whatLooksTheSameIsTheSame(Kind kind) {
        PurchaseLog log = rows(kind, row("ann", "2024-03-01", "p", "caf\u00e9", "1", "1"),
                row("ann ", "2024-03-02", "\u00a0p", "caf\u00e9", "1", "1"),
                row("\u200bann\t", "2024-03-03", "p", "cafe\u0301", "1", "1"),
                row("\ufeffann", "2024-03-04", "p ", "caf\u00e9\u3000", "1", "1"),
                row("bob", "2024-03-05", "p", "caf\u00e9", "1", "1")).load(MAPPING, ALL);
        assertThat(log.users()).isEqualTo(2);
        assertThat(log.table().stringColumn("product").unique().size()).isEqualTo(1);
        assertThat(log.taxonomy().size(Level.THIRD)).isEqualTo(1);
        assertThat(log.quality().kept()).isEqualTo(5);
        assertThat(log.quality().remarks()).extracting(QualityReport.Remark::lines).containsExactly(3L, 2L, 2L);
        assertThat(log.quality().remarks().get(0).text()).contains("who").contains("white space");
        assertThat(log.quality().table().stringColumn("step").asList()).anyMatch(step -> step.contains("white space"));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsNoCustomer(Kind kind) {
        List<String> nobody = List.of("NULL", "\\N", "nan", "NA", "n/a", "0", "-1", "Guest", "anonymous", "None");
        List<String> rows = nobody.stream().map(id -> bought(id, "2024-03-01")).collect(Collectors.toList());
        rows.add(bought("ann", "2024-03-02"));
        LogSource source = rows(kind, rows.toArray(String[]::new));
        PurchaseLog log = source.load(MAPPING, ALL);
        assertThat(log.users()).isEqualTo(1);
        assertThat(log.quality().dropped(Reason.NOBODY)).isEqualTo(nobody.size());
        assertThat(source.load(MAPPING, ALL.withNobody()).users()).isEqualTo(nobody.size() + 1);
        assertThat(source.load(MAPPING, ALL.withNobody("ANN")).quality().dropped(Reason.NOBODY)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsNeitherAProductNorAClass(Kind kind) {
        PurchaseLog log = rows(kind, row("ann", "2024-03-01", "NULL", "C", "1", "1"),
                row("ann", "2024-03-01", "p", "\\N", "1", "1"), row("ann", "2024-03-01", "p", "NaN", "1", "1"),
                bought("ann", "2024-03-02")).load(MAPPING, ALL);
        assertThat(log.quality().dropped(Reason.NO_PRODUCT)).isEqualTo(1);
        assertThat(log.quality().dropped(Reason.NO_CLASS)).isEqualTo(2);
        assertThat(log.lines()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void anOffsetIsKeptToAndOnlyAZoneTurnsIt(Kind kind) {
        ZoneId york = ZoneId.of("America/New_York");
        for (String written : List.of("2024-03-01 02:10:00 -0500", "2024-03-01T02:10:00-05:00",
                "2024-03-01T07:10:00Z", "2024-03-01 07:10:00 UTC", "2024-03-01 08:10:00+01")) {
            PurchaseLog there = rows(kind, bought("ann", written)).load(MAPPING.withZone(york), ALL);
            assertThat(there.firstDay()).as(written).isEqualTo(LocalDate.of(2024, 3, 1));
            assertThat(there.history(0).second(0)).as(written).isEqualTo((2 * 60 + 10) * 60);
        }
        PurchaseLog asWritten = rows(kind, bought("ann", "2024-03-01 02:10:00 -0500")).load(MAPPING, ALL);
        assertThat(asWritten.history(0).second(0)).isEqualTo((2 * 60 + 10) * 60);
        PurchaseLog pattern = rows(kind, bought("ann", "01.03.2024 02:10 -0500"))
                .load(MAPPING.withZone(york).withTimeFormat("dd.MM.yyyy HH:mm XX"), ALL);
        assertThat(pattern.history(0).second(0)).isEqualTo((2 * 60 + 10) * 60);
    }

    @ParameterizedTest
    @EnumSource
    void timesAreReadAsTheyAreWritten(Kind kind) {
        for (List<String> written : List.of(List.of("1/31/17 6:30 pm", "M/d/yy h:mm a"), List.of("31-JAN-17", "dd-MMM-yy"),
                List.of("31 January 2017", "d MMMM yyyy"), List.of("1485887400", "epoch seconds"),
                List.of("1485887400123", "epoch milliseconds"), List.of("31", "days, 1 is 2017-01-01"))) {
            PurchaseLog log = rows(kind, bought("ann", written.get(0)))
                    .load(MAPPING.withTimeFormat(written.get(1)), ALL);
            assertThat(log.firstDay()).as(written.get(0)).isEqualTo(LocalDate.of(2017, 1, 31));
            assertThat(log.hasTimeOfDay()).isEqualTo(written.get(0).contains(":") || written.get(1).startsWith("epoch"));
        }
        assertThatThrownBy(() -> rows(kind, bought("ann", "30.02.2017")).load(MAPPING.withTimeFormat("dd.MM.yyyy"), ALL))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("30.02.2017");
        assertThatThrownBy(() -> MAPPING.withTimeFormat("days, 1 is yesterday"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("yesterday");
    }

    @Test
    void aFormatThatWouldDropSomethingIsRefusedWithItsRemedy() {
        for (List<String> wrong : List.of(List.of("yyyy-MM-dd HH:mm:ss z", "XXX or Z"),
                List.of("yyyy-MM-dd HH:mm:ss zzzz", "XXX or Z"), List.of("yyyy-MM-dd HH:mm VV", "XXX or Z"),
                List.of("yyyy-MM-dd HH:mm v", "XXX or Z"), List.of("d/M/y", "yy for 24"), List.of("d/M/yyy", "yy for 24"),
                List.of("d/M/u", "yy for 24"), List.of("YYYY-MM-dd", "write yyyy"),
                List.of("YYYY-'W'ww-e", "write yyyy"), List.of("dd.MM.", "no year"), List.of("yyyy-MM", "add d"),
                List.of("yyyy-MM-DD", "write d"), List.of("yyyy-mm-dd", "add M"), List.of("yyyy", "add M"),
                List.of("yyyy-MM-dd hh:mm", "write H"), List.of("yyyy-MM-dd KK:mm", "write H"),
                List.of("yyyy-MM-dd[ hh:mm]", "write H"), List.of("dd/MM/yyyy mm:ss", "add H"),
                List.of("yyyy-MM-dd HH:MM", "write m"), List.of("yyyy-MM-dd HH:MM:ss", "write m"),
                List.of("yyyy-MM-dd HH:ss", "write m"), List.of("yyyy-MM-dd HH:mm:SS", "write s"))) {
            assertThatThrownBy(() -> MAPPING.withTimeFormat(wrong.get(0))).as(wrong.get(0))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"" + wrong.get(0) + "\"")
                    .hasMessageContaining(wrong.get(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAFormatReadsIsWhatTheTextSays(Kind kind) {
        for (List<String> written : List.of(List.of("2024-03-05 14:05", "yyyy-MM-dd HH:mm"),
                List.of("05/03/24 2:05 pm", "d/M/yy h:mm a"), List.of("2024065 14:05", "yyyyDDD kk:mm"),
                List.of("05/03/2024 14:05", "d/M/[yyyy][yy] HH:mm"), List.of("05/03/24 14:05", "d/M/[yyyy][yy] HH:mm"),
                List.of("240305 140500.250", "yyMMdd HHmmss.SSS"), List.of("5'24 3 'z' 14:05", "d''yy M '''z''' HH:mm"),
                List.of("2024-03-05T14:05+01:00[Europe/Paris]", "yyyy-MM-dd'T'HH:mmXXX'['VV']'"),
                List.of("Tue 5 Mar 2024 02:05 in the afternoon", "E d MMM uuuu hh:mm B"))) {
            PurchaseLog log = rows(kind, bought("ann", written.get(0)))
                    .load(MAPPING.withTimeFormat(written.get(1)), ALL);
            assertThat(log.firstDay()).as(written.get(0)).isEqualTo(LocalDate.of(2024, 3, 5));
            assertThat(log.history(0).second(0)).as(written.get(0)).isEqualTo((14 * 60 + 5) * 60);
        }
        assertThat(rows(kind, bought("ann", "31/12/98")).load(MAPPING.withTimeFormat("d/M/yy"), ALL).firstDay())
                .isEqualTo(LocalDate.of(1998, 12, 31));
        for (List<String> half : List.of(List.of("5/3/2024 2:05", "d/M/yyyy[ h:mm][ a]"),
                List.of("2024-03-05 14:05 Europe/Paris", "yyyy-MM-dd HH:mm[ XXX][ VV]"))) {
            assertThatThrownBy(() -> rows(kind, bought("ann", half.get(0)))
                    .load(MAPPING.withTimeFormat(half.get(1)), ALL)).as(half.get(0))
                    .isInstanceOf(ForesaleException.class).hasMessageContaining(half.get(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noLogLiesInTheYear24(Kind kind) {
        LogSource source = rows(kind, bought("ann", "0024-01-05"), bought("ann", "2024-01-05"));
        assertThatThrownBy(() -> source.load(MAPPING, ALL)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("1 of 2 lines").hasMessageContaining("0024-01-05").hasMessageContaining("yy");
        LogRules window = ALL.withWindow(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31));
        assertThat(source.load(MAPPING, window).quality().dropped(Reason.OUTSIDE_WINDOW)).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void numbersAreReadInTheirStyle(Kind kind) {
        record Written(NumberStyle style, String text, double number) {
        }
        for (Written written : List.of(new Written(NumberStyle.PLAIN, "2.395", 2.395),
                new Written(NumberStyle.COMMA, "2.395,00", 2395), new Written(NumberStyle.COMMA, "2 395,5 \u20ac", 2395.5),
                new Written(NumberStyle.COMMA, "0,99", .99), new Written(NumberStyle.COMMA, "2.395", 2395),
                new Written(NumberStyle.POINT, "$1,234.50", 1234.5), new Written(NumberStyle.POINT, "USD 1,234,567", 1234567),
                new Written(NumberStyle.POINT, "1'234.50", 1234.5), new Written(NumberStyle.PLAIN, "$12.50", 12.5),
                new Written(NumberStyle.PLAIN, "1e3", 1000), new Written(NumberStyle.PLAIN, "5EUR", 5),
                new Written(NumberStyle.POINT, "EUR5", 5))) {
            PurchaseLog log = rows(kind, row("ann", "2024-03-01", "p", "C", "1", written.text))
                    .load(MAPPING.withNumbers(written.style), ALL);
            assertThat(log.history(0).value(0)).as(written.text).isEqualTo(written.number);
        }
        for (Written wrong : List.of(new Written(NumberStyle.PLAIN, "2,395", 0), new Written(NumberStyle.PLAIN, "2.395,00", 0),
                new Written(NumberStyle.POINT, "2.395,00", 0), new Written(NumberStyle.POINT, "1,23", 0),
                new Written(NumberStyle.COMMA, "1.23", 0), new Written(NumberStyle.COMMA, "1,234,567", 0),
                new Written(NumberStyle.PLAIN, "1d", 0), new Written(NumberStyle.PLAIN, "0x10", 0),
                new Written(NumberStyle.PLAIN, "1_000", 0))) {
            assertThatThrownBy(() -> rows(kind, row("ann", "2024-03-01", "p", "C", "1", wrong.text))
                    .load(MAPPING.withNumbers(wrong.style), ALL)).as(wrong.text)
                    .isInstanceOf(ForesaleException.class).hasMessageContaining(wrong.text);
        }
        for (String back : List.of("-3.50", "(3.50)", "3.50-", "-$3.50")) {
            assertThatThrownBy(() -> rows(kind, row("ann", "2024-03-01", "p", "C", "1", back)).load(MAPPING, ALL))
                    .as(back).hasMessageContaining("value negative").hasMessageContaining("-3.5");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPriceOfOnePieceIsMultiplied(Kind kind) {
        LogSource source = rows(kind, row("ann", "2024-03-01", "p", "C", "3", "1.5"),
                row("ann", "2024-03-02", "p", "C", "2", "x"), row("ann", "2024-03-03", "p", "C", "x", "2"),
                row("ann", "2024-03-04", "p", "C", "2", "-1"), row("ann", "2024-03-05", "p", "C", "0.5", "3"));
        PurchaseLog log = source.load(MAPPING.withUnitPrice("paid"), ALL);
        assertThat(log.table().doubleColumn("value").asList()).containsExactly(4.5, 1.5);
        assertThat(log.summary().stringColumn("value").asList()).contains("6.00");
        assertThat(log.table().doubleColumn("quantity").asList()).containsExactly(3.0, 0.5);
        assertThat(log.quality().dropped(Reason.UNREADABLE_NUMBER)).isEqualTo(2);
        assertThat(log.quality().dropped(Reason.NEGATIVE_VALUE)).isEqualTo(1);
        assertThat(source.load(MAPPING.withUnitPrice("many").withValue("paid"), ALL).table().doubleColumn("value")
                .asList()).containsExactly(1.5, 3.0);
    }

    @ParameterizedTest
    @EnumSource
    void zeroIsZeroHoweverItIsWritten(Kind kind) {
        PurchaseLog log = rows(kind, row("ann", "2024-03-01", "p", "C", "1", "0"),
                row("ann", "2024-03-01", "p", "C", "1", "-0"), row("ann", "2024-03-01", "p", "C", "1", "0.00"))
                .load(MAPPING, ALL);
        assertThat(log.quality().dropped(Reason.DUPLICATE)).isEqualTo(2);
        assertThat(log.lines()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void namesInRulesAreComparedAsCellsAre(Kind kind) {
        LogSource source = rows(kind, row("Till\u00a0", "2024-03-01", "p", "C", "1", "1"),
                row("ann", "2024-03-01", "p", "cafe\u0301", "1", "1"), bought("bob", "2024-03-02"));
        PurchaseLog log = source.load(MAPPING, ALL.withNobody("till ").withoutClasses(Level.THIRD, "cafe\u0301 "));
        assertThat(log.quality().dropped(Reason.NOBODY)).isEqualTo(1);
        assertThat(log.quality().dropped(Reason.EXCLUDED_CLASS)).isEqualTo(1);
        assertThat(log.users()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBeyondSixteenBitsIsUnseenAsWell(Kind kind) {
        PurchaseLog log = rows(kind, bought("ann", "2024-03-01"), bought("ann\udb40\udc20", "2024-03-02"),
                bought("\udb40\udc20", "2024-03-02")).load(MAPPING, ALL);
        assertThat(log.users()).isEqualTo(1);
        assertThat(log.quality().dropped(Reason.NO_USER)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aCodeThatEndsInNothingNamesWhatItSays(Kind kind) {
        PurchaseLog log = rows(kind, row("ann", "2024-03-01", "p", "a.b.c", "1", "1"),
                row("ann", "2024-03-02", "p", "a.b.c.", "1", "1"), row("ann", "2024-03-03", "q", "a.NULL", "1", "1"),
                row("ann", "2024-03-04", "q", "a", "1", "1"), row("ann", "2024-03-05", "q", ".a", "1", "1"))
                .load(ColumnMapping.ofUser("who").time("when").product("what").classesIn("c", "."), ALL);
        assertThat(log.taxonomy().size(Level.FIRST)).isEqualTo(1);
        assertThat(log.taxonomy().size(Level.THIRD)).isEqualTo(2);
        assertThat(log.quality().dropped(Reason.NO_CLASS)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void viewsAreNoPurchases(Kind kind) {
        LogSource source = sources.of(kind, "SELECT *, CASE who WHEN 'eve' THEN 'view' WHEN 'fay' THEN NULL ELSE"
                + " 'Purchase' END AS event, CASE who WHEN 'gus' THEN 'refunded' ELSE 'paid' END AS status FROM (VALUES "
                + String.join(", ", bought("ann", "2024-03-01"), bought("eve", "2024-01-02"), bought("fay", "2025-03-03"),
                bought("gus", "2024-03-04")) + ")" + Sources.COLUMNS);
        PurchaseLog log = source.load(MAPPING.withOnly("event", "purchase").without("status", "Refunded", "cancelled"));
        assertThat(log.users()).isEqualTo(1);
        assertThat(log.days()).isEqualTo(1);
        assertThat(log.quality().dropped(Reason.NO_PURCHASE)).isEqualTo(3);
        assertThat(log.quality().findings().get(0).example()).contains("row 2").contains("event").contains("view");
        assertThatThrownBy(() -> source.load(MAPPING.withOnly("kind", "purchase"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("no column \"kind\"").hasMessageContaining("event");
        assertThatThrownBy(() -> MAPPING.withOnly("event")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event");
    }

    @ParameterizedTest
    @EnumSource
    void theWindowIsThatOfTheLinesThatAreKept(Kind kind) {
        PurchaseLog log = rows(kind, bought("ann", "2024-03-01"), bought("bob", "2024-03-10"),
                row("ann", "2024-12-24", "p", "C", "-1", "1"), row("ann", "2023-12-24", "p", "", "1", "1"),
                bought("guest", "2031-01-01")).load(MAPPING, ALL);
        assertThat(log.firstDay()).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(log.days()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void aLineFarFromAllOthersIsAskedAbout(Kind kind) {
        List<String> rows = IntStream.range(0, 400).mapToObj(i -> bought("u" + i % 20,
                LocalDate.of(2024, 1, 1).plusDays(i % 300).toString())).collect(Collectors.toList());
        rows.add(bought("u1", "2031-05-02"));
        LogSource late = rows(kind, rows.toArray(String[]::new));
        assertThatThrownBy(() -> late.load(MAPPING, ALL)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("1 of ").hasMessageContaining("2031-05-02").hasMessageContaining("2024-01-01")
                .hasMessageContaining("2024-10-26").hasMessageContaining("withWindow");
        assertThat(late.load(MAPPING, ALL.withWindow(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 10, 26))).days())
                .isEqualTo(300);
        rows.set(rows.size() - 1, bought("u1", "1970-01-01"));
        LogSource early = rows(kind, rows.toArray(String[]::new));
        assertThatThrownBy(() -> early.load(MAPPING, ALL)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("before all others").hasMessageContaining("1970-01-01");
    }

    @ParameterizedTest
    @EnumSource
    void idsWhoseDigitsAreLostAreRefused(Kind kind) {
        assertThatThrownBy(() -> rows(kind, bought("1.51592E+18", "2024-03-01")).load(MAPPING, ALL))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("1.51592E+18").hasMessageContaining("who")
                .hasMessageContaining("text");
        assertThat(rows(kind, bought("5E12", "2024-03-01"), bought("0007", "2024-03-01")).load(MAPPING, ALL)
                .findUser("0007")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void numbersThatAreIdsKeepTheirDigits(Kind kind) {
        LogSource source = sources.of(kind, "SELECT 200381::DOUBLE AS who, DATE '2024-03-01' AS \"when\","
                + " 17.00::DECIMAL(9, 2) AS what, 1::DOUBLE AS a, 2 AS b, 30::DECIMAL(4, 1) AS c");
        PurchaseLog log = source.load(ColumnMapping.ofUser("who").time("when").product("what").classes("a", "b", "c"));
        // A text file has the number as it was written.
        boolean text = kind == Kind.CSV;
        assertThat(log.findUser(text ? "200381.0" : "200381")).isPresent();
        assertThat(log.taxonomy().path(Level.THIRD, 0)).isEqualTo(text ? "1.0 > 2 > 30.0" : "1 > 2 > 30");
    }

    @ParameterizedTest
    @EnumSource
    void aClassToLeaveOutThatIsNotThereIsTold(Kind kind) {
        LogSource source = rows(kind, bought("ann", "2024-03-01"));
        LogRules rules = ALL.withoutClasses(Level.SECOND, "FEUL");
        assertThat(source.load(MAPPING, rules).quality().remarks()).singleElement()
                .satisfies(remark -> assertThat(remark.example()).isEqualTo("FEUL, second level"));
        assertThat(source.load(MAPPING, ALL).quality().remarks()).isEmpty();
    }
}

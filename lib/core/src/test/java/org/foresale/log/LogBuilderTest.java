package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Random;
import org.foresale.RandomLogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class LogBuilderTest {

    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final ColumnMapping COLUMNS = ColumnMapping.ofUser("customer").time("bought").product("article")
            .classes("a", "b", "c").withQuantity("pieces");
    private static final Optional<ClassPath> PATH = Optional.of(new ClassPath("A", "B", "C"));

    private static LogBuilder builder() {
        return LogBuilder.of("built", COLUMNS);
    }

    private static LogBuilder.Line line(String user, String product) {
        return LogBuilder.Line.of(user, DAY, product, PATH);
    }

    @Test
    void theSameLinesGiveTheLogOfTheirTable() {
        Table table = RandomLogs.table(5, 40);
        LogBuilder builder = builder();
        for (Row row : table) {
            builder.add(LogBuilder.Line.of(row.getString("user"), row.getDateTime("time").toLocalDate(),
                            row.getString("product"), ClassPath.ifNamed(row.getString("a"), row.getString("b"),
                            row.getString("c"))).withTime(row.getDateTime("time").toLocalTime())
                    .withBasket(row.getString("basket")).withAmount(row.getDouble("quantity"), row.getDouble("value")));
        }
        PurchaseLog built = builder.build(RandomLogs.RULES);
        assertThat(SameLog.lines(built))
                .isEqualTo(SameLog.lines(LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES)));
        assertThat(built.name()).isEqualTo("built");
        assertThat(built.lastDay()).isEqualTo(RandomLogs.FIRST_DAY.plusDays(RandomLogs.DAYS - 1));
        assertThat(built.taxonomy().levelNames()).containsExactly("a", "b", "c");
    }

    /** A number is its text: lines of both kinds may follow each other. */
    @Test
    void numberedLinesAreThoseOfTheirTexts() {
        LogBuilder texts = builder();
        LogBuilder numbers = builder();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            long user = random.nextInt(30) - 3;
            long product = random.nextInt(40);
            long basket = user * 100 + random.nextInt(20);
            long time = DAY.toEpochDay() * 86_400 + random.nextInt(90 * 86_400);
            Optional<ClassPath> classes = product == 0 ? Optional.empty()
                    : Optional.of(new ClassPath("A", "B" + product % 3, "C" + product % 7));
            LocalDateTime at = LocalDateTime.ofEpochSecond(time, 0, ZoneOffset.UTC);
            LogBuilder.Line line = LogBuilder.Line.of(String.valueOf(user), at.toLocalDate(), String.valueOf(product),
                    classes).withTime(at.toLocalTime()).withBasket(String.valueOf(basket)).withAmount(i % 5, i % 11 - 1);
            texts.add(line);
            if (i % 9 == 0) {
                numbers.add(line);
            } else {
                numbers.addNumbered(new LogBuilder.NumberedLine(user, time, basket, product, classes, i % 5,
                        i % 11 - 1));
            }
        }
        LogRules rules = LogRules.withDefaults();
        PurchaseLog expected = texts.build(rules);
        PurchaseLog built = numbers.build(rules);
        assertThat(SameLog.lines(built)).isEqualTo(SameLog.lines(expected));
        assertThat(built.quality()).hasToString(expected.quality().toString());
        assertThatThrownBy(() -> builder().addNumbered(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1 of built");
        assertThatThrownBy(() -> new LogBuilder.NumberedLine(1, Long.MAX_VALUE, 1, 1, PATH, 1, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no log has such a day");
    }

    @ParameterizedTest
    @CsvSource({"users, lines, value", "quantity, Value, USER", "part of, users %, basket", "date, time, Product",
        "a, A, a (second level)"})
    void aLevelMayBeCalledAsAnotherColumn(String first, String second, String third) {
        PurchaseLog log = LogBuilder.of("built", ColumnMapping.ofUser("customer").time("bought").product("article")
                .classes(first, second, third)).add(line("ann", "p")).add(line("bob", "p"))
                .build(LogRules.withDefaults());
        assertThat(log.taxonomy().levelNames()).startsWith(first).hasSize(3).doesNotHaveDuplicates();
        assertThat(log.taxonomy().table().row(0).getString(0)).isEqualTo("A");
        assertThat(log.table().row(0).getString("user")).isEqualTo("ann");
        assertThat(log.table().columns().stream().map(column -> column.get(0).toString())).containsSubsequence("A", "B",
                "C");
        for (Level level : Level.values()) {
            assertThat(log.classTable(level).intColumn("users").getInt(0)).isEqualTo(2);
            assertThat(log.classTable(level).intColumn("lines").getInt(0)).isEqualTo(2);
        }
    }

    @Test
    void eachLineHasItsOwnClassesThoughOthersOfItsProductHaveOthers() {
        LogBuilder builder = builder();
        for (int i = 0; i < 60; i++) {
            Optional<ClassPath> classes = i % 4 == 3 ? Optional.empty()
                    : Optional.of(new ClassPath("A", "B", "C" + i % 3));
            builder.add(LogBuilder.Line.of("u" + i, DAY, "p" + i % 7, classes));
        }
        PurchaseLog log = builder.build(LogRules.withDefaults());
        assertThat(log.lines()).isEqualTo(45);
        for (Row row : log.table()) {
            int i = Integer.parseInt(row.getString("user").substring(1));
            assertThat(row.getString("product")).isEqualTo("p" + i % 7);
            assertThat(row.getString("c")).isEqualTo("C" + i % 3);
        }
    }

    @Test
    void whatALineLacksIsCountedWithItsFirstExample() {
        PurchaseLog log = builder().add(line("u", "p")).add(line(" ", "p")).add(line("u", ""))
                .add(line("u", "p").withoutDay()).add(LogBuilder.Line.of("u", DAY, "q", Optional.empty()))
                .add(line("u", "p").withAmount(0, 1)).add(line("u", "p").withAmount(1, -1))
                .add(line("u", "p").withAmount(Double.NaN, 1)).build(LogRules.withDefaults());
        assertThat(log.lines()).isEqualTo(1);
        assertThat(log.quality().findings()).extracting(QualityReport.Finding::reason, QualityReport.Finding::example)
                .containsExactly(tuple(QualityReport.Reason.NO_USER, "row 2, column customer: empty"),
                        tuple(QualityReport.Reason.NO_PRODUCT, "row 3, column article: empty"),
                        tuple(QualityReport.Reason.UNREADABLE_DATE, "row 4, column bought: empty"),
                        tuple(QualityReport.Reason.UNREADABLE_NUMBER, "row 8, column pieces: empty"),
                        tuple(QualityReport.Reason.QUANTITY_NOT_POSITIVE, "row 6, column pieces: \"0.0\""),
                        tuple(QualityReport.Reason.NEGATIVE_VALUE, "row 7, column value: \"-1.0\""),
                        tuple(QualityReport.Reason.NO_CLASS, "row 5, column article: \"q\""));
    }

    /** A day of four milliards is not one of three. */
    @Test
    void daysThatNoCalendarHasAreUnreadable() {
        LocalDate far = DAY.plusDays((1L << 32) + 3);
        PurchaseLog log = builder().add(line("u", "p")).add(LogBuilder.Line.of("u", far, "q", PATH))
                .build(LogRules.withDefaults());
        assertThat(log.lines()).isEqualTo(1);
        assertThat(log.quality().findings()).extracting(QualityReport.Finding::reason, QualityReport.Finding::example)
                .containsExactly(tuple(QualityReport.Reason.UNREADABLE_DATE,
                        "row 2, column bought: \"" + far + "\""));
        assertThatThrownBy(() -> LogRules.withDefaults().withWindow(DAY, LocalDate.MAX))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("+999999999-12-31");
    }

    @Test
    void timesAndBasketsAreThereIfAnyLineHasThem() {
        PurchaseLog plain = builder().add(line("u", "p")).build(LogRules.withDefaults());
        assertThat(plain.hasTimeOfDay()).isFalse();
        assertThat(plain.hasBaskets()).isFalse();
        assertThat(plain.history(0).second(0)).isEqualTo(-1);
        PurchaseLog some = builder().add(line("u", "p"))
                .add(line("u", "q").withTime(LocalTime.of(1, 0)).withBasket("b"))
                .build(LogRules.withDefaults());
        assertThat(some.hasTimeOfDay()).isTrue();
        assertThat(some.history(0).second(0)).isZero();
        assertThat(some.history(0).second(1)).isEqualTo(3_600);
        assertThat(some.history(0).basket(0)).isEqualTo(-1);
        assertThat(some.basketId(some.history(0).basket(1))).isEqualTo("b");
    }

    @Test
    void whatMakesNoLogIsRefused() {
        LogBuilder used = builder().add(line("u", "p"));
        used.build(LogRules.withDefaults());
        assertThatThrownBy(() -> used.add(line("u", "p"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("built");
        assertThatThrownBy(() -> used.build(LogRules.withDefaults())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder().build(LogRules.withDefaults())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("built contains no purchases");
        assertThatThrownBy(() -> LogBuilder.of(" ", COLUMNS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> LogBuilder.of("x", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ColumnMapping");
        assertThatThrownBy(() -> builder().add(line("u", "p")).add(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2 of built");
        assertThatThrownBy(() -> LogBuilder.Line.of("u", null, "p", PATH)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withoutDay");
        assertThatThrownBy(() -> line(null, "p")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user null");
    }
}

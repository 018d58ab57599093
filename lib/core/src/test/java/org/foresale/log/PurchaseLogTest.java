package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PurchaseLogTest {

    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("a", "b", "c")
            .withQuantity("many").withValue("paid");
    static final LogRules RULES = LogRules.withDefaults()
            .withWindow(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 31))
            .withoutClasses(Level.FIRST, "FUEL");

    /** Rows of texts, as a careless export has them. */
    private static Table rows(String... rows) {
        String[] names = {"who", "when", "what", "a", "b", "c", "many", "paid"};
        StringColumn[] columns = new StringColumn[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = StringColumn.create(names[i]);
            for (String row : rows) {
                columns[i].append(row.split(",", -1)[i]);
            }
        }
        return Table.create("export", columns);
    }

    @Test
    void everyFaultIsCountedWithItsReasonRowColumnAndValue() {
        PurchaseLog log = LogSource.table(rows(
                "ann,2024-03-01,p,A,B,C,1,9.90",
                ",2024-03-01,p,A,B,C,1,9.90",
                "ann,2024-03-01,,A,B,C,1,9.90",
                "ann,2024-02-30,p,A,B,C,1,9.90",
                "ann,someday,p,A,B,C,1,9.90",
                "ann,,p,A,B,C,1,9.90",
                "ann,2024-04-01,p,A,B,C,1,9.90",
                "ann,2024-02-29,p,A,B,C,1,9.90",
                "ann,2024-03-01,p,A,B,C,one,9.90",
                "ann,2024-03-01,p,A,B,C,1,NaN",
                "ann,2024-03-01,p,A,B,C,0,9.90",
                "ann,2024-03-01,p,A,B,C,-2,9.90",
                "ann,2024-03-01,p,A,B,C,1,-0.01",
                "ann,2024-03-01,p,A,,C,1,9.90",
                "ann,2024-03-01,p,FUEL,B,C,1,9.90",
                "ann,2024-03-01,p,A,B,C,1,9.90",
                "ann,2024-03-01,p,A,B,C,2,9.90",
                "ann,2024-03-01,p,A,B,C,1,1e300")).load(MAPPING, RULES);
        QualityReport quality = log.quality();
        assertThat(quality.read()).isEqualTo(18);
        assertThat(quality.kept()).isEqualTo(2).isEqualTo(log.lines());
        assertThat(quality.findings()).extracting(QualityReport.Finding::reason, QualityReport.Finding::lines,
                QualityReport.Finding::example).containsExactly(
                tuple(QualityReport.Reason.NO_USER, 1L, "row 2, column who: empty"),
                tuple(QualityReport.Reason.NO_PRODUCT, 1L, "row 3, column what: empty"),
                tuple(QualityReport.Reason.UNREADABLE_DATE, 3L, "row 4, column when: \"2024-02-30\""),
                tuple(QualityReport.Reason.OUTSIDE_WINDOW, 2L,
                        "row 7, column when: \"2024-04-01T00:00\""),
                tuple(QualityReport.Reason.UNREADABLE_NUMBER, 3L, "row 9, column many: \"one\""),
                tuple(QualityReport.Reason.QUANTITY_NOT_POSITIVE, 2L, "row 11, column many: \"0.0\""),
                tuple(QualityReport.Reason.NEGATIVE_VALUE, 1L, "row 13, column paid: \"-0.01\""),
                tuple(QualityReport.Reason.NO_CLASS, 1L, "row 14, column b: empty"),
                tuple(QualityReport.Reason.EXCLUDED_CLASS, 1L, "row 15, class FUEL > B"),
                tuple(QualityReport.Reason.DUPLICATE, 1L, "row 16"));
        assertThat(quality.table().stringColumn("step").asList()).first().isEqualTo("read");
    }

    @Test
    void ofLinesThatSayTheSameTheFirstIsKept() {
        // Rows 1 to 100 all differ, in a scrambled order; rows 101 to 200 say the same again in another one.
        String[] rows = new String[200];
        for (int i = 0; i < 100; i++) {
            rows[i] = "ann,2024-03-01,p,A,B,C," + (1 + i * 37 % 100) + ",9.90";
            rows[100 + i] = "ann,2024-03-01,p,A,B,C," + (1 + i * 61 % 100) + ",9.90";
        }
        QualityReport quality = LogSource.table(rows(rows)).load(MAPPING, RULES).quality();
        assertThat(quality.kept()).isEqualTo(100);
        assertThat(quality.findings())
                .containsExactly(new QualityReport.Finding(QualityReport.Reason.DUPLICATE, 100, "row 101"));
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() {
        Table table = rows("ann,2024-03-01,p,A,B,C,1,9.90");
        assertThatThrownBy(() -> LogSource.table(table).load(MAPPING.withValue("price")))
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining("export").hasMessageContaining("\"price\"")
                .hasMessageContaining("paid").hasMessageContaining("ColumnMapping");
    }

    @Test
    void rulesKeepTheClassesThatTheyWereMadeWith() {
        Set<String> names = new HashSet<>(Set.of("A"));
        LogRules rules = new LogRules(Optional.empty(), Optional.empty(), Map.of(Level.FIRST, names), Optional.empty(),
                Set.of());
        names.add("B");
        assertThat(rules.excluded()).isEqualTo(Map.of(Level.FIRST, Set.of("A")));
    }

    @Test
    void aLogOfWhichNothingIsLeftIsRefusedWithTheReasons() {
        Table table = rows("ann,01.03.2024,p,A,B,C,1,9.90", ",2024-03-01,p,A,B,C,1,9.90");
        assertThatThrownBy(() -> LogSource.table(table).load(MAPPING, RULES))
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining("export").hasMessageContaining("2 read")
                .hasMessageContaining("row 1, column when: \"01.03.2024\"")
                .hasMessageContaining("withTimeFormat");
        assertThat(LogSource.table(table).load(MAPPING.withTimeFormat("dd.MM.yyyy"), RULES).lines()).isEqualTo(1);
    }

    @Test
    void aDayThatTheMonthDoesNotHaveIsUnreadableInAnyFormat() {
        Table table = rows("ann,31.03.2024,p,A,B,C,1,9.90", "ann,31.04.2024,p,A,B,C,1,9.90");
        LogRules all = LogRules.withDefaults();
        assertThat(LogSource.table(table).load(MAPPING.withTimeFormat("dd.MM.yyyy"), all).quality().findings())
                .containsExactly(new QualityReport.Finding(QualityReport.Reason.UNREADABLE_DATE, 1,
                        "row 2, column when: \"31.04.2024\""));
    }

    @Test
    void anEmptyTableIsRefused() {
        assertThatThrownBy(() -> LogSource.table(rows()).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("contains no purchases");
    }

    @Test
    void aHostileValueIsShownShortAndOnOneLine() {
        Table table = rows("ann," + "x\u001b\n".repeat(500) + ",p,A,B,C,1,9.90");
        assertThatThrownBy(() -> LogSource.table(table).load(MAPPING, RULES)).isInstanceOf(ForesaleException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n", "\u001b"));
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        for (int seed = 0; seed < 20; seed++) {
            Table table = RandomLogs.table(seed, 12);
            PurchaseLog log = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
            PurchaseLog other = LogSource.table(RandomLogs.shuffled(table, seed))
                    .load(RandomLogs.MAPPING, RandomLogs.RULES);
            assertThat(other.table().printAll()).isEqualTo(log.table().printAll());
            assertThat(other.quality().read()).isEqualTo(log.quality().read());
            assertThat(other.summary().printAll()).isEqualTo(log.summary().printAll());
        }
    }

    @Test
    void theTableHoldsWhatWasRead() {
        Table table = RandomLogs.table(3, 10);
        Table log = RandomLogs.log(3, 10).table();
        assertThat(content(log, "user", "time", "basket", "product", "a", "b", "c", "quantity", "value"))
                .isEqualTo(content(table, "user", "time", "basket", "product", "a", "b", "c", "quantity", "value"));
    }

    private static Set<String> content(Table table, String... columns) {
        Set<String> rows = new HashSet<>();
        Table chosen = table.selectColumns(columns);
        chosen.forEach(row -> {
            StringBuilder text = new StringBuilder();
            for (String column : columns) {
                text.append(row.getObject(column)).append('|');
            }
            rows.add(text.toString());
        });
        return rows;
    }

    @Test
    void aHistoryIsSortedAndEndsBeforeItsCut() {
        PurchaseLog log = RandomLogs.log(5, 30);
        for (int user = 0; user < log.users(); user++) {
            History whole = log.history(user);
            for (int cut = -1; cut <= RandomLogs.DAYS + 1; cut += 7) {
                History before = whole.before(cut);
                int expected = 0;
                Set<Integer> days = new HashSet<>();
                for (int line = 0; line < whole.size(); line++) {
                    if (whole.day(line) < cut) {
                        expected++;
                        days.add(whole.day(line));
                    }
                    if (line > 0) {
                        assertThat(whole.day(line)).isGreaterThanOrEqualTo(whole.day(line - 1));
                    }
                }
                assertThat(before.size()).isEqualTo(expected);
                assertThat(before.shoppingDays()).isEqualTo(days.size());
                assertThatThrownBy(() -> before.day(before.size())).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void usersAreFoundByTheirIds() {
        PurchaseLog log = RandomLogs.log(5, 30);
        for (int user = 0; user < log.users(); user++) {
            assertThat(log.findUser(log.userId(user))).hasValue(user);
        }
        assertThat(log.findUser("nobody")).isEmpty();
        assertThatThrownBy(() -> log.history(30)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("30");
    }

    @Test
    void instantsBecomeLocalTimes() {
        Table table = Table.create("utc", StringColumn.create("u", "ann", "ann"),
                DateTimeColumn.create("t", LocalDateTime.of(2017, 1, 15, 3, 30), LocalDateTime.of(2017, 7, 15, 3, 30)),
                StringColumn.create("p", "p", "p"), StringColumn.create("a", "a", "a"),
                StringColumn.create("b", "b", "b"), StringColumn.create("c", "c", "c"));
        PurchaseLog log = LogSource.table(table)
                .load(ColumnMapping.ofUser("u").time("t").product("p").classes("a", "b", "c")
                .withZone(ZoneId.of("America/New_York")));
        assertThat(log.table().dateTimeColumn("time").asList()).containsExactly(
                LocalDateTime.of(2017, 1, 14, 22, 30), LocalDateTime.of(2017, 7, 14, 23, 30));
    }

    @Test
    void datesWithoutTimeSaySo() {
        Table table = Table.create("dates", StringColumn.create("u", "ann"),
                DateColumn.create("t", LocalDate.of(2017, 1, 15)), StringColumn.create("p", "p"),
                StringColumn.create("a", "a"), StringColumn.create("b", "b"), StringColumn.create("c", "c"));
        PurchaseLog log = LogSource.table(table)
                .load(ColumnMapping.ofUser("u").time("t").product("p").classes("a", "b", "c"));
        assertThat(log.hasTimeOfDay()).isFalse();
        assertThat(log.history(0).second(0)).isEqualTo(-1);
        assertThat(log.table().columnNames()).containsExactly("user", "date", "product", "a", "b", "c", "quantity",
                "value");
    }

    @Test
    void aTableThatIsChangedLeavesTheLogAsItWas() {
        PurchaseLog log = RandomLogs.log(5, 10);
        double before = log.history(0).value(0);
        log.table().doubleColumn("value").set(0, before + 1);
        assertThat(log.history(0).value(0)).isEqualTo(before);
        assertThat(log.table().doubleColumn("value").getDouble(0)).isEqualTo(before);
    }

    @Test
    void oneColumnMayServeAsSeveralLevels() {
        PurchaseLog log = LogSource.table(rows("ann,2024-03-01,p,A,B,C,1,9.90"))
                .load(ColumnMapping.ofUser("who").time("when").product("what").classes("a", "a", "a"));
        assertThat(log.taxonomy().size(Level.THIRD)).isEqualTo(1);
        assertThat(log.table().columnNames()).containsExactly("user", "date", "product", "a", "a (second level)",
                "a (third level)", "quantity", "value");
    }

    @Test
    void aUserTableAddsUp() {
        PurchaseLog log = RandomLogs.log(8, 25);
        Table users = log.userTable();
        assertThat(users.intColumn("lines").sum()).isEqualTo(log.lines());
        assertThat(users.doubleColumn("value").sum())
                .isCloseTo(((DoubleColumn) log.table().column("value")).sum(), offset(1e-9));
    }

    @Test
    void classesAreCountedAsInTheTable() {
        PurchaseLog log = RandomLogs.log(8, 25);
        Table lines = log.table();
        for (Level level : Level.values()) {
            Table classes = log.classTable(level);
            assertThat(classes.rowCount()).isEqualTo(log.taxonomy().size(level));
            assertThat(classes.intColumn("lines").sum()).isEqualTo(log.lines());
            for (int row = 0; row < classes.rowCount(); row++) {
                String name = classes.stringColumn(log.taxonomy().levelName(level)).get(row);
                Table bought = lines.where(lines.stringColumn(log.taxonomy().levelName(level)).isEqualTo(name));
                int users = bought.stringColumn("user").unique().size();
                assertThat(classes.intColumn("users").getInt(row)).isEqualTo(users);
                assertThat(classes.doubleColumn("users %").getDouble(row)).isCloseTo(4.0 * users, offset(1e-9));
                assertThat(classes.intColumn("lines").getInt(row)).isEqualTo(bought.rowCount());
                assertThat(classes.doubleColumn("value").getDouble(row))
                        .isCloseTo(bought.doubleColumn("value").sum(), offset(1e-9));
                assertThat(row == 0 || users <= classes.intColumn("users").getInt(row - 1)).isTrue();
            }
        }
        assertThat(log.classTable(Level.FIRST).stringColumn("part of").unique().asList()).containsOnly("");
        Table thirds = log.classTable(Level.THIRD);
        assertThat(thirds.where(thirds.stringColumn("c").isEqualTo("X-0")).stringColumn("part of").get(0))
                .isEqualTo("A > X");
    }

    @Test
    void weeksAreCountedAsInTheTable() {
        PurchaseLog log = RandomLogs.log(8, 25);
        Table weeks = log.weekTable();
        assertThat(weeks.rowCount()).isEqualTo(28);
        Table lines = log.table();
        for (int week = 0; week < 28; week++) {
            LocalDate from = RandomLogs.FIRST_DAY.plusDays(7L * week);
            assertThat(weeks.dateColumn("week from").get(week)).isEqualTo(from);
            DateColumn dates = lines.dateTimeColumn("time").date();
            Table bought = lines.where(dates.isOnOrAfter(from).and(dates.isBefore(from.plusDays(7))));
            assertThat(weeks.intColumn("lines").getInt(week)).isEqualTo(bought.rowCount());
            assertThat(weeks.intColumn("users").getInt(week)).isEqualTo(bought.stringColumn("user").unique().size());
            assertThat(weeks.doubleColumn("value").getDouble(week))
                    .isCloseTo(bought.doubleColumn("value").sum(), offset(1e-9));
        }
    }

    @Test
    void argumentsAreCheckedAtTheDoor() {
        assertThatThrownBy(() -> ColumnMapping.ofUser(" ").time("t").product("p").classes("a", "b", "c"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("user column");
        assertThatThrownBy(() -> MAPPING.withValue(" ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value column");
        assertThatThrownBy(() -> MAPPING.withTimeFormat("not a [format")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"not a [format\" is not a date format");
        assertThatThrownBy(() -> ColumnMapping.ofUser("u").time("t").product("p").classes("a", "b", null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("class column");
        assertThatThrownBy(() -> LogRules.withDefaults().withWindow(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2024-02-01");
        assertThatThrownBy(() -> new QualityReport("x", 3, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3");
    }

    @Test
    void aHistoryTellsItsDaysItsClassesAndWhenOneWasBoughtFirst() {
        PurchaseLog log = RandomLogs.log(11, 30);
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user).before(120);
            int[] thirds = IntStream.range(0, history.size()).map(history::thirdClass).toArray();
            assertThat(history.days()).containsExactly(IntStream.range(0, history.size()).map(history::day).distinct()
                    .toArray()).hasSize(history.shoppingDays());
            assertThat(history.classes().stream().toArray()).containsExactly(
                    IntStream.of(thirds).distinct().sorted().toArray());
            for (int third = 0; third < log.taxonomy().size(Level.THIRD); third++) {
                int wanted = third;
                assertThat(history.first(BitSet.valueOf(new long[] {1L << third}))).isEqualTo(
                        IntStream.range(0, thirds.length).filter(line -> thirds[line] == wanted).findFirst());
            }
        }
    }
}

package org.foresale.insight.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.foresale.model.ScoredUsers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class AudienceTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");

    @TempDir
    Path folder;

    private static Audience audience(String... users) {
        double[] probabilities = IntStream.range(0, users.length).mapToDouble(i -> 1 - i / 1000.0).toArray();
        return Audience.of(users, probabilities, new boolean[users.length]);
    }

    /** Read by Tablesaw's own reader of CSV files, every cell as text. */
    private static Table readCsv(Path file) {
        ColumnType[] texts = new ColumnType[5];
        Arrays.fill(texts, ColumnType.STRING);
        return Table.read().usingOptions(CsvReadOptions.builder(file.toFile()).columnTypes(texts)
                .ignoreZeroDecimal(false).missingValueIndicator("\0").maxCharsPerColumn(10_000));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "3, 10 7 4", "10, 10 9 8 7 6 5 4 3 2 1", "12, 10 10 9 8 7 6 5 5 4 3 2 1"})
    void theHighestTenthHasTen(int users, String deciles) {
        Audience audience = audience(IntStream.range(0, users).mapToObj(i -> "u" + i).toArray(String[]::new));
        assertThat(IntStream.range(0, users).map(rank -> audience.row(rank).decile()).boxed().toList())
                .isEqualTo(Stream.of(deciles.split(" ")).map(Integer::valueOf).toList());
    }

    @Test
    void tenthsAreEquallyLargeAndInOrder() {
        Random random = new Random(2);
        String[] users = IntStream.range(0, 1_000).mapToObj(i -> "u" + i).toArray(String[]::new);
        double[] probabilities = random.doubles(1_000).toArray();
        boolean[] predicted = new boolean[1_000];
        for (int i = 0; i < 1_000; i++) {
            predicted[i] = probabilities[i] >= .75;
        }
        Table summary = Audience.of(users, probabilities, predicted).summary();
        assertThat(summary.intColumn("users").asIntArray()).containsOnly(100).hasSize(10);
        assertThat(summary.intColumn("decile").asIntArray()).containsExactly(10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        assertThat((int) summary.intColumn("predicted to buy").sum())
                .isEqualTo((int) Arrays.stream(probabilities).filter(p -> p >= .75).count());
        for (int row = 1; row < 10; row++) {
            assertThat(summary.doubleColumn("highest probability").get(row))
                    .isLessThanOrEqualTo(summary.doubleColumn("lowest probability").get(row - 1));
        }
    }

    @Test
    void usersOfEqualProbabilitiesStandInTheOrderOfTheirIds() {
        List<String> expected = List.of("2", "9", "10", "a1");
        for (List<String> given : List.of(expected, List.of("a1", "10", "9", "2"), List.of("10", "2", "a1", "9"))) {
            Audience audience = Audience.of(given.toArray(String[]::new), new double[] {.5, .5, .5, .5},
                    new boolean[4]);
            assertThat(audience.table().stringColumn("user").asList()).isEqualTo(expected);
        }
    }

    @Test
    void theHighestKeepTheirScores() {
        Audience all = audience("a", "b", "c", "d", "e");
        Audience two = all.highest(.4);
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.row(1)).isEqualTo(all.row(1));
        assertThat(two.highest(1).size()).isEqualTo(2);
        assertThat(all.highest(0).size()).isZero();
        assertThat(all.highest(0).summary().rowCount()).isZero();
        assertThat(all.highest(.01).size()).isEqualTo(1);
        assertThatThrownBy(() -> two.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> all.highest(1.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    @Test
    void whatIsNoUserIsRefused() {
        assertThatThrownBy(() -> audience("a", "b", "a")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a\" appears twice");
        assertThatThrownBy(() -> audience("a", " ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> audience("a", null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("null");
        assertThatThrownBy(() -> Audience.of(new String[] {"a"}, new double[] {Double.NaN}, new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
        assertThatThrownBy(() -> audience("a", "half \uD83D")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user 1");
        assertThatThrownBy(() -> Audience.of(new String[] {"a"}, new double[2], new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 probabilities");
    }

    private static ScoredUsers scored(PurchaseLog log, LocalDate day) {
        PurchaseLog fitted = RandomLogs.log(11, 300);
        return PurchaseModel.fit(Snapshot.of(X).withDays(List.of(60, 90, 120), 160, 40).cohort(fitted),
                new LogisticLearner()).score(log, day);
    }

    @Test
    void scoredUsersComeWithWhatTheyDidBeforeTheDay() {
        Table lines = RandomLogs.table(12, 200);
        PurchaseLog log = LogSource.table(lines).load(RandomLogs.MAPPING, RandomLogs.RULES);
        LocalDate day = RandomLogs.FIRST_DAY.plusDays(120);
        ScoredUsers scored = scored(log, day);
        Audience audience = Audience.of(scored, log, X);
        Table table = audience.table();
        assertThat(table.rowCount()).isEqualTo(log.users());
        assertThat(table.doubleColumn("probability").asDoubleArray())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        Table given = scored.table();
        for (int i = 0; i < given.rowCount(); i++) {
            Table row = table.where(table.stringColumn("user").isEqualTo(given.stringColumn("user").get(i)));
            assertThat(row.doubleColumn("probability").get(0)).isEqualTo(given.doubleColumn("probability").get(i));
            assertThat(row.booleanColumn("predicted to buy").get(0))
                    .isEqualTo(given.booleanColumn("predicted to buy").get(i));
        }
        assertThat(table.stringColumn("tags").asList()).anyMatch(tag -> tag.startsWith("new to the category"))
                .anyMatch(tag -> tag.contains("comes back every")).anyMatch(tag -> tag.contains("buys mostly X-"));
        // Whatever follows on the day or later is not known.
        Table before = lines.where(lines.dateTimeColumn("time").isBefore(day.atStartOfDay()));
        PurchaseLog past = LogSource.table(before).load(RandomLogs.MAPPING, RandomLogs.RULES);
        assertThat(Audience.of(scored(past, day), past, X).table().print(1000)).isEqualTo(table.print(1000));
        assertThat(Audience.of(scored, log, X, List.of()).row(0).tagText()).isEmpty();
        assertThatThrownBy(() -> Audience.of(scored, log, Target.of("other", Level.SECOND, "S1")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not scored for the target \"other\"");
        assertThatThrownBy(() -> Audience.of(scored, RandomLogs.log(1, 20), X))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no user");
    }

    /** Where there is one, what stands before a formula in a CSV file; an id that is no formula stays. */
    @Test
    void noCellIsAFormulaAndAllIdsComeBackFromParquet() throws IOException {
        List<String> harmless = List.of("900", "u1", "a,b", "say \"hi\"", "a\nb", "Zoë", "猫粮", "😺", "a=1", "it's",
                "'quoted", "x;y", "\"=1\"", "1e5", "007", " behind");
        List<String> formulas = List.of("=1+1", "+49", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "  \t-1",
                "\u00A0=1", "\uFEFF=1", "\u200B+1", "\u0001=1", "＝1", "﹦1", "−1", " ＠x", "  \tx", " \r\nx",
                "=cmd|' /C calc'!A0", "=\"a\"\"b\",\r\n2");
        String[] users = Stream.concat(harmless.stream(), formulas.stream()).toArray(String[]::new);
        Path csv = folder.resolve("audience.csv");
        Path parquet = folder.resolve("audience.parquet");
        audience(users).writeCsv(csv);
        audience(users).writeParquet(parquet);
        List<String> cells = readCsv(csv).stringColumn("user").asList();
        assertThat(cells.subList(0, harmless.size())).isEqualTo(harmless);
        List<String> defused = formulas.stream().map(id -> "'" + id).toList();
        // Tablesaw's reader takes every end of a line for \n.
        assertThat(cells.subList(harmless.size(), cells.size()).stream().map(AudienceTest::oneLineEnd).toList())
                .isEqualTo(defused.stream().map(AudienceTest::oneLineEnd).toList());
        assertThat(Parquet.read(parquet).stringColumn("user").asList()).isEqualTo(List.of(users));
        audience("a\0b").writeParquet(folder.resolve("zero.parquet"));
        assertThat(Parquet.read(folder.resolve("zero.parquet")).stringColumn("user").get(0)).isEqualTo("a\0b");
        String text = Files.readString(csv);
        assertThat(text).startsWith("user,probability,decile,predicted_to_buy,tags\r\n900,1.000000,10,no,\r\n")
                .contains("\"say \"\"hi\"\"\",").endsWith("\r\n");
    }

    private static String oneLineEnd(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    @Test
    void tagsAreDefusedToo() {
        PurchaseLog log = RandomLogs.log(12, 30);
        Audience audience = Audience.of(scored(log, RandomLogs.FIRST_DAY.plusDays(120)), log, X,
                List.of((history, context) -> Optional.of("=HYPERLINK(\"http://x\")")));
        Path csv = folder.resolve("a.csv");
        audience.writeCsv(csv);
        assertThat(readCsv(csv).stringColumn("tags").unique().asList()).containsExactly("'=HYPERLINK(\"http://x\")");
    }

    @Test
    void aFileIsReplacedOnlyWhenAsked() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "mine");
        Path parquet = Files.writeString(folder.resolve("a.parquet"), "mine");
        Audience audience = audience("a", "b");
        assertThatThrownBy(() -> audience.writeCsv(csv)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.csv is there already");
        assertThatThrownBy(() -> audience.writeParquet(parquet)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("a.parquet is there already");
        assertThat(csv).hasContent("mine");
        assertThat(parquet).hasContent("mine");
        audience.replaceCsv(csv);
        audience.replaceParquet(parquet);
        assertThat(readCsv(csv).rowCount()).isEqualTo(2);
        assertThat(Parquet.read(parquet).rowCount()).isEqualTo(2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(csv, parquet);
        }
    }

    @Test
    void tagsStandInOneColumnInSeveralOrInRows() throws IOException {
        PurchaseLog log = RandomLogs.log(12, 30);
        org.foresale.insight.audience.Tag even = (history, context) -> history.size() % 2 == 0 ? Optional.of("even")
                : Optional.empty();
        Audience audience = Audience.of(scored(log, RandomLogs.FIRST_DAY.plusDays(120)), log, X,
                List.of((history, context) -> Optional.of("=one"), even));
        int evens = (int) IntStream.range(0, audience.size()).filter(i -> audience.row(i).tags().size() == 2).count();
        assertThat(evens).isBetween(1, audience.size() - 1);
        Path columns = folder.resolve("columns.csv");
        Path rows = folder.resolve("rows.csv");
        audience.writeCsv(columns, Audience.CsvLayout.standard().withTags(Audience.Tags.COLUMNS).withMark());
        audience.writeCsv(rows, Audience.CsvLayout.standard().withTags(Audience.Tags.ROWS));
        assertThat(Files.readString(columns))
                .startsWith("\uFEFFuser,probability,decile,predicted_to_buy,tag_1,tag_2\r\n");
        assertThat(Files.readAllLines(columns).stream().filter(line -> line.endsWith(",\"'=one\",even")).count())
                .isEqualTo(evens);
        assertThat(Files.readAllLines(columns)).hasSize(1 + audience.size());
        assertThat(Files.readString(rows)).startsWith("user,probability,decile,predicted_to_buy,tag\r\n");
        assertThat(Files.readAllLines(rows)).hasSize(1 + audience.size() + evens);
        audience.highest(0).writeCsv(folder.resolve("none.csv"),
                Audience.CsvLayout.standard().withTags(Audience.Tags.COLUMNS));
        assertThat(folder.resolve("none.csv")).hasContent("user,probability,decile,predicted_to_buy");
    }

    @Test
    void anAudienceIsNarrowedByBandTagAndList() {
        Audience all = audience("a", "b", "c", "d", "e");
        assertThat(users(all.between(.997, .999))).containsExactly("b", "c", "d");
        assertThat(users(all.withAtMost(2))).containsExactly("a", "b");
        assertThat(users(all.without(Suppression.of("opted out", List.of("b", "z"))))).containsExactly("a", "c", "d",
                "e");
        Audience left = all.without(Suppression.of("opted out", List.of("a")));
        assertThat(left.row(0)).as("deciles are those of all users").isEqualTo(all.row(1));
        assertThat(users(left.highest(.4))).containsExactly("b");
        assertThat(left.summary().intColumn("users").sum()).isEqualTo(4);
        assertThatThrownBy(() -> all.between(.9, .1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.9 to 0.1");
        assertThatThrownBy(() -> all.withAtMost(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> all.having(org.foresale.insight.audience.Tag.lapsing()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("without a log");
    }

    @Test
    void aTagSelectsThoseToWhomItApplies() {
        PurchaseLog log = RandomLogs.log(12, 200);
        LocalDate day = RandomLogs.FIRST_DAY.plusDays(120);
        Audience all = Audience.of(scored(log, day), log, X);
        for (org.foresale.insight.audience.Tag tag : List.of(org.foresale.insight.audience.Tag.newToCategory(),
                org.foresale.insight.audience.Tag.lapsing())) {
            org.foresale.insight.audience.Tag.Context context =
                    org.foresale.insight.audience.Tag.Context.of(log, X, day);
            List<String> expected = IntStream.range(0, all.size()).mapToObj(i -> all.row(i).user())
                    .filter(user -> tag.of(log.history(log.findUser(user).orElseThrow()).before(context.cut()), context)
                            .isPresent()).toList();
            assertThat(expected).isNotEmpty().hasSizeLessThan(all.size());
            assertThat(users(all.having(tag))).isEqualTo(expected);
        }
    }

    private static List<String> users(Audience audience) {
        return IntStream.range(0, audience.size()).mapToObj(i -> audience.row(i).user()).toList();
    }

    @Test
    void nobodyIsWrittenAsColumnNamesAlone() {
        Path csv = folder.resolve("a.csv");
        Path parquet = folder.resolve("a.parquet");
        audience("a").highest(0).writeCsv(csv);
        audience("a").highest(0).writeParquet(parquet);
        assertThat(csv).hasContent("user,probability,decile,predicted_to_buy,tags");
        assertThat(Parquet.read(parquet).rowCount()).isZero();
    }

    @Tag("slow")
    @Test
    void twoHundredThousandUsersAreTheSameInBothFiles() {
        int n = 200_000;
        Random random = new Random(1);
        String[] users = IntStream.range(0, n).mapToObj(i -> (i % 10 == 0 ? "-" : "user ") + i).toArray(String[]::new);
        boolean[] predicted = new boolean[n];
        for (int i = 0; i < n; i++) {
            predicted[i] = random.nextInt(10) == 0;
        }
        Audience audience = Audience.of(users, random.doubles(n).toArray(), predicted);
        audience.writeCsv(folder.resolve("a.csv"));
        audience.writeParquet(folder.resolve("a.parquet"));
        Table csv = readCsv(folder.resolve("a.csv"));
        Table parquet = Parquet.read(folder.resolve("a.parquet"));
        assertThat(csv.rowCount()).isEqualTo(n);
        assertThat(parquet.rowCount()).isEqualTo(n);
        for (int row = 0; row < n; row++) {
            Audience.Row expected = audience.row(row);
            String cell = csv.stringColumn("user").get(row);
            boolean same = expected.user().equals(parquet.stringColumn("user").get(row))
                    && cell.equals(expected.user().startsWith("-") ? "'" + expected.user() : expected.user())
                    && expected.probability() == parquet.doubleColumn("probability").get(row)
                    && Math.abs(expected.probability() - Double.parseDouble(csv.stringColumn("probability").get(row)))
                        <= 5e-7
                    && expected.decile() == parquet.intColumn("decile").getInt(row)
                    && expected.predicted() == parquet.booleanColumn("predicted to buy").get(row)
                    && csv.stringColumn("predicted_to_buy").get(row).equals(expected.predicted() ? "yes" : "no");
            assertThat(same).as(expected + " in row " + row).isTrue();
        }
    }
}

package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresale.log.InventedOrders.cell;
import static org.foresale.log.InventedOrders.column;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.foresale.log.InventedOrders.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a guess doubts or asks, it says what to do, and what it says works. */
class GuessRemediesTest {

    private static final int ORDERS = 400;
    private static final List<Line> LINES = InventedOrders.lines(ORDERS);
    private static final String HEADER = "customer_id,order_id,date,sku,department,category,subcategory,quantity,paid";

    @TempDir
    Path folder;

    /** The usual layout with another column in place of one. */
    private LogSource instead(String column, String name, Function<Line, Object> cell) {
        List<String> names = new ArrayList<>(List.of(HEADER.split(",")));
        int place = names.indexOf(column);
        names.set(place, name);
        return InventedOrders.file(folder, ORDERS, String.join(",", names), line -> {
            List<Object> cells = new ArrayList<>(List.of("c" + line.user(), line.order(), line.time().toLocalDate(),
                    "p" + line.product(), line.first(), line.second(), line.third(), line.quantity(),
                    line.money(line.paid())));
            cells.set(place, cell.apply(line));
            return cells;
        });
    }

    @Test
    void usersThatDifferByCapitalLettersOnlyWouldCountTwice() {
        MappingGuess guess = InventedOrders.file(folder, ORDERS, "Email,zip,date,sku,category", line -> List.of(
                (line.order() % 9 == 0 ? "Who" : "who") + line.user() + "@example.org", "Z" + line.user(),
                line.time().toLocalDate(), "p" + line.product(), line.second())).guess();
        long different = LINES.stream().map(line -> line.user() + " " + (line.order() % 9 == 0)).distinct().count();
        long users = LINES.stream().map(Line::user).distinct().count();
        assertThat(guess.questions()).singleElement().asString().contains("user", "Email (" + different + " different",
                "its " + different + " texts are only " + users + " if upper and lower case are not distinguished",
                "\"Who12@example.org\" and \"who12@example.org\"", "in the export", "lower(\"Email\")", "map the column"
                        + " as it is").doesNotContain("Judging by the values");
    }

    @Test
    void idsOfWhichAFewDifferByCapitalLettersAreTaken() {
        assertThat(column(instead("customer_id", "Email", line -> (line.user() == 7 && line.order() % 2 == 0 ? "Who"
                : "who") + line.user() + "@example.org").guess(), "user")).isEqualTo("Email");
    }

    @Test
    void textsInPlaceOfMoneyAreShown() {
        MappingGuess guess = instead("paid", "paid", line -> "abc").guess();
        assertThat(guess.questions()).singleElement().asString().contains("no numbers; " + LogTables.count(LINES.size())
                + " cells are not numbers, such as \"abc\"").doesNotContain("one piece");
    }

    @Test
    void aTextAmongMoneyIsShown() {
        MappingGuess guess = instead("paid", "paid", line -> line.order() == 5 && line.nth() == 1 ? "on demand"
                : line.money(line.paid())).guess();
        assertThat(column(guess, "value")).isEqualTo("paid");
        assertThat(cell(guess, "value", "reason")).contains("; 1 cell is not a number, \"on demand\"");
    }

    @Test
    void ofThePriceOfAPieceAValueIsMade() {
        assertThat(instead("paid", "Unit price", line -> line.money(line.price())).guess().questions())
                .singleElement().asString().contains("the price of one piece", ".withUnitPrice(\"Unit price\")");
    }

    @Test
    void daysOfSpreadsheetsAreRead() {
        LogSource source = instead("date", "date", line ->
                ChronoUnit.DAYS.between(LocalDate.of(1899, 12, 30), line.time().toLocalDate()));
        MappingGuess guess = source.guess();
        assertThat(guess.toString()).contains(".withTimeFormat(\"days, 1 is 1899-12-31\")");
        LocalDate first = LINES.get(0).time().toLocalDate();
        LocalDate last = LINES.get(LINES.size() - 1).time().toLocalDate();
        assertThat(cell(guess, "time", "reason")).contains("from " + first + " to " + last);
        assertThat(source.load(guess.mapping()).firstDay()).isEqualTo(first);
        // As spreadsheets themselves say.
        assertThat(TimeFormat.of("days, 1 is 1899-12-31").read("45292").orElseThrow().local().toLocalDate())
                .isEqualTo(LocalDate.of(2024, 1, 1));
    }

    @Test
    void theFormatOfATimeThatIsAskedIsToldBesideIt() {
        LogSource source = instead("date", "When it was", line -> line.time().format(
                DateTimeFormatter.ofPattern("M/d/yyyy h:mm a", Locale.ENGLISH)));
        assertThat(source.guess().questions()).singleElement().asString().contains("When it was (",
                ".time(\"When it was\") with .withTimeFormat(\"M/d/yyyy h:mm a\")");
        assertThat(source.load(ColumnMapping.ofUser("customer_id").time("When it was").product("sku")
                .classes("category").withTimeFormat("M/d/yyyy h:mm a")).quality().kept()).isEqualTo(LINES.size());
    }

    @Test
    void ofTwoTimesEachHasItsFormat() {
        MappingGuess guess = InventedOrders.file(folder, ORDERS, "customer,order date,invoice date,sku,category",
                line -> List.of("c" + line.user(), line.time().format(DateTimeFormatter.ofPattern("yyyyMMdd")),
                        line.time().format(DateTimeFormatter.ofPattern("dd.MM.yyyy")), "p" + line.product(),
                        line.second())).guess();
        assertThat(guess.questions()).singleElement().asString().contains(
                ".time(\"order date\") with .withTimeFormat(\"yyyyMMdd\")",
                ".time(\"invoice date\") with .withTimeFormat(\"d.M.yyyy\")");
    }

    private MappingGuess withoutClasses(Function<Line, Object> name) {
        return InventedOrders.file(folder, ORDERS, "customer,date,sku,item name", line -> List.of("c" + line.user(),
                line.time().toLocalDate(), "p" + line.product(), name.apply(line))).guess();
    }

    @Test
    void wordsMakeAsManyClassesAsIsPromised() {
        Function<Line, Object> name = line -> "Dry " + List.of("dog", "cat", "bird").get(line.product() % 3) + " food"
                + (line.product() % 2 == 0 ? " Bio" : " Basic") + " No. " + line.product();
        MappingGuess guess = withoutClasses(name);
        assertThat(guess.questions()).singleElement().asString().contains("classesOfWords(\"item name\")",
                "120 different names end in 1, 2, 2 different texts of 1, 2 and 3 words")
                .doesNotContain("classesIn(\"item name\"");
        PurchaseLog log = InventedOrders.file(folder, ORDERS, "customer,date,sku,item name", line -> List.of("c"
                + line.user(), line.time().toLocalDate(), "p" + line.product(), name.apply(line)))
                .load(ColumnMapping.ofUser("customer").time("date").product("sku").classesOfWords("item name"));
        assertThat(List.of(Level.values())).extracting(level -> log.taxonomy().size(level))
                .containsExactly(1, 2, 2);
    }

    @Test
    void theDotOfAnAbbreviationPartsNoCode() {
        for (String between : List.of(" No. ", " No.", "/")) {
            assertThat(withoutClasses(line -> "Food" + line.product() % 6 + between + line.product()).questions()
                    .toString()).doesNotContain("classesIn");
        }
    }

    @Test
    void aSignAtAnotherDepthInEachTextPartsNoCode() {
        assertThat(withoutClasses(line -> "Food" + line.product() % 3 + ".a".repeat(line.product() % 12 / 3))
                .questions().toString()).doesNotContain("classesIn");
        assertThat(withoutClasses(line -> "Food" + line.product() % 3 + ".a" + line.product() % 12
                + (line.product() % 12 == 5 ? ".b" : "")).questions()
                .toString()).contains("classesIn(\"item name\", \".\")");
    }
}

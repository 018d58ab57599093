package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresale.log.InventedOrders.cell;
import static org.foresale.log.InventedOrders.column;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.InventedOrders.Line;
import org.foresale.log.Sources.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns whose names promise what their values do not hold are not taken, and the figures are told. */
class GuessTrapsTest {

    private static final String HEADER = "customer_id,order_id,date,sku,department,category,subcategory,quantity,paid";

    @TempDir
    Path folder;

    private static List<Object> usual(Line line) {
        return List.of("c" + line.user(), line.order(), line.time().toLocalDate(), "p" + line.product(), line.first(),
                line.second(), line.third(), line.quantity(), line.money(line.paid()));
    }

    /** The usual layout with other cells in some columns. */
    private MappingGuess guess(String header, Function<Line, List<Object>> change) {
        return InventedOrders.file(folder, 400, header, change).guess();
    }

    private MappingGuess instead(String column, String name, Function<Line, Object> cell) {
        List<String> names = new ArrayList<>(List.of(HEADER.split(",")));
        int place = names.indexOf(column);
        names.set(place, name);
        return guess(String.join(",", names), line -> {
            List<Object> cells = new ArrayList<>(usual(line));
            cells.set(place, cell.apply(line));
            return cells;
        });
    }

    private MappingGuess with(String name, Function<Line, Object> cell) {
        return guess(HEADER + "," + name, line -> {
            List<Object> cells = new ArrayList<>(usual(line));
            cells.add(cell.apply(line));
            return cells;
        });
    }

    @Test
    void whatIsAsItsNamesSayIsTaken() {
        ColumnMapping mapping = guess(HEADER, GuessTrapsTest::usual).mapping();
        assertThat(mapping).isEqualTo(ColumnMapping.ofUser("customer_id").time("date").product("sku")
                .classes("department", "category", "subcategory").withBasket("order_id").withQuantity("quantity")
                .withValue("paid"));
    }

    @Test
    void aCustomerWhoIsNewWithEachOrderIsNone() {
        MappingGuess guess = instead("customer_id", "customer_id", line -> "c" + line.order());
        assertThat(column(guess, "user")).isEmpty();
        assertThat(guess.toString()).contains("ofUser(\"…\")");
        assertThat(guess.questions()).singleElement().asString().contains("customer_id",
                "400 different for 400 different in order_id: a new one for each order");
    }

    @Test
    void theTillIsNoCustomer() {
        MappingGuess guess = instead("customer_id", "user", line -> "till " + line.user() % 7);
        assertThat(guess.questions()).singleElement().asString().contains("only 7 different: on average, each has 141"
                + " lines (14.3 % of all)");
    }

    @Test
    void anIdWithTwoValuesIsNone() {
        for (String id : List.of("customer_id", "sku", "order_id")) {
            assertThat(instead(id, id, line -> line.order() % 2).questions()).as(id).first().asString()
                    .contains("only 2 different");
        }
    }

    @Test
    void aPositionInTheOrderIsNoProduct() {
        MappingGuess guess = instead("sku", "Item", Line::nth);
        assertThat(column(guess, "product")).isEmpty();
        assertThat(guess.questions().get(0)).contains("Which column is the product", "Item",
                "counts the lines of an order (1, 2, 3, …)", "orders with several lines (100 %)");
    }

    @Test
    void whatALineIsIsNoClass() {
        MappingGuess guess = instead("subcategory", "type", line -> line.order() % 30 == 0 ? "Refund" : "Sale");
        assertThat(guess.mapping().classes()).containsExactly("department", "category", "category");
        assertThat(guess.mapping().filters()).containsExactly(LineFilter.without("type", "Refund"));
        assertThat(cell(guess, "lines of purchases", "reason")).contains("Sale (9", "Refund (");
        MappingGuess sales = instead("subcategory", "type", line -> "Sale");
        assertThat(sales.mapping().markColumns()).isEmpty();
        assertThat(cell(sales, "lines of purchases", "reason")).contains("all lines are purchases");
        assertThat(instead("subcategory", "type", Line::third).mapping().classes())
                .containsExactly("department", "category", "type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"event_type", "behavior", "action", "anything"})
    void eventsAreToldByTheirTexts(String name) {
        for (List<String> texts : List.of(List.of("view", "cart", "purchase"), List.of("pv", "fav", "buy"),
                List.of("View", "addtocart", "transaction"), List.of("remove_from_cart", "view", "Purchase"))) {
            MappingGuess guess = with(name, line -> texts.get(line.order() % 3));
            assertThat(guess.mapping().filters()).containsExactly(LineFilter.only(name, texts.get(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "financial status", "type", "Order Status"})
    void statusesAreToldByTheirTexts(String name) {
        List<String> texts = List.of("completed", "delivered", "paid", "refunded", "voided", "cancelled", "returned");
        assertThat(with(name, line -> line.nth() > 1 ? "" : texts.get(line.order() % 7)).mapping().filters())
                .singleElement().satisfies(filter -> {
                    assertThat(filter.only()).isFalse();
                    assertThat(filter.values()).containsExactlyInAnyOrder("refunded", "voided", "cancelled",
                            "returned");
                });
    }

    @Test
    void textsThatAreNotKnownAreAskedUnlessTheyAreRare() {
        MappingGuess guess = with("status", line -> line.order() % 3 == 0 ? "in limbo" : "paid");
        assertThat(guess.toString()).endsWith(".withOnly(\"status\", \"…\")");
        assertThat(guess.questions()).singleElement().asString().contains("Which values mark a purchase in status?",
                "in limbo (3", "texts of unknown meaning: in limbo");
        assertThatThrownBy(guess::mapping).isInstanceOf(ForesaleException.class).hasMessageContaining("in limbo");
        assertThat(with("event", line -> "view").questions()).singleElement().asString()
                .contains("none of them means that something was bought");
        assertThat(InventedOrders.file(folder, 900, HEADER + ",status", line -> {
            List<Object> cells = new ArrayList<>(usual(line));
            cells.add(line.order() == 700 && line.nth() == 1 ? "in limbo" : line.order() % 5 == 0 ? "void" : "paid");
            return cells;
        }).guess().mapping().filters()).containsExactly(LineFilter.without("status", "void"));
    }

    @Test
    void anOrdersTotalIsNoMoneyOfALine() {
        MappingGuess guess = instead("paid", "amount", line -> line.money(line.total()));
        assertThat(column(guess, "value")).isEmpty();
        assertThat(guess.toString()).contains(".withValue(\"…\")");
        assertThat(guess.questions()).singleElement().asString().contains("amount", "the same on all lines in",
                "orders with several lines (100 %): an order's total", "omit withValue");
    }

    @Test
    void thePriceOfAPieceIsNoMoneyOfALine() {
        assertThat(instead("paid", "price", line -> line.money(line.price())).questions()).singleElement().asString()
                .contains("the same for two different quantities of a product", "the price of one piece");
        assertThat(instead("paid", "price", line -> line.money(line.paid())).questions()).isEmpty();
    }

    @Test
    void aClassOfEachProductIsNone() {
        MappingGuess guess = instead("subcategory", "subcategory", line -> "class of " + line.product());
        assertThat(guess.mapping().classes()).containsExactly("department", "category", "category");
        assertThat(cell(guess, "third-level class", "other candidates")).contains("subcategory",
                "120 different for 120 different products: too many for classes");
    }

    @Test
    void aClassThatChangesWithinAProductIsNone() {
        MappingGuess guess = instead("department", "department", line -> "D" + line.order() % 3);
        assertThat(guess.mapping().classes()).containsExactly("category", "category", "subcategory");
        assertThat(cell(guess, "first-level class", "other candidates"))
                .contains("the same on all lines of a product for only");
    }

    @Test
    void aColumnThatIsMostlyBlankIsDoubted() {
        MappingGuess guess = instead("date", "date", line -> line.order() % 2 == 0 ? "" : line.time().toLocalDate());
        assertThat(guess.questions()).singleElement().asString().contains("date", "blank in", "lines (50.3 %)");
        assertThat(instead("customer_id", "customer_id", line -> line.order() % 3 > 0 ? 0 : line.user()).questions())
                .singleElement().asString().contains("a placeholder id such as 0, in ");
    }

    @Test
    void ofTwoColumnsThatFitNoneIsChosen() {
        MappingGuess guess = with("user", Line::user);
        assertThat(guess.questions()).singleElement().asString().contains("Which column is the user: customer_id (60"
                + " different", "or user (60 different");
        assertThat(with("user", line -> "till " + line.order() % 5).mapping().user()).isEqualTo("customer_id");
    }

    @Test
    void valuesAloneDecideNoUserButAreProposed() {
        MappingGuess guess = instead("customer_id", "whoever", line -> "c" + line.user());
        assertThat(column(guess, "user")).isEmpty();
        assertThat(guess.questions()).singleElement().asString().contains("None has one of the usual names",
                "Judging by the values, it might be whoever (60 different");
    }

    @Test
    void theWidestClassComesFirst() {
        MappingGuess guess = guess(HEADER.replace("department", "x").replace("subcategory", "department")
                .replace("x", "subcategory"), GuessTrapsTest::usual);
        assertThat(guess.questions()).singleElement().asString().contains(
                "What is the order of the classes? department",
                "has 36 different", "has 12 different", "Name the widest first");
    }

    @Test
    void withoutClassesTheWaysToHaveThemAreNamed() {
        MappingGuess guess = guess("customer_id,date,sku,title,group,brand", line -> List.of(line.user(),
                line.time().toLocalDate(), line.product(), line.name(), line.first() + "." + line.third(),
                line.second()));
        assertThat(guess.questions()).singleElement().asString().contains("classes(\"brand\")", "12 different",
                "classesIn(\"group\", \".\")", "3, 36, 36 classes", "classesOfWords(\"title\")",
                "6, 6, 6 different texts");
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheLinesLieTheGuessIsTheSame(Kind kind) throws SQLException {
        try (Sources sources = new Sources(folder)) {
            MappingGuess guess = sources.of(kind, "SELECT 'c' || (i // 3 * (i // 3) % 61) AS customer, (i // 3)::BIGINT AS order_id,"
                    + " strftime(DATE '2023-01-05' + (i // 9)::INTEGER, '%d/%m/%Y') AS date, (i * 7 % 50)::DOUBLE AS"
                    + " sku, 'S' || (i * 7 % 50 % 5) AS category, CASE WHEN i % 100 = 7 THEN NULL ELSE"
                    + " replace((i / 4)::DECIMAL(9, 2)::VARCHAR, '.', ',') END AS paid FROM range(1500) AS r(i)"
                    + " ORDER BY i").guess();
            assertThat(guess.mapping()).isEqualTo(ColumnMapping.ofUser("customer").time("date").product("sku")
                    .classes("category", "category", "category").withBasket("order_id").withValue("paid")
                    .withTimeFormat("d/M/yyyy").withNumbers(NumberStyle.COMMA));
            assertThat(cell(guess, "user", "reason")).contains("31 different in 1,500 lines");
            assertThat(cell(guess, "product", "reason")).contains("50 different");
            assertThat(cell(guess, "value", "reason")).contains("1.0 % blank", "all are numbers", "to 374.75");
        }
    }

    @Test
    void aTillAmongCustomersIsToldBeforeAndAfterLoading() throws SQLException {
        String rows = "SELECT CASE WHEN i % 12 = 0 THEN 'K1' ELSE 'c' || i * 7919 % 997 END AS customer,"
                + " DATE '2023-01-01' + (i // 40)::INTEGER AS day, i % 77 AS sku, 'S' || i % 77 % 7 AS category"
                + " FROM range(12000) AS r(i)";
        try (Sources sources = new Sources(folder)) {
            LogSource source = sources.of(Kind.PARQUET, rows);
            MappingGuess guess = source.guess();
            assertThat(cell(guess, "user", "reason")).contains("the most frequent has 8.3 % of the lines", "\"K1\"",
                    "withNobody");
            PurchaseLog log = source.load(guess.mapping());
            assertThat(log.quality().remarks()).singleElement().satisfies(remark -> {
                assertThat(remark.text()).contains("more than 5 % of all lines", "withNobody");
                assertThat(remark.lines()).isEqualTo(1000);
                assertThat(remark.example()).isEqualTo("\"K1\"");
            });
            assertThat(source.load(guess.mapping(), LogRules.withDefaults().withNobody("K1")).quality().remarks())
                    .isEmpty();
        }
    }

    @Test
    void headersOfAnyShapeAreGuessedFrom() throws IOException {
        MappingGuess none = LogSource.file(Files.writeString(folder.resolve("none.csv"), "user,date,sku\n")).guess();
        assertThat(none.questions()).singleElement().asString().contains("no line below its header");
        assertThat(none.table().rowCount()).isEqualTo(1);
        MappingGuess twice = LogSource.file(Files.writeString(folder.resolve("twice.csv"),
                "user,user,,date,sku,category\na,b,,2024-01-01,p,x\n")).guess();
        assertThat(twice.questions()).singleElement().asString().contains("user (1 different in 1 lines",
                "2 columns have this name", "withSkippedLines(1).withColumns(…)");
        String names = IntStream.range(0, 70).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
        String cells = IntStream.range(0, 70).mapToObj(i -> "text " + i).collect(Collectors.joining(","));
        ColumnMapping wide = LogSource.file(Files.writeString(folder.resolve("wide.csv"), "user," + names
                + ",category,sku,date\na," + cells + ",c,p,20240131\n")).guess().mapping();
        assertThat(wide.timeFormat()).contains("yyyyMMdd");
        assertThat(wide.product()).isEqualTo("sku");
    }

    @Test
    void aColumnWithQuotationMarksIsQuotedInTheCall() throws IOException {
        MappingGuess guess = LogSource.file(Files.writeString(folder.resolve("quoted.csv"),
                "user,\"\"\"date\"\"\",sku,category\na,31.01.2024,p,x\n")).guess();
        assertThat(guess.mapping().time()).isEqualTo("\"date\"");
        assertThat(guess.toString()).contains("time(\"\\\"date\\\"\")", ".withTimeFormat(\"d.M.yyyy\")");
    }
}

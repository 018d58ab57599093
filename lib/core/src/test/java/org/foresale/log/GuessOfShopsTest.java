package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresale.log.InventedOrders.cell;
import static org.foresale.log.InventedOrders.column;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.foresale.log.InventedOrders.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports as shops have them: what is guessed right can be pasted and loads, and what cannot be known is asked. */
class GuessOfShopsTest {

    private static final int ORDERS = 400;
    private static final String HEADER = "customer_id,order_id,date,sku,category,quantity,amount";

    @TempDir
    Path folder;

    private static String written(Line line, String pattern) {
        return line.time().format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    private static String comma(double number) {
        return String.format(Locale.GERMANY, "%.2f", number);
    }

    private LogSource file(String header, Function<Line, List<Object>> cells) {
        return InventedOrders.file(folder, ORDERS, header, cells);
    }

    private static List<Object> usual(Line line) {
        return List.of("c" + line.user(), line.order(), line.time().toLocalDate(), "p" + line.product(), line.second(),
                line.quantity(), line.money(line.paid()));
    }

    /** The usual layout with other cells, and perhaps another name, in one column. */
    private LogSource instead(String column, String name, Function<Line, Object> cell) {
        List<String> names = new ArrayList<>(List.of(HEADER.split(",")));
        int place = names.indexOf(column);
        names.set(place, name);
        return file(String.join(",", names), line -> {
            List<Object> cells = new ArrayList<>(usual(line));
            cells.set(place, cell.apply(line));
            return cells;
        });
    }

    private static String question(LogSource source) {
        assertThat(source.guess().questions()).hasSize(1);
        return source.guess().questions().get(0);
    }

    /** The mapping that the call makes which a guess prints, compiled as it is. */
    private ColumnMapping pasted(MappingGuess guess) throws ReflectiveOperationException, IOException {
        Path source = Files.writeString(folder.resolve("Pasted.java"), "import org.foresale.log.*;\n"
                + "public class Pasted { public static ColumnMapping mapping() { return " + guess + "; } }");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-encoding", "UTF-8", "-cp",
                System.getProperty("java.class.path"), "-d", folder.toString(), source.toString())).isZero();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            return (ColumnMapping) loader.loadClass("Pasted").getMethod("mapping").invoke(null);
        }
    }

    private void assertLoadsAsPasted(LogSource source, int lines) throws ReflectiveOperationException, IOException {
        MappingGuess guess = source.guess();
        assertThat(guess.questions()).isEmpty();
        assertThat(pasted(guess)).isEqualTo(guess.mapping());
        PurchaseLog log = source.load(pasted(guess));
        assertThat(log.lines()).isEqualTo(lines);
        assertThat(log.users()).isEqualTo(60);
        assertThat(log.firstDay()).isEqualTo(LocalDate.of(2023, 1, 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "Kunden-Nr.,Bon-Nr.,Datum,Artikel-Nr.,Bezeichnung,Hauptwarengruppe,Warengruppe,Menge,Einzelpreis,Gesamtpreis",
        "N° client,N° commande,Date de commande,Référence,Désignation,Rayon,Catégorie,Quantité,Prix unitaire,Montant",
        "ID Cliente,Nº Pedido,Fecha,Código de producto,Descripción,Sección,Categoría,Cantidad,Precio unitario,Importe"})
    void exportsInOtherLanguagesAreKnown(String header) throws ReflectiveOperationException, IOException {
        List<String> names = List.of(header.split(","));
        LogSource source = file(header, line -> List.of("K" + line.user(), line.order(), written(line, "dd/MM/yyyy"),
                "A" + line.product(), line.name(), line.first(), line.second(), line.quantity(), comma(line.price()),
                comma(line.paid())));
        assertThat(source.guess().mapping()).isEqualTo(ColumnMapping.ofUser(names.get(0)).time(names.get(2))
                .product(names.get(3)).classes(names.get(5), names.get(6), names.get(6)).withBasket(names.get(1))
                .withQuantity(names.get(7)).withValue(names.get(9)).withTimeFormat("d/M/yyyy")
                .withNumbers(NumberStyle.COMMA));
        assertLoadsAsPasted(source, InventedOrders.lines(ORDERS).size());
    }

    @ParameterizedTest
    @CsvSource({"Statut,payée,annulée", "Estado,pagado,devolución", "Status,bezahlt,Rückgabe", "订单状态,交易成功,已退款"})
    void statusesInOtherLanguagesAreKnown(String name, String bought, String undone) {
        MappingGuess guess = file(HEADER + "," + name, line -> {
            List<Object> cells = new ArrayList<>(usual(line));
            cells.add(line.order() % 10 == 0 ? undone : bought);
            return cells;
        }).guess();
        assertThat(guess.mapping().filters()).containsExactly(LineFilter.without(name, undone));
    }

    @Test
    void aFirstLineOfDataIsToldAndCanBeNamed() throws IOException, ReflectiveOperationException {
        List<Line> lines = InventedOrders.lines(ORDERS);
        Path file = Files.write(folder.resolve("bare.csv"), lines.stream().map(line -> usual(line).stream()
                .map(Object::toString).collect(Collectors.joining(","))).toList());
        assertThat(LogSource.file(file).guess().questions()).first().asString().contains("Is the first line a header"
                + " row",
                "2023-01-02", "looks like data", "FileLayout.guessed().withColumns(", "each of the 7 columns");
        assertLoadsAsPasted(LogSource.file(file, FileLayout.guessed().withColumns(HEADER.split(","))), lines.size());
        assertThat(file("x,y,z", line -> List.of(1, 2, 3)).guess().questions().get(0)).startsWith("Which column");
    }

    @Test
    void whoSellsIsNotWhoBuys() {
        for (String text : List.of("cashier", "Kasse ", "Verkäufer-", "caja #", "TILL_")) {
            assertThat(question(instead("customer_id", "user", line -> text + line.order() % 120)))
                    .contains("its texts name sellers, such as");
        }
        assertThat(instead("customer_id", "user", line -> "Tillman " + line.user()).guess().questions()).isEmpty();
    }

    @Test
    void anIdWithAndWithoutZerosIsAsked() {
        long both = IntStream.range(0, 60).filter(user -> IntStream.of(0, 1).allMatch(odd ->
                InventedOrders.lines(ORDERS).stream().anyMatch(line -> line.user() == user
                        && line.order() % 2 == odd))).count();
        assertThat(question(instead("customer_id", "customer_id", line -> line.order() % 2 == 0
                ? String.format("%06d", 1 + line.user()) : 1 + line.user())))
                .contains(both + " of its texts occur both with and without leading zeros, such as 000001 and 1");
        assertThat(question(instead("sku", "sku", line -> (line.nth() % 2 == 0 ? "00" : "") + (1 + line.product()))))
                .contains("leading zeros");
        assertThat(instead("customer_id", "customer_id", line -> String.format("%06d", 1 + line.user())).guess()
                .questions()).isEmpty();
    }

    @Test
    void theNumberOfALineIsNoQuantity() {
        LogSource source = instead("quantity", "pieces", Line::nth);
        assertThat(question(source)).contains("Which column is the quantity", "counts the lines of an order");
        assertThat(column(source.guess(), "value")).isEqualTo("amount");
    }

    @Test
    void columnsThatHoldNothingAreNotAskedAbout() throws ReflectiveOperationException, IOException {
        LogSource source = file(HEADER, line -> List.of("c" + line.user(), "", line.time().toLocalDate(),
                "p" + line.product(), line.second(), "", ""));
        assertThat(source.guess().mapping()).isEqualTo(ColumnMapping.ofUser("customer_id").time("date").product("sku")
                .classes("category", "category", "category"));
        assertThat(cell(source.guess(), "value", "other candidates")).contains("blank in 987 of 987 lines");
        assertLoadsAsPasted(source, InventedOrders.lines(ORDERS).size());
        assertThat(question(instead("customer_id", "customer_id", line -> "")))
                .contains("Which column is the user", "blank in 987 of 987 lines");
    }

    @Test
    void ofTwoColumnsOfOneNameNoneIsTaken() throws IOException {
        Path file = Files.write(folder.resolve("twice.csv"), List.of("date,date,customer_id,sku,category,amount",
                "2024-01-01,x,c,p,s,1"));
        assertThat(question(LogSource.file(file))).contains("Which column is the time", "2 columns have this name",
                "FileLayout.guessed().withSkippedLines(1).withColumns(…)");
        LogSource named = LogSource.file(file, FileLayout.guessed().withSkippedLines(1).withColumns("date", "note",
                "customer_id", "sku", "category", "amount"));
        assertThat(named.load(named.guess().mapping()).lines()).isEqualTo(1);
        Path marks = Files.write(folder.resolve("marks.csv"), List.of("date,customer_id,sku,category,status,status",
                "2024-01-01,c,p,s,paid,void"));
        assertThatThrownBy(() -> LogSource.file(marks).load(ColumnMapping.ofUser("customer_id").time("date")
                .product("sku").classes("category").without("status", "void"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("two columns \"status\"");
    }

    @Test
    void secondsSince1970AreProposedWhateverTheyAreCalled() {
        for (long units : new long[] {1, 1_000, 1_000_000}) {
            assertThat(question(instead("date", "moment", line -> line.time().toEpochSecond(ZoneOffset.UTC) * units)))
                    .contains("Judging by the values, it might be moment", "from 2023-01-02");
        }
    }

    @Test
    void numbersAreReadAsTheColumnsThatAreAskedAreWritten() {
        MappingGuess guess = instead("amount", "Einzelpreis", line -> comma(line.price())).guess();
        assertThat(guess.questions()).singleElement().asString().contains("the price of one piece");
        assertThat(guess.toString()).contains(".withValue(\"…\")", ".withNumbers(NumberStyle.COMMA)");
    }

    @Test
    void whatToFillInForAStatusIsTold() {
        assertThat(question(file(HEADER + ",status", line -> {
            List<Object> cells = new ArrayList<>(usual(line));
            cells.add(line.order() % 5);
            return cells;
        }))).contains("? Its texts say", "List the texts of purchases in withOnly, or omit withOnly");
    }

    @Test
    void theDateOfTheOrderIsTakenBeforeThatOfTheParcel() throws ReflectiveOperationException, IOException {
        LogSource source = file(HEADER.replace("date", "ship_date,order_date"), line -> {
            List<Object> cells = new ArrayList<>(usual(line));
            cells.add(2, line.time().toLocalDate().plusDays(2));
            return cells;
        });
        assertThat(source.guess().mapping().time()).isEqualTo("order_date");
        assertLoadsAsPasted(source, InventedOrders.lines(ORDERS).size());
        assertThat(question(instead("date", "ordered", line -> line.time().toLocalDate())))
                .contains("Judging by the values, it might be ordered");
    }
}

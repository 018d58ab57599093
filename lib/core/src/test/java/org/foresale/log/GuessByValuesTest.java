package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresale.log.InventedOrders.column;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.foresale.log.InventedOrders.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns whose names are not known, but whose values fit a role, are asked about. */
class GuessByValuesTest {

    private static final int ORDERS = 400;

    @TempDir
    Path folder;

    private MappingGuess guess(String header, Function<Line, List<Object>> cells) {
        return InventedOrders.file(folder, ORDERS, header, cells).guess();
    }

    private static String german(double number) {
        return String.format(Locale.GERMANY, "%,.2f", number);
    }

    /** A layout of which names differ: those of the order, the quantity, the value and the classes. */
    private MappingGuess named(String order, String quantity, String value, String classes) {
        return guess(String.join(",", "Kundennummer", "Datum", "Artikelnummer", order, quantity, value, classes),
                line -> List.of(10_000 + line.user(), line.time().toLocalDate(), "A" + line.product(),
                        "B" + line.order(), line.quantity(), german(line.paid() * 10), line.first(), line.second(),
                        line.third()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            Auftrag; Menge; Netto; Hauptgruppe,Warengruppe,Untergruppe
            Bestellung; Bestellmenge; Betrag in €; Oberkategorie,Kategorie,Unterkategorie
            Vorgangsnummer; Stk; Nettowert (EUR); Hauptwarengruppe,Artikelgruppe,Feingruppe
            N° commande; Quantité; Montant net €; Rayon,Famille,Sous-famille
            Commande; Qté; Total HT; Univers,Catégorie,Sous-catégorie
            Nº pedido; Cantidad; Importe neto; Departamento,Familia,Subfamilia
            Orden; Unidades; Total línea (EUR); Departamento,Categoría,Subcategoría
            Order ref; Qty; Net USD; Department,Category,Subcategory""")
    void namesInSeveralLanguages(String order, String quantity, String value, String classes) {
        assertThat(named(order, quantity, value, classes).mapping()).isEqualTo(
                ColumnMapping.ofUser("Kundennummer").time("Datum").product("Artikelnummer")
                .classes(classes.split(",")[0], classes.split(",")[1], classes.split(",")[2]).withBasket(order)
                .withQuantity(quantity).withValue(value).withNumbers(NumberStyle.COMMA));
    }

    @Test
    void orderQuantityAndValueWithNamesThatAreNotKnown() {
        MappingGuess guess = named("Zettel", "Wieviel", "Geldfluss", "Hauptgruppe,Warengruppe,Untergruppe");
        assertThat(guess).hasToString("""
                ColumnMapping.ofUser("Kundennummer").time("Datum").product("Artikelnummer")
                    .classes("Hauptgruppe", "Warengruppe", "Untergruppe")
                    .withBasket("…")
                    .withQuantity("…")
                    .withValue("…")
                    .withNumbers(NumberStyle.COMMA)""");
        assertThat(guess.questions()).hasSize(3);
        assertThat(guess.questions()).anyMatch(text -> text.contains("Which column is the basket?")
                && text.contains("Judging by the values, it might be Zettel (400 different")
                && text.contains("omit withBasket"));
        assertThat(guess.questions()).anyMatch(text -> text.contains("Which column is the quantity?")
                && text.contains("Wieviel (all are numbers, from 1 to 3)") && text.contains("omit withQuantity"));
        assertThat(guess.questions()).anyMatch(text -> text.contains("Which column is the value?")
                && text.contains("Geldfluss (all are numbers written like 1.234,50")
                && text.contains("omit withValue"));
    }

    @Test
    void aTotalWithAnUnknownNameIsSeenBesideThePriceOfOnePiece() {
        MappingGuess guess = guess("Kundennummer,Datum,Artikelnummer,Belegnummer,Warengruppe,Menge,Einzelpreis,"
                + "Geldfluss", line -> List.of(10_000 + line.user(), line.time().toLocalDate(), "A" + line.product(),
                "B" + line.order(), line.second(), line.quantity(), german(line.price()), german(line.paid())));
        assertThat(guess.questions()).singleElement().asString().contains("Einzelpreis", "the price of one piece",
                "Judging by the values, it might be Geldfluss");
    }

    @Test
    void threeColumnsThatNestAreOfferedAsLevels() {
        MappingGuess guess = named("Belegnummer", "Menge", "Betrag", "Ebene A,Ebene B,Ebene C");
        assertThat(column(guess, "second-level class")).isEmpty();
        assertThat(guess.questions()).singleElement().asString()
                .contains("classes(\"Ebene A\", \"Ebene B\", \"Ebene C\") for three columns: 36 of 36 texts in Ebene C"
                + " (100 %) occur with only one of 12 in Ebene B, 12 of 12 texts in Ebene B (100 %) occur with only one"
                + " of 3");
    }

    @Test
    void ofThreeColumnsThatNestOneIsKnownByName() {
        assertThat(named("Belegnummer", "Menge", "Betrag", "Ebene A,Warengruppe,Ebene C").questions())
                .singleElement().asString().contains("one does (Warengruppe)",
                "use classes(\"Ebene A\", \"Warengruppe\", \"Ebene C\")");
    }

    @Test
    void columnsThatDoNotNestAreNoLevels() {
        MappingGuess guess = guess("Kundennummer,Datum,Artikelnummer,Warengruppe,Marke,Farbe",
                line -> List.of(10_000 + line.user(), line.time().toLocalDate(), "A" + line.product(), line.second(),
                        "M" + line.product() % 7, "C" + line.product() % 5));
        assertThat(guess.mapping().classes()).containsOnly("Warengruppe");
    }

    @Test
    void anOrdersTotalIsSeenWhereEitherOfTwoColumnsMayBeThatOfTheOrder() {
        MappingGuess guess = guess("Customer,Date,SKU,Order ID,Order Number,Category,Amount paid in all",
                line -> List.of(10_000 + line.user(), line.time().toLocalDate(), "A" + line.product(), line.order(),
                        line.order(), line.second(), line.money(line.total())));
        assertThat(guess.questions()).singleElement().asString().startsWith("Which column is the basket: Order ID");
    }

    @Test
    void theCodeOfAProductIsSeenBesideItsName() {
        MappingGuess guess = guess("Customer,Date,Item,Merch code,Category", line -> List.of(10_000 + line.user(),
                line.time().toLocalDate(), line.name(), "M" + line.product(), line.second()));
        assertThat(column(guess, "product")).isEmpty();
        assertThat(guess.questions()).singleElement().asString().startsWith("Which column is the product: Item (120"
                + " different in 987 lines), or Merch code (120 different in 987 lines)?");
        assertThat(column(guess("Customer,Date,Item,Item SKU,Category", line -> List.of(10_000 + line.user(),
                line.time().toLocalDate(), line.name(), "M" + line.product(), line.second())), "product"))
                .isEqualTo("Item SKU");
    }
}

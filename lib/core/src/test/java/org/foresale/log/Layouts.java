package org.foresale.log;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.foresale.log.Purchases.Bought;
import org.foresale.log.QualityReport.Reason;

/** The layouts of shops' exports and of public data sets, each with the same purchases. */
public final class Layouts {

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

    private Layouts() {
    }

    public static List<Layout> all() {
        return List.of(onlineRetail(), onlineRetailByWords(), rees46(), taobao(), hm(), olist(), retailRocket(),
                instacart(), completeJourney(), shopify(), wooCommerce(), square(), amazon(), erp());
    }

    /**
     * Prints each layout's name, its query if it has one, and its mapping, for a test that looks for them where they
     * are explained.
     */
    public static void main(String[] arguments) {
        for (Layout layout : all()) {
            System.out.println("# " + layout.name());
            if (!layout.query().isEmpty()) {
                System.out.println(layout.query());
            }
            System.out.println(layout.mapping());
        }
    }

    /** The rows of all purchases, and others at places in between. */
    private static List<List<String>> rows(Function<Bought, List<String>> row, List<List<String>> others) {
        List<List<String>> rows = new ArrayList<>();
        for (Bought bought : Purchases.all()) {
            rows.add(row.apply(bought));
            if (rows.size() % 3 == 1 && rows.size() / 3 < others.size()) {
                rows.add(others.get(rows.size() / 3));
            }
        }
        others.stream().filter(other -> !rows.contains(other)).forEach(rows::add);
        return rows;
    }

    private static String text(LocalDateTime time, String pattern) {
        return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    private static String epoch(Bought bought) {
        return Long.toString(bought.time().toEpochSecond(ZoneOffset.UTC));
    }

    /** No classes, guests without an id, cancelled invoices with a negative quantity. */
    private static Layout onlineRetail(String name, ColumnMapping mapping, Function<Bought, String> classes) {
        return Layout.of(name, List.of("Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price",
                "Customer ID", "Country"), rows(it -> List.of(it.order(), it.good().id(), it.good().name(),
                Integer.toString(it.quantity()), text(it.time(), "M/d/yyyy H:mm"), it.value().toPlainString(),
                it.user(), "France"), List.of(
                List.of("C1001", "0007", "Red tea pot", "-1", "1/9/2024 8:05", "2.55", "u12", "France"),
                List.of("o1001", "0007", "Red tea pot", "1", "1/9/2024 8:05", "2.55", "", "France"))),
                mapping.withBasket("Invoice").withQuantity("Quantity").withUnitPrice("Price")
                        .withTimeFormat("M/d/yyyy H:mm"),
                it -> it.lineByPrice(true, classes.apply(it)), Map.of(Reason.QUANTITY_NOT_POSITIVE, 1, Reason.NO_USER, 1));
    }

    private static Layout onlineRetail() {
        return onlineRetail("UCI Online Retail, the product as class", ColumnMapping.ofUser("Customer ID")
                .time("InvoiceDate").product("StockCode").classes("StockCode"),
                it -> String.join(" > ", it.good().id(), it.good().id(), it.good().id()));
    }

    private static Layout onlineRetailByWords() {
        Map<String, String> words = Map.of("0007", "pot > tea pot > Red tea pot", "0070",
                "large > Bowl large > Bowl large", "100200300400500600", "groß > Blumentopf groß > Blumentopf groß",
                "A-1", "Wärmflasche > Wärmflasche > Wärmflasche", "A-2", "light > Night light > Night light", "7",
                "light > Garden light > Garden light");
        return onlineRetail("UCI Online Retail, words as classes", ColumnMapping.ofUser("Customer ID")
                .time("InvoiceDate").product("StockCode").classesOfWords("Description"),
                it -> words.get(it.good().id()));
    }

    /** Views among the purchases, a code for all levels, times with the letters UTC. */
    private static Layout rees46() {
        return Layout.of("REES46", List.of("event_time", "event_type", "product_id", "category_id", "category_code",
                "brand", "price", "user_id", "user_session"), rows(it -> List.of(text(it.time(),
                "yyyy-MM-dd HH:mm:ss 'UTC'"), "purchase", it.good().id(), "1", it.good().code("."), "",
                it.value().toPlainString(), it.user(), it.order()), List.of(
                List.of("2024-01-02 10:00:00 UTC", "view", "7", "1", "garden.lights.lamps", "", "1.5", "u99", "s"),
                List.of("2024-01-02 10:01:00 UTC", "cart", "7", "1", "garden.lights.lamps", "", "1.5", "u99", "s"),
                List.of("2024-01-02 10:02:00 UTC", "purchase", "8", "1", "", "", "1.5", "u99", "s"))),
                ColumnMapping.ofUser("user_id").time("event_time").product("product_id")
                        .classesIn("category_code", ".").withBasket("user_session").withValue("price")
                        .withOnly("event_type", "purchase"),
                it -> it.line(it.user(), true, it.good().id(), String.join(" > ", it.good().first(),
                        it.good().first() + "." + it.good().second(), it.good().code(".")), 1,
                        it.value().doubleValue()), Map.of(Reason.NO_PURCHASE, 2, Reason.NO_CLASS, 1));
    }

    /** No header, epoch seconds, one class. */
    private static Layout taobao() {
        return Layout.of("Taobao", List.of("user", "item", "category", "behaviour", "time"),
                rows(it -> List.of(it.user(), it.good().id(), it.good().third(), "buy", epoch(it)), List.of(
                        List.of("u11", "7", "lamps", "pv", "1704200000"))),
                ColumnMapping.ofUser("user").time("time").product("item").classes("category")
                        .withTimeFormat("epoch seconds").withOnly("behaviour", "buy")
                        .withLayout(FileLayout.guessed().withColumns("user", "item", "category", "behaviour", "time")),
                it -> it.line(it.user(), true, it.good().id(), String.join(" > ", it.good().third(),
                        it.good().third(), it.good().third()), 1, 0), Map.of(Reason.NO_PURCHASE, 1));
    }

    private static List<List<String>> table(List<String> header, Function<Bought, List<String>> row) {
        List<List<String>> table = new ArrayList<>(List.of(header));
        Purchases.all().stream().map(row).distinct().forEach(table::add);
        return table;
    }

    /** The classes stand with the products, in a table of their own. */
    private static Layout hm() {
        return Layout.of("H&M", List.of("t_dat", "customer_id", "article_id", "price"), rows(it -> List.of(
                it.day().toString(), it.user(), it.good().id(), it.value().toPlainString()), List.of()),
                ColumnMapping.ofUser("customer_id").time("t_dat").product("article_id")
                        .classes("index_group_name", "product_group_name", "product_type_name").withValue("price"),
                it -> it.line(it.user(), false, it.good().id(), it.classes(), 1, it.value().doubleValue()), Map.of())
                .withOther("articles", table(List.of("article_id", "product_type_name", "product_group_name",
                        "index_group_name"), it -> List.of(it.good().id(), it.good().third(), it.good().second(),
                        it.good().first())))
                .withQuery("SELECT l.*, a.product_type_name, a.product_group_name, a.index_group_name FROM lines l"
                        + " LEFT JOIN articles a ON l.article_id = a.article_id");
    }

    /** The person is told by the order's customer only. */
    private static Layout olist() {
        return Layout.of("Olist", List.of("order_id", "order_item_id", "product_id", "price"), rows(it -> List.of(
                it.order(), "1", it.good().id(), it.value().toPlainString()), List.of()),
                ColumnMapping.ofUser("customer_unique_id").time("order_purchase_timestamp").product("product_id")
                        .classes("product_category_name").withBasket("order_id").withValue("price"),
                it -> it.line(it.user(), true, it.good().id(), String.join(" > ", it.good().third(),
                        it.good().third(), it.good().third()), 1, it.value().doubleValue()), Map.of())
                .withOther("orders", table(List.of("order_id", "customer_id", "order_purchase_timestamp"), it ->
                        List.of(it.order(), "c" + it.order(), text(it.time(), "yyyy-MM-dd HH:mm:ss"))))
                .withOther("customers", table(List.of("customer_id", "customer_unique_id"), it ->
                        List.of("c" + it.order(), it.user())))
                .withOther("products", table(List.of("product_id", "product_category_name"), it ->
                        List.of(it.good().id(), it.good().third())))
                .withQuery("SELECT l.order_id, l.product_id, l.price, c.customer_unique_id, o.order_purchase_timestamp,"
                        + " p.product_category_name FROM lines l JOIN orders o ON l.order_id = o.order_id"
                        + " JOIN customers c ON o.customer_id = c.customer_id"
                        + " LEFT JOIN products p ON l.product_id = p.product_id");
    }

    /** Categories are a tree of child and parent. */
    private static Layout retailRocket() {
        List<List<String>> tree = new ArrayList<>(List.of(List.of("categoryid", "parentid")));
        Purchases.all().forEach(it -> {
            tree.add(List.of(it.good().first(), ""));
            tree.add(List.of(it.good().first() + "/" + it.good().second(), it.good().first()));
            tree.add(List.of(it.good().code("/"), it.good().first() + "/" + it.good().second()));
        });
        return Layout.of("RetailRocket", List.of("timestamp", "visitorid", "event", "itemid", "transactionid"),
                rows(it -> List.of(epoch(it) + "000", it.user(), "transaction", it.good().id(), it.order()), List.of(
                        List.of("1704200000000", "u11", "view", "7", ""))),
                ColumnMapping.ofUser("visitorid").time("timestamp").product("itemid")
                        .classes("first", "second", "third").withBasket("transactionid")
                        .withTimeFormat("epoch milliseconds").withOnly("event", "transaction"),
                it -> it.line(it.user(), true, it.good().id(), String.join(" > ", it.good().first(), it.good().first()
                        + "/" + it.good().second(), it.good().code("/")), 1, 0), Map.of(Reason.NO_PURCHASE, 1))
                .withOther("tree", tree.stream().distinct().toList())
                .withOther("properties", table(List.of("itemid", "property", "value"), it ->
                        List.of(it.good().id(), "categoryid", it.good().code("/"))))
                .withQuery("SELECT l.*, p.value AS third, t3.parentid AS second, t2.parentid AS first FROM lines l"
                        + " LEFT JOIN properties p ON l.itemid = p.itemid AND p.property = 'categoryid'"
                        + " LEFT JOIN tree t3 ON t3.categoryid = p.value"
                        + " LEFT JOIN tree t2 ON t2.categoryid = t3.parentid");
    }

    /** No dates: days are counted from each user's first order on, all of which are taken for day 1. */
    private static Layout instacart() {
        List<List<String>> orders = new ArrayList<>(List.of(List.of("order_id", "user_id", "order_number", "gap")));
        List<String> users = Purchases.all().stream().map(Bought::user).distinct().toList();
        for (String user : users) {
            List<Bought> own = Purchases.all().stream().filter(it -> it.user().equals(user))
                    .sorted(Comparator.comparing(Bought::time)).toList();
            List<String> seen = new ArrayList<>();
            LocalDate before = first(user);
            for (Bought it : own) {
                if (!seen.contains(it.order())) {
                    seen.add(it.order());
                    orders.add(List.of(it.order(), user, Integer.toString(seen.size()), seen.size() == 1 ? ""
                            : Long.toString(before.until(it.day(), ChronoUnit.DAYS)) + ".0"));
                    before = it.day();
                }
            }
        }
        return Layout.of("Instacart", List.of("order_id", "product_id"), rows(it -> List.of(it.order(),
                it.good().id()), List.of()),
                ColumnMapping.ofUser("user_id").time("day").product("product_id")
                        .classes("department", "aisle", "aisle").withBasket("order_id")
                        .withTimeFormat("days, 1 is 2024-01-01"),
                it -> String.join("|", it.user(), FIRST_DAY.plusDays(first(it.user()).until(it.day(),
                        ChronoUnit.DAYS)).toString(), "", it.good().id(), String.join(" > ",
                        it.good().first(), it.good().second(), it.good().second()), "1.0", "0.0"), Map.of())
                .withOther("orders", orders)
                .withOther("products", table(List.of("product_id", "aisle", "department"), it ->
                        List.of(it.good().id(), it.good().second(), it.good().first())))
                .withQuery("SELECT l.order_id, l.product_id, o.user_id, o.day, p.aisle, p.department FROM lines l"
                        + " JOIN (SELECT order_id, user_id, 1 + sum(CAST(coalesce(nullif(gap, ''), '0') AS"
                        + " DECIMAL(9, 1))) OVER (PARTITION BY user_id ORDER BY CAST(order_number AS INTEGER)) AS day"
                        + " FROM orders) o"
                        + " ON l.order_id = o.order_id JOIN products p ON l.product_id = p.product_id");
    }

    private static LocalDate first(String user) {
        return Purchases.all().stream().filter(it -> it.user().equals(user)).map(Bought::day)
                .min(LocalDate::compareTo).orElseThrow();
    }

    /** Days are numbers from 1 on, and the classes stand apart. */
    private static Layout completeJourney() {
        return Layout.of("Complete Journey, as it was published", List.of("household_key", "BASKET_ID", "DAY",
                "PRODUCT_ID", "QUANTITY", "SALES_VALUE"), rows(it -> List.of(it.user(), it.order(),
                Long.toString(1 + FIRST_DAY.until(it.day(), ChronoUnit.DAYS)), it.good().id(),
                Integer.toString(it.quantity()), it.value().toPlainString()), List.of()),
                ColumnMapping.ofUser("household_key").time("DAY").product("PRODUCT_ID")
                        .classes("DEPARTMENT", "COMMODITY_DESC", "SUB_COMMODITY_DESC").withBasket("BASKET_ID")
                        .withQuantity("QUANTITY").withValue("SALES_VALUE").withTimeFormat("days, 1 is 2024-01-01"),
                it -> it.line(false, it.classes()), Map.of())
                .withOther("products", table(List.of("PRODUCT_ID", "DEPARTMENT", "COMMODITY_DESC",
                        "SUB_COMMODITY_DESC"), it -> List.of(it.good().id(), it.good().first(), it.good().second(),
                        it.good().third())))
                .withQuery("SELECT l.*, p.\"DEPARTMENT\", p.\"COMMODITY_DESC\", p.\"SUB_COMMODITY_DESC\" FROM lines l"
                        + " LEFT JOIN products p ON l.\"PRODUCT_ID\" = p.\"PRODUCT_ID\"");
    }

    /** Who, when and whether it was paid stand on the first line of an order only. */
    private static Layout shopify() {
        List<String> orders = new ArrayList<>();
        return Layout.of("Shopify", List.of("Name", "Email", "Financial Status", "Created at", "Lineitem quantity",
                "Lineitem name", "Lineitem price", "Lineitem sku", "Type"), rows(it -> {
                    boolean first = !orders.contains(it.order());
                    orders.add(it.order());
                    return List.of(it.order(), first ? it.user() : "", first ? "paid" : "", first
                            ? text(it.time(), "yyyy-MM-dd HH:mm:ss '-0500'") : "", Integer.toString(it.quantity()),
                            it.good().name(), it.value().toPlainString(), it.good().id(), it.good().code(" > "));
                }, List.of(List.of("o1", "u12", "refunded", "2024-01-05 10:00:00 -0500", "1", "Red tea pot", "2.50",
                        "0007", "kitchen > tea > pots"), List.of("o1", "", "", "", "1", "Night light", "2.50", "A-2",
                        "home > lights > lamps"))),
                ColumnMapping.ofUser("Email").time("Created at").product("Lineitem sku").classesIn("Type", " > ")
                        .withBasket("Name").withQuantity("Lineitem quantity").withUnitPrice("Lineitem price")
                        .withTimeFormat("yyyy-MM-dd HH:mm:ss Z").withOnly("Financial Status", "paid").withFilledDown(),
                it -> it.lineByPrice(true, String.join(" > ", it.good().first(), it.good().first() + " > "
                        + it.good().second(), it.good().code(" > "))), Map.of(Reason.NO_PURCHASE, 2));
    }

    /** Guests are customer 0. */
    private static Layout wooCommerce() {
        return Layout.of("WooCommerce", List.of("Order ID", "Order Date", "Order Status", "Customer User ID", "SKU",
                "Category", "Quantity", "Item Cost"), rows(it -> List.of(it.order(), text(it.time(),
                "yyyy-MM-dd HH:mm"), "wc-completed", it.user(), it.good().id(), it.good().third(),
                Integer.toString(it.quantity()), it.value().toPlainString()), List.of(
                List.of("o2", "2024-01-05 10:00", "wc-completed", "0", "0007", "pots", "1", "2.50"),
                List.of("o3", "2024-01-05 10:00", "wc-cancelled", "u12", "0007", "pots", "1", "2.50"),
                List.of("o4", "2024-01-05 10:00", "wc-failed", "u12", "0007", "pots", "1", "2.50"))),
                ColumnMapping.ofUser("Customer User ID").time("Order Date").product("SKU").classes("Category")
                        .withBasket("Order ID").withQuantity("Quantity").withUnitPrice("Item Cost")
                        .withOnly("Order Status", "wc-completed", "wc-processing"),
                it -> it.lineByPrice(true, String.join(" > ", it.good().third(), it.good().third(), it.good().third())),
                Map.of(Reason.NOBODY, 1, Reason.NO_PURCHASE, 2));
    }

    /** Money with its sign and commas, months before days. */
    private static Layout square() {
        return Layout.of("Square", List.of("Date", "Category", "Item", "Qty", "SKU", "Net Sales", "Transaction ID",
                "Event Type", "Customer ID"), rows(it -> List.of(text(it.time(), "MM/dd/yy"), it.good().third(),
                it.good().name(), it.quantity() + ".0", it.good().id(), "$" + String.format(Locale.ROOT, "%,.2f",
                it.value()), it.order(), "Payment", it.user()), List.of(List.of("01/05/24", "pots", "Red tea pot",
                "1.0", "0007", "($2.50)", "o4", "Refund", "u12"))),
                ColumnMapping.ofUser("Customer ID").time("Date").product("SKU").classes("Category")
                        .withBasket("Transaction ID").withQuantity("Qty").withValue("Net Sales")
                        .withTimeFormat("MM/dd/yy").withNumbers(NumberStyle.POINT).withOnly("Event Type", "Payment"),
                it -> it.line(false, String.join(" > ", it.good().third(), it.good().third(), it.good().third())),
                Map.of(Reason.NO_PURCHASE, 1));
    }

    /** Times in UTC, as ISO 8601 has them. */
    private static Layout amazon() {
        return Layout.of("Amazon order history", List.of("Order Date", "Order ID", "Purchase Price Per Unit",
                "Quantity", "Title", "ASIN/ISBN (Product Code)", "Category", "Survey ResponseID"), rows(it -> List.of(
                it.time().atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ISO_INSTANT), it.order(),
                it.value().toPlainString(), it.quantity() + ".0", it.good().name(), it.good().id(),
                it.good().third().toUpperCase(Locale.ROOT), it.user()), List.of()),
                ColumnMapping.ofUser("Survey ResponseID").time("Order Date").product("ASIN/ISBN (Product Code)")
                        .classes("Category").withBasket("Order ID").withQuantity("Quantity")
                        .withUnitPrice("Purchase Price Per Unit"),
                it -> {
                    String third = it.good().third().toUpperCase(Locale.ROOT);
                    return it.lineByPrice(true, String.join(" > ", third, third, third));
                }, Map.of());
    }

    /** Decimal commas, days before months, letters of Western Europe. */
    private static Layout erp() {
        return Layout.of("German ERP", List.of("Kundennummer", "Belegnummer", "Belegdatum", "Artikelnummer",
                "Bezeichnung", "Hauptgruppe", "Warengruppe", "Untergruppe", "Menge", "Betrag in €"), rows(it ->
                List.of(it.user(), it.order(), text(it.time(), "dd.MM.yyyy"), it.good().id(), it.good().name(),
                it.good().first(), it.good().second(), it.good().third(), it.quantity() + ",00",
                String.format(Locale.GERMANY, "%,.2f", it.value())), List.of(List.of("u12", "o5", "31.01.2024", "0007",
                "Red tea pot", "kitchen", "tea", "pots", "1,00", "2,50-"))),
                ColumnMapping.ofUser("Kundennummer").time("Belegdatum").product("Artikelnummer")
                        .classes("Hauptgruppe", "Warengruppe", "Untergruppe").withBasket("Belegnummer")
                        .withQuantity("Menge").withValue("Betrag in €").withTimeFormat("dd.MM.yyyy")
                        .withNumbers(NumberStyle.COMMA)
                        .withLayout(FileLayout.guessed().withEncoding("windows-1252").withSeparator(';')),
                it -> it.line(false, it.classes()), Map.of(Reason.NEGATIVE_VALUE, 1));
    }
}

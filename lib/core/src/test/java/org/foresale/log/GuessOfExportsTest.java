package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresale.log.InventedOrders.column;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.foresale.log.InventedOrders.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of shops and public data sets, in their layouts and with invented orders, are recognised. */
class GuessOfExportsTest {

    private static final int ORDERS = 400;

    @TempDir
    Path folder;

    private MappingGuess guess(String header, Function<Line, List<Object>> cells) {
        return InventedOrders.file(folder, ORDERS, header, cells).guess();
    }

    private static String time(LocalDateTime time, String pattern) {
        return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    @Test
    void onlineRetail() {
        MappingGuess guess = guess("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                line -> List.of(536365 + line.order(), "85123" + line.product(), line.name(), line.quantity(),
                        time(line.time(), "M/d/yyyy H:mm"), line.money(line.price()), 17850 + line.user(),
                        line.user() % 9 == 0 ? "France" : "United Kingdom"));
        assertThat(guess).hasToString("""
                ColumnMapping.ofUser("CustomerID").time("InvoiceDate").product("StockCode")
                    .classes("…", "…", "…")
                    .withBasket("InvoiceNo")
                    .withQuantity("Quantity")
                    .withValue("…")
                    .withTimeFormat("M/d/yyyy H:mm")""");
        assertThat(guess.questions()).hasSize(2);
        assertThat(guess.questions().get(0)).contains("value", "UnitPrice", "the price of one piece", "a query");
        assertThat(guess.questions().get(1)).contains("classesOfWords(\"Description\")",
                "120 different names end in 6, 6, 6 different texts of 1, 2 and 3 words").doesNotContain("Country");
    }

    @Test
    void onlineRetailTwo() {
        MappingGuess guess = guess("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
                line -> List.of(489434 + line.order(), line.product() + "A", line.name(), line.quantity(),
                        time(line.time(), "yyyy-MM-dd HH:mm:ss"), line.money(line.price()),
                        line.order() % 5 == 0 ? "" : 13085 + line.user() + ".0", "United Kingdom"));
        assertThat(column(guess, "user")).isEqualTo("Customer ID");
        assertThat(column(guess, "basket")).isEqualTo("Invoice");
        assertThat(column(guess, "product")).isEqualTo("StockCode");
        assertThat(guess.questions()).hasSize(2).first().asString().contains("Price", "of one piece");
    }

    @Test
    void eventsOfRees() {
        MappingGuess guess = guess("event_time,event_type,product_id,category_id,category_code,brand,price,user_id,"
                + "user_session", line -> List.of(time(line.time(), "yyyy-MM-dd HH:mm:ss") + " UTC",
                line.order() % 9 == 0 ? "purchase" : line.nth() == 1 ? "view" : "cart", 1004856 + line.product(),
                "20530135" + line.product() % 12, line.product() % 12 == 11 ? ""
                : "f" + line.product() % 3 + ".s" + line.product() % 12,
                "brand" + line.product() % 12 / 2, line.money(line.price()), 5138000 + line.user(),
                "session-" + line.order()));
        assertThat(guess).hasToString("""
                ColumnMapping.ofUser("user_id").time("event_time").product("product_id")
                    .classes("…", "…", "…")
                    .withBasket("user_session")
                    .withValue("price")
                    .withOnly("event_type", "purchase")""");
        assertThat(guess.questions()).singleElement().asString().contains("classesIn(\"category_code\", \".\")",
                "3, 11, 11 classes");
    }

    @Test
    void fashionOfHm() {
        MappingGuess guess = guess("t_dat,customer_id,article_id,price,product_type_name,product_group_name,"
                + "index_group_name", line -> List.of(time(line.time(), "yyyy-MM-dd"), "c" + line.user(),
                "0" + line.product(), line.price() / 1000, line.third(), line.second(), line.first()));
        assertThat(guess.mapping()).isEqualTo(ColumnMapping.ofUser("customer_id").time("t_dat").product("article_id")
                .classes("index_group_name", "product_group_name", "product_type_name").withValue("price"));
    }

    @Test
    void marketplaceOfOlist() {
        MappingGuess guess = guess("order_id,customer_id,customer_unique_id,order_status,order_purchase_timestamp,"
                + "order_item_id,product_id,price,freight_value,product_category_name,"
                + "product_category_name_english", line -> List.of("o" + line.order(), "c" + line.order(),
                "u" + line.user(), line.order() % 20 == 0 ? "canceled" : "delivered",
                time(line.time(), "yyyy-MM-dd HH:mm:ss"), line.nth(), "p" + line.product(), line.money(line.price()),
                "8.72", "c" + line.second(), line.second()));
        assertThat(guess.mapping()).isEqualTo(ColumnMapping.ofUser("customer_unique_id")
                .time("order_purchase_timestamp").product("product_id").classes("product_category_name_english",
                "product_category_name_english", "product_category_name_english").withBasket("order_id")
                .withValue("price").without("order_status", "canceled"));
        assertThat(InventedOrders.cell(guess, "user", "other candidates")).contains("customer_id",
                "400 different for 400 different in order_id: a new one for each order");
        assertThat(InventedOrders.cell(guess, "third-level class", "reason")).contains("is used instead",
                "12 different");
    }

    @Test
    void eventsOfRetailRocket() {
        MappingGuess guess = guess("timestamp,visitorid,event,itemid,transactionid", line -> List.of(
                line.time().toInstant(ZoneOffset.UTC).toEpochMilli(), line.user(), line.order() % 8 == 0 ? "transaction"
                : line.order() % 8 == 1 ? "addtocart" : "view", line.product(),
                line.order() % 8 == 0 ? line.order() : ""));
        assertThat(guess).hasToString("""
                ColumnMapping.ofUser("visitorid").time("timestamp").product("itemid")
                    .classes("…", "…", "…")
                    .withBasket("transactionid")
                    .withTimeFormat("epoch milliseconds")
                    .withOnly("event", "transaction")""");
        assertThat(guess.questions()).singleElement().asString().contains("Join a table of the products");
    }

    @Test
    void groceriesOfInstacart() {
        MappingGuess guess = guess("user_id,order_id,order_number,order_dow,product_id,product_name,department,aisle,"
                + "days_since_prior_order", line -> List.of(line.user(), line.order(), 1 + line.order() % 40,
                line.time().getDayOfWeek().getValue(), line.product(), line.name(), line.first(), line.second(),
                line.order() % 30));
        assertThat(guess).hasToString("""
                ColumnMapping.ofUser("user_id").time("…").product("product_id")
                    .classes("department", "aisle", "aisle")
                    .withBasket("order_id")""");
        assertThat(InventedOrders.cell(guess, "basket", "other candidates")).contains("order_number",
                "the user is the same on all lines of only");
        assertThat(guess.questions()).singleElement().asString().startsWith("Which column is the time?");
    }

    @Test
    void rawCompleteJourney() {
        MappingGuess guess = guess("household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,SALES_VALUE,STORE_ID,DEPARTMENT,"
                + "COMMODITY_DESC,SUB_COMMODITY_DESC", line -> List.of(line.user(), 26984851472L + line.order(),
                line.time().getDayOfYear(), line.product(), line.quantity(), line.money(line.paid()), 364, line.first(),
                line.second(), line.third()));
        assertThat(guess).hasToString("""
                ColumnMapping.ofUser("household_key").time("DAY").product("PRODUCT_ID")
                    .classes("DEPARTMENT", "COMMODITY_DESC", "SUB_COMMODITY_DESC")
                    .withBasket("BASKET_ID")
                    .withQuantity("QUANTITY")
                    .withValue("SALES_VALUE")
                    .withTimeFormat("days, 1 is …")""");
        assertThat(guess.questions()).singleElement().asString().contains("whole numbers from 2 to", "which date is");
    }

    @Test
    void ordersOfShopify() {
        MappingGuess guess = guess("Name,Email,Financial Status,Paid at,Created at,Lineitem quantity,Lineitem name,"
                + "Lineitem price,Lineitem sku,Vendor", line -> List.of("#" + (1000 + line.order()),
                "who" + line.user() + "@example.org", line.nth() > 1 ? "" : line.order() % 30 == 0 ? "refunded" : "paid",
                line.nth() > 1 ? "" : time(line.time(), "yyyy-MM-dd HH:mm:ss") + " -0500",
                time(line.time(), "yyyy-MM-dd HH:mm:ss") + " -0500", line.quantity(), line.name(),
                line.money(line.price()), "SKU" + line.product(), "V" + line.second()));
        assertThat(guess).hasToString("""
                ColumnMapping.ofUser("Email").time("Created at").product("Lineitem sku")
                    .classes("…", "…", "…")
                    .withBasket("Name")
                    .withQuantity("Lineitem quantity")
                    .withValue("…")
                    .without("Financial Status", "refunded")
                    .withFilledDown()""");
        assertThat(guess.questions().get(1)).contains("classes(\"Vendor\") for one column on all levels: 12 different")
                .contains("classesOfWords(\"Lineitem name\")");
    }

    @Test
    void ordersOfWooCommerce() {
        MappingGuess guess = guess("Order ID,Order Date,Order Status,Customer User ID,Billing Email,Item Name,SKU,"
                + "Category,Quantity,Item Cost,Order Total", line -> List.of(line.order(),
                time(line.time(), "yyyy-MM-dd HH:mm"), line.order() % 11 == 0 ? "wc-cancelled" : "wc-completed",
                line.user() % 3 == 0 ? line.user() : "", "who" + line.user() + "@example.org", line.name(),
                "S-" + line.product(), line.first() + " > " + line.second() + " > " + line.third(), line.quantity(),
                line.money(line.price()), line.money(line.total())));
        assertThat(column(guess, "user")).isEqualTo("Billing Email");
        assertThat(InventedOrders.cell(guess, "user", "other candidates")).contains("Customer User ID", "blank in");
        assertThat(guess.toString()).contains(".withBasket(\"Order ID\")", ".without(\"Order Status\", \"wc-cancelled\")",
                ".withValue(\"…\")", "product(\"SKU\")", "time(\"Order Date\")");
        assertThat(guess.questions()).hasSize(2);
        assertThat(guess.questions().get(0)).contains("Order Total", "an order's total", "Item Cost", "of one piece");
        assertThat(guess.questions().get(1)).contains("classesIn(\"Category\", \" > \")", "3, 12, 36 classes");
    }

    @Test
    void itemsOfSquare() {
        MappingGuess guess = guess("Date,Time,Category,Item,Qty,SKU,Gross Sales,Net Sales,Transaction ID,Customer ID,"
                + "Event Type", line -> List.of(time(line.time(), "MM/dd/yy"), time(line.time(), "HH:mm:ss"),
                line.second(), line.name(), line.quantity() + ".0", "K" + line.product(),
                "$" + line.money(line.paid() + 100 * line.nth()), "$" + line.money(line.paid()), "t" + line.order(),
                "c" + line.user(), line.order() % 40 == 0 ? "Refund" : "Payment"));
        assertThat(guess.mapping()).isEqualTo(ColumnMapping.ofUser("Customer ID").time("Date").product("SKU")
                .classes("Category", "Category", "Category").withBasket("Transaction ID").withQuantity("Qty")
                .withValue("Net Sales").withTimeFormat("M/d/yy").without("Event Type", "Refund"));
        assertThat(InventedOrders.cell(guess, "format of times", "other candidates")).contains("Time",
                "only a time of day");
    }

    @Test
    void historyOfAmazon() {
        MappingGuess guess = guess("Order Date,Order ID,Title,Category,ASIN/ISBN (Product Code),Quantity,"
                + "Purchase Price Per Unit,Item Total,Survey ResponseID", line -> List.of(
                time(line.time(), "dd/MM/yyyy"), "111-" + line.order(), line.name(), line.second(),
                "B00" + line.product(), line.quantity(), "$" + line.money(line.price()), "$" + line.money(line.paid()),
                "R_" + line.user()));
        assertThat(guess.mapping()).isEqualTo(ColumnMapping.ofUser("Survey ResponseID").time("Order Date")
                .product("ASIN/ISBN (Product Code)").classes("Category", "Category", "Category").withBasket("Order ID")
                .withQuantity("Quantity").withValue("Item Total").withTimeFormat("d/M/yyyy"));
    }

    @Test
    void germanSystem() {
        MappingGuess guess = guess("Kundennummer,Belegnummer,Belegdatum,Belegart,Artikelnummer,Bezeichnung,"
                + "Hauptwarengruppe,Warengruppe,Menge,Betrag", line -> List.of(10_000 + line.user(),
                "B" + line.order(), time(line.time(), "dd.MM.yyyy"), line.order() % 25 == 0 ? "Storno" : "Rechnung",
                line.product(), line.name(), line.first(), line.second(), line.quantity() + ",0",
                String.format(Locale.GERMANY, "%,.2f", line.paid() * 20)));
        assertThat(guess.mapping()).isEqualTo(ColumnMapping.ofUser("Kundennummer").time("Belegdatum")
                .product("Artikelnummer").classes("Hauptwarengruppe", "Warengruppe", "Warengruppe")
                .withBasket("Belegnummer").withQuantity("Menge").withValue("Betrag").withTimeFormat("d.M.yyyy")
                .withNumbers(NumberStyle.COMMA).without("Belegart", "Storno"));
    }

    @Test
    void chineseNames() {
        MappingGuess guess = guess("用户ID,订单号,商品ID,大类,类目,小类,数量,金额,下单时间,订单状态", line -> List.of(
                line.user(), line.order(), line.product(), line.first(), line.second(), line.third(), line.quantity(),
                "¥" + line.money(line.paid()), time(line.time(), "yyyy年M月d日"),
                line.order() % 15 == 0 ? "已退款" : "已完成"));
        assertThat(guess.mapping()).isEqualTo(ColumnMapping.ofUser("用户ID").time("下单时间").product("商品ID")
                .classes("大类", "类目", "小类").withBasket("订单号").withQuantity("数量").withValue("金额")
                .withTimeFormat("yyyy年M月d日").without("订单状态", "已退款"));
    }
}

package org.foresale.log;

import java.util.List;
import java.util.Set;

/** What a column of a source can be for a log, and what such columns are commonly called. */
enum Role {

    USER("user", true, "userid", "user", "customerid", "customer", "customerkey", "custid", "cust", "householdid",
            "household", "householdkey", "memberid", "member", "clientid", "client", "shopperid", "shopper", "buyerid",
            "buyer", "accountid", "account"),
    TIME("time", true, "timestamp", "datetime", "date", "day", "orderdate", "ordertime", "orderedat", "ordertimestamp",
            "purchasedate", "purchasetime", "purchasedat", "transactiondate", "transactiontime",
            "transactiontimestamp", "invoicedate", "saledate", "boughtat", "boughton", "eventtime"),
    PRODUCT("product", true, "productid", "product", "productcode", "productkey", "sku", "skuid", "itemid", "item",
            "itemcode", "articleid", "article", "articleno", "stockcode", "upc", "ean", "gtin"),
    FIRST_CLASS("first-level class", true, "department", "dept", "productdepartment", "division", "maincategory",
            "category1", "categorylevel1", "class1", "level1"),
    SECOND_CLASS("second-level class", true, "category", "productcategory", "category2", "categorylevel2", "class2",
            "level2"),
    THIRD_CLASS("third-level class", true, "subcategory", "productsubcategory", "producttype", "type", "subclass",
            "productsubclass", "category3", "categorylevel3", "class3", "level3"),
    BASKET("basket", false, "basketid", "basket", "orderid", "order", "ordernumber", "orderno", "transactionid",
            "invoiceno", "invoiceid", "invoice", "receiptid", "receipt", "ticketid"),
    QUANTITY("quantity", false, "quantity", "qty", "units", "pieces", "itemcount"),
    VALUE("value", false, "value", "salesvalue", "amount", "price", "paid", "spend", "revenue", "sales", "linetotal",
            "totalprice", "netamount");

    /** The three levels, widest first. */
    static final List<Role> CLASSES = List.of(FIRST_CLASS, SECOND_CLASS, THIRD_CLASS);

    private final String text;
    private final boolean needed;
    private final Set<String> names;

    Role(String text, boolean needed, String... names) {
        this.text = text;
        this.needed = needed;
        this.names = Set.of(names);
    }

    /** The role in words. */
    String text() {
        return text;
    }

    /** Whether no log can do without it. */
    boolean isNeeded() {
        return needed;
    }

    /** Whether columns of this name, in small letters without blanks or signs, commonly have this role. */
    boolean isCalled(String plainName) {
        return names.contains(plainName);
    }
}

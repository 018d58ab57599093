package org.foresale.log;

/** Why a line was left out of a purchase log. The first reason that holds, in this order, is the one counted. */
public enum Reason {
    /** The user is missing or blank. */
    NO_USER("no user"),
    /** The product is missing or blank. */
    NO_PRODUCT("no product"),
    /** The date is missing or is not a date. */
    UNREADABLE_DATE("date missing or unreadable"),
    /** The date lies before or after the log's window. */
    OUTSIDE_WINDOW("outside the window"),
    /** The quantity or the value is missing or is not a number. */
    UNREADABLE_NUMBER("quantity or value unreadable"),
    /** A quantity of zero or less: a return, or a line that bought nothing. */
    QUANTITY_NOT_POSITIVE("quantity zero or negative"),
    /** A value below zero: money back. */
    NEGATIVE_VALUE("value negative"),
    /** The product has no class, or is not in the catalogue. */
    NO_CLASS("product without a class"),
    /** The product's class was left out on purpose. */
    EXCLUDED_CLASS("class left out on purpose"),
    /** The user was left out on purpose. */
    EXCLUDED_USER("user left out on purpose"),
    /** Every mapped column is the same as in another line. */
    DUPLICATE("same line again");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /**
     * Returns the reason in words.
     *
     * @return a few words
     */
    public String text() {
        return text;
    }
}

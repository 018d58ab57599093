package org.foresale.log;

/**
 * The cells of one row of a foreign source, not yet judged; a cell that is missing is a blank text.
 *
 * @param user     user id
 * @param time     an Instant, a LocalDateTime, a LocalDate or a text
 * @param basket   basket id; not looked at where the mapping has no such column
 * @param product  product id
 * @param first    name of the first-level class
 * @param second   name of the second-level class
 * @param third    name of the third-level class
 * @param quantity a Double or a text; not looked at where the mapping has no such column
 * @param value    a Double or a text; not looked at where the mapping has no such column
 */
public record Cells(String user, Object time, String basket, String product, String first, String second, String third,
        Object quantity, Object value) {
}

package org.foresale.notebook;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as HTML: all rows of a short one, the first of a long one, every cell escaped, and its true size. */
final class TableHtml {

    /** A table of the columns of a shop's export is shown in full. */
    private static final int SHORT = 60;
    private static final int ROWS_OF_LONG = 20;
    private static final int MAX_COLUMNS = 30;
    /** Longer texts wrap, but not into a pillar of single words. */
    private static final int LONG_TEXT = 24;
    private static final String WIDE = " style=\"text-align:left;white-space:normal;min-width:13em\"";
    /** Shorter ones stay in one line, such as a figure with its interval: a wide table is pushed sideways. */
    private static final String LINE = ";white-space:nowrap\"";
    private static final int LONGEST_CELL = 500;
    private static final double TWO_DECIMALS_FROM = 10;
    private static final double GROUPED_FROM = 10_000;

    private TableHtml() {
    }

    static String of(Table table) {
        int rows = table.rowCount() <= SHORT ? table.rowCount() : ROWS_OF_LONG;
        int columns = Math.min(table.columnCount(), MAX_COLUMNS);
        StringBuilder html = new StringBuilder("<div style=\"overflow-x:auto\"><table class=\"dataframe ")
                .append(Html.NO_FORMULAS).append("\">");
        if (table.name() != null && !table.name().isBlank()) {
            html.append("<caption style=\"text-align:left;font-weight:bold;white-space:normal\">")
                    .append(cell(table.name())).append("</caption>");
        }
        html.append("<thead><tr>");
        for (int c = 0; c < columns; c++) {
            html.append("<th scope=\"col\"").append(align(table.column(c))).append(";white-space:normal\">")
                    .append(cell(table.column(c).name())).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int r = 0; r < rows; r++) {
            html.append("<tr>");
            for (int c = 0; c < columns; c++) {
                String text = text(table.column(c), r);
                html.append("<td").append(text.length() > LONG_TEXT ? WIDE : align(table.column(c)) + LINE).append('>')
                        .append(cell(text)).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table></div><p><small>").append(size(table, rows, columns)).append("</small></p>");
        return html.toString();
    }

    private static String size(Table table, int rows, int columns) {
        String size = String.format(Locale.ROOT, "%,d rows × %,d columns", table.rowCount(), table.columnCount());
        if (rows < table.rowCount()) {
            size += ", the first " + rows + " rows shown";
        }
        if (columns < table.columnCount()) {
            size += ", the first " + columns + " columns shown";
        }
        return size;
    }

    private static String align(Column<?> column) {
        return " style=\"text-align:" + (column instanceof NumericColumn<?> ? "right" : "left");
    }

    /** Numbers are rounded for reading: at most four decimals, from 10 on two; five digits and more are grouped. */
    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        if (column instanceof NumericColumn<?> numbers) {
            double number = numbers.getDouble(row);
            String decimals = Math.abs(number) >= TWO_DECIMALS_FROM ? "##" : "####";
            String pattern = (Math.abs(number) >= GROUPED_FROM ? "#,##0." : "0.") + decimals;
            return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
        }
        return column.getString(row);
    }

    private static String cell(String text) {
        return Html.escape(text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL) + "…");
    }
}

package org.foresale.notebook;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/**
 * A table as HTML, every cell escaped. One that is wider than its place is scrolled, and its first column and its
 * caption stay.
 */
final class TableHtml {

    /** Makes a table a region of its own that scrolls; its caption is as wide as what is seen of it. */
    static final String SCROLL = "<div style=\"overflow-x:auto;container-type:inline-size\">";

    /** Longer texts wrap, but not into a pillar of single words. */
    private static final int LONG_TEXT = 24;
    private static final String WIDE = "text-align:left;white-space:normal;min-width:13em";
    private static final String NUMBERS = "text-align:right;font-variant-numeric:tabular-nums;";
    private static final String WORDS = "text-align:left;";
    /** In JupyterLab's colour, in that of the report, or in that of any other page. */
    private static final String STAYS = "position:sticky;left:0;"
            + "background:var(--jp-layout-color0,var(--pst-color-background,Canvas));";
    /** Its interval may stand below a figure. */
    private static final Pattern INTERVAL = Pattern.compile("(.+) (\\[[^\\]]*\\])");

    private TableHtml() {
    }

    static String of(Table table) {
        ShownTable shown = ShownTable.of(table);
        List<ShownTable.Shown> columns = shown.columns();
        StringBuilder html = new StringBuilder(SCROLL).append("<table class=\"dataframe ").append(Html.NO_FORMULAS)
                .append("\">");
        if (!shown.title().isBlank()) {
            html.append("<caption style=\"text-align:left;font-weight:bold;white-space:normal\"><span style=\"")
                    .append("display:inline-block;position:sticky;left:0;max-width:100cqi\">")
                    .append(Html.escape(shown.title())).append("</span></caption>");
        }
        html.append("<thead><tr>");
        for (ShownTable.Shown column : columns) {
            html.append("<th scope=\"col\" style=\"").append(column == columns.get(0) ? STAYS : "")
                    .append(column.numbers() ? NUMBERS : WORDS).append("white-space:normal\">")
                    .append(Html.escape(column.name()).replace(" %", "&nbsp;%")).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < shown.rows(); row++) {
            html.append("<tr>");
            for (ShownTable.Shown column : columns) {
                cell(html, column, column.cells().get(row), column == columns.get(0));
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div><p><small>").append(shown.size()).append("</small></p>").toString();
    }

    private static void cell(StringBuilder html, ShownTable.Shown column, String text, boolean first) {
        Matcher interval = INTERVAL.matcher(text);
        boolean wraps = column.numbers() && interval.matches();
        String style = column.numbers() ? NUMBERS + (wraps ? "white-space:normal" : "white-space:nowrap")
                : text.length() > LONG_TEXT ? WIDE : WORDS + "white-space:nowrap";
        html.append(first ? "<th scope=\"row\" style=\"font-weight:normal;" + STAYS : "<td style=\"").append(style)
                .append("\">");
        if (wraps) {
            html.append(Html.escape(interval.group(1))).append(" <span style=\"white-space:nowrap\">")
                    .append(Html.escape(interval.group(2))).append("</span>");
        } else {
            html.append(Html.escape(text));
        }
        html.append(first ? "</th>" : "</td>");
    }
}

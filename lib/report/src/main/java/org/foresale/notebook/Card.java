package org.foresale.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresale.log.internal.Arguments;

/**
 * Shows a model card in a notebook as formatted text instead of Markdown source.
 *
 * <p>It supports what the library's model cards consist of: headings, paragraphs, lists, tables, and characters escaped
 * by a backslash. Everything else is plain text, so no name can become HTML.
 */
public final class Card {

    /** A card stands below the headings of a notebook. */
    private static final int HEADINGS_ABOVE = 2;
    private static final Pattern HEADING = Pattern.compile("(#{1,3}) (.*)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\`*_\\[\\]|#!~$])");
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
    private static final String RULE = "|-";

    private final String markdown;

    private Card(String markdown) {
        this.markdown = markdown;
    }

    /**
     * Returns a card that a notebook can show.
     *
     * @param markdown the card in Markdown, for example from PurchaseModel.card()
     * @return the card
     */
    public static Card of(String markdown) {
        return new Card(Arguments.given("markdown", markdown));
    }

    /**
     * Returns the Markdown of the card.
     *
     * @return the Markdown, as it was given
     */
    @Override
    public String toString() {
        return markdown;
    }

    /** The card as HTML. */
    String html() {
        StringBuilder html = new StringBuilder("<div class=\"").append(Html.NO_FORMULAS).append("\">");
        List<String> block = new ArrayList<>();
        for (String line : (markdown + "\n").split("\n", -1)) {
            if (line.isBlank()) {
                block(html, block);
                block.clear();
            } else {
                block.add(line);
            }
        }
        return html.append("</div>").toString();
    }

    /** Lines that stand together: a heading, a list, a table or a paragraph. */
    private static void block(StringBuilder html, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Matcher heading = HEADING.matcher(lines.get(0));
        if (heading.matches()) {
            int level = HEADINGS_ABOVE + heading.group(1).length();
            html.append("<h").append(level).append('>').append(text(heading.group(2))).append("</h").append(level)
                    .append('>');
            block(html, lines.subList(1, lines.size()));
        } else if (lines.stream().allMatch(line -> line.startsWith("- "))) {
            html.append("<ul>");
            lines.forEach(line -> html.append("<li>").append(text(line.substring(2))).append("</li>"));
            html.append("</ul>");
        } else if (lines.size() > 1 && lines.get(1).startsWith(RULE)) {
            table(html, lines);
        } else {
            html.append("<p>").append(text(String.join(" ", lines))).append("</p>");
        }
    }

    private static void table(StringBuilder html, List<String> lines) {
        html.append(TableHtml.SCROLL).append("<table class=\"dataframe\"><thead>");
        row(html, lines.get(0), "col");
        html.append("</thead><tbody>");
        lines.subList(2, lines.size()).forEach(line -> row(html, line, "row"));
        html.append("</tbody></table></div>");
    }

    /** A row of a table: the cells of its head are headings of columns, the first of others that of their row. */
    private static void row(StringBuilder html, String line, String scope) {
        String[] cells = BAR.split(line.strip(), -1);
        html.append("<tr>");
        // What stands before the first bar and behind the last is no cell.
        for (int i = 1; i < cells.length - 1; i++) {
            String cell = text(cells[i].strip());
            // The corner of a table is no heading.
            boolean heads = !cell.isEmpty() && (scope.equals("col") || i == 1);
            html.append(heads ? "<th scope=\"" + scope + "\"" : "<td").append(" style=\"text-align:left\">")
                    .append(cell).append(heads ? "</th>" : "</td>");
        }
        html.append("</tr>");
    }

    /** The text of a line: what Markdown and HTML had escaped is itself again, then escaped once for a page. */
    private static String text(String line) {
        return Html.escape(ESCAPED.matcher(line).replaceAll("$1").replace("&lt;", "<").replace("&amp;", "&"));
    }
}

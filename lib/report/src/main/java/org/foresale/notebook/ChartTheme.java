package org.foresale.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The look of all charts, filled in where a figure says nothing itself: colours that colour-blind readers tell apart
 * (Okabe and Ito 2008; viridis for areas), margins and legend that leave room on a phone.
 */
final class ChartTheme {

    private static final List<String> OKABE_ITO = List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00",
            "#56B4E9", "#000000");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,6}(\\.0)?");
    private static final int HEIGHT = 420;
    private static final int FONT_SIZE = 14;
    private static final int MAX_STEPS = 12;
    private static final int STANDOFF = 12;

    private ChartTheme() {
    }

    static void apply(ObjectNode figure) {
        ObjectNode layout = (ObjectNode) figure.get("layout");
        OKABE_ITO.forEach(layout.withArrayProperty("colorway")::add);
        layout.put("autosize", true);
        layout.put("height", HEIGHT);
        ObjectNode font = child(layout, "font");
        font.putIfAbsent("family", TextNode.valueOf(
                "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"));
        font.put("size", FONT_SIZE);
        layout.put("paper_bgcolor", "#ffffff");
        layout.put("plot_bgcolor", "#ffffff");
        layout.put("hovermode", "closest");
        ObjectNode margin = child(layout, "margin");
        margin.put("l", 56).put("r", 16).put("t", 56).put("b", 56);
        child(layout, "legend").put("orientation", "h").put("x", 0).put("y", -0.28).put("yanchor", "top")
                .put("traceorder", "normal");
        title(layout);
        axis(child(layout, "xaxis"));
        axis(child(layout, "yaxis"));
        if (countsFewSteps(figure.get("data"))) {
            child(layout, "xaxis").putIfAbsent("dtick", IntNode.valueOf(1));
        }
        for (JsonNode trace : figure.get("data")) {
            if (trace.path("type").asText().equals("heatmap") && !trace.has("colorscale")) {
                ((ObjectNode) trace).put("colorscale", "Viridis");
            }
        }
    }

    /** Whether all x are whole numbers of a short range, such as months or epochs: then each gets its tick. */
    private static boolean countsFewSteps(JsonNode traces) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (JsonNode trace : traces) {
            for (JsonNode x : trace.path("x")) {
                if (!WHOLE.matcher(x.asText()).matches()) {
                    return false;
                }
                least = Math.min(least, x.asDouble());
                most = Math.max(most, x.asDouble());
            }
        }
        return most - least <= MAX_STEPS;
    }

    private static void title(ObjectNode layout) {
        ObjectNode title = child(layout, "title");
        title.put("x", 0.02).put("xref", "container").put("xanchor", "left");
        child(title, "font").put("size", FONT_SIZE + 1).put("weight", "bold");
    }

    private static void axis(ObjectNode axis) {
        axis.put("automargin", true).put("separatethousands", true).put("exponentformat", "none");
        axis.putIfAbsent("gridcolor", TextNode.valueOf("#e0e0e0"));
        axis.putIfAbsent("zerolinecolor", TextNode.valueOf("#b0b0b0"));
        ObjectNode title = child(axis, "title");
        title.put("standoff", STANDOFF);
        child(title, "font").put("size", FONT_SIZE);
    }

    private static ObjectNode child(ObjectNode owner, String key) {
        return owner.get(key) instanceof ObjectNode present ? present : owner.putObject(key);
    }
}

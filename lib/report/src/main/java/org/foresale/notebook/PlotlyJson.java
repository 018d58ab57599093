package org.foresale.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.unbescape.html.HtmlEscape;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A tablesaw-jsplot figure as strict JSON for plotly.js 3 and later.
 *
 * <p>tablesaw-jsplot writes JavaScript for plotly.js 1: unquoted keys, numbers as texts, texts escaped as HTML, titles
 * as plain texts. It is read as data, never run.
 */
final class PlotlyJson {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    /** What a column of doubles is written as, so that "1.0" becomes a number while "007" stays the name of a class. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?|NaN|-?Infinity|null");
    private static final List<String> AXES = List.of("xaxis", "yaxis");
    private static final Set<String> ALWAYS_NAMES = Set.of("text", "labels");
    private static final int SHOWN = 200;

    private PlotlyJson() {
    }

    /** The figure as maps, lists, texts and numbers: keys data, layout and perhaps config. */
    static Map<String, Object> of(Figure figure) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode data = root.putArray("data");
        ObjectNode layout = figure.getLayout() == null ? root.objectNode()
                : (ObjectNode) clean(literal(figure.getLayout().asJavascript()));
        modernTitles(layout);
        Set<String> names = names(layout);
        Trace[] traces = figure.getTraces();
        for (int i = 0; i < traces.length; i++) {
            data.add(object(literal(traces[i].asJavascript(i)), names));
        }
        root.set("layout", layout);
        if (figure.getConfig() != null) {
            root.set("config", clean(literal(figure.getConfig().asJavascript())));
        }
        ChartTheme.apply(root);
        if (figure instanceof DetailedFigure detailed) {
            detailed.addTo(root);
        }
        return LENIENT.convertValue(root, new TypeReference<Map<String, Object>>() {
        });
    }

    /** The title of a figure that {@link #of} made, as plain text; "untitled" if it has none. */
    static String title(Map<String, Object> figure) {
        JsonNode text = LENIENT.valueToTree(figure).at("/layout/title/text");
        return text.isTextual() ? HtmlEscape.unescapeHtml(text.asText()) : "untitled";
    }

    private static JsonNode literal(String javascript) {
        String object = javascript.substring(javascript.indexOf('{')).trim();
        object = object.endsWith(";") ? object.substring(0, object.length() - 1) : object;
        try {
            return LENIENT.readTree(escapeNames(object));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this figure cannot be shown: "
                    + e.getOriginalMessage() + " in: " + object.substring(0, Math.min(SHOWN, object.length())), e);
        }
    }

    /**
     * Names stand in single quotes, with quotation marks as HTML but backslashes and line ends as they are; data stand
     * in double quotes, escaped already.
     */
    private static String escapeNames(String javascript) {
        StringBuilder escaped = new StringBuilder(javascript.length());
        boolean inName = false;
        boolean inData = false;
        for (int i = 0; i < javascript.length(); i++) {
            char c = javascript.charAt(i);
            if (inName && (c == '\\' || c < ' ')) {
                escaped.append(String.format("\\u%04x", (int) c));
                continue;
            }
            if (inData && c == '\\') {
                escaped.append(c).append(javascript.charAt(++i));
                continue;
            }
            inName = c == '\'' && !inData ? !inName : inName;
            inData = c == '"' && !inName ? !inData : inData;
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** The keys of a trace whose arrays hold names, also where they look like numbers. */
    private static Set<String> names(ObjectNode layout) {
        Set<String> names = new HashSet<>(ALWAYS_NAMES);
        AXES.stream().filter(axis -> layout.path(axis).path("type").asText().equals("category"))
                .forEach(axis -> names.add(axis.substring(0, 1)));
        return names;
    }

    private static JsonNode clean(JsonNode node) {
        if (node.isObject()) {
            return object(node, Set.of());
        }
        if (node.isArray()) {
            return array(node, false);
        }
        if (node.isFloatingPointNumber()) {
            return number(node.asDouble());
        }
        return node.isTextual() ? TextNode.valueOf(literalText(HtmlEscape.unescapeHtml(node.asText()))) : node;
    }

    private static ObjectNode object(JsonNode node, Set<String> names) {
        ObjectNode cleaned = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(entry -> cleaned.set(entry.getKey(), value(entry.getKey(), entry.getValue(), names)));
        dropEmptyBins(cleaned, "nbinsx", "autobinx");
        dropEmptyBins(cleaned, "nbinsy", "autobiny");
        if (cleaned.path("opacity").isTextual()) {
            cleaned.put("opacity", Double.parseDouble(cleaned.get("opacity").asText()));
        }
        return cleaned;
    }

    private static JsonNode value(String key, JsonNode node, Set<String> names) {
        if (node.isTextual() && key.endsWith("format")) {
            // How numbers are written, where a dollar stands for a currency.
            return TextNode.valueOf(HtmlEscape.unescapeHtml(node.asText()));
        }
        return node.isArray() ? array(node, names.contains(key)) : clean(node);
    }

    /**
     * plotly.js takes some HTML in any text for markup, and what stands between dollars for a formula where a page has
     * MathJax; written so, it shows the text as it is.
     */
    static String literalText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("$", "&#36;");
    }

    /** An array of data, where no text is escaped as HTML; unless it has names, texts become numbers again. */
    private static ArrayNode array(JsonNode node, boolean names) {
        boolean numbers = !names && !node.isEmpty();
        for (JsonNode element : node) {
            numbers &= element.isTextual() && NUMBER.matcher(element.asText()).matches();
        }
        ArrayNode cleaned = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : node) {
            if (element.isTextual()) {
                cleaned.add(numbers ? number(element.asText()) : TextNode.valueOf(literalText(element.asText())));
            } else {
                cleaned.add(clean(element));
            }
        }
        return cleaned;
    }

    private static JsonNode number(String text) {
        return text.equals("null") ? NullNode.instance : number(Double.parseDouble(text));
    }

    private static JsonNode number(double value) {
        return Double.isFinite(value) ? DoubleNode.valueOf(value) : NullNode.instance;
    }

    /** A number of bins of 0 means "choose", which plotly.js takes literally. */
    private static void dropEmptyBins(ObjectNode trace, String bins, String automatic) {
        if (trace.path(bins).isNumber() && trace.get(bins).asInt() == 0) {
            trace.remove(List.of(bins, automatic));
        }
    }

    /** A title is an object since plotly.js 3; the fixed width gives way to the page's. */
    private static void modernTitles(ObjectNode layout) {
        titleAsObject(layout);
        layout.remove(List.of("width", "autosize"));
        AXES.stream().map(layout::get).filter(axis -> axis instanceof ObjectNode)
                .forEach(axis -> titleAsObject((ObjectNode) axis));
    }

    private static void titleAsObject(ObjectNode owner) {
        JsonNode title = owner.get("title");
        if (title != null && title.isTextual()) {
            ObjectNode object = owner.putObject("title").put("text", title.asText());
            JsonNode font = owner.remove("titlefont");
            if (font != null) {
                object.set("font", font);
            }
        }
    }
}

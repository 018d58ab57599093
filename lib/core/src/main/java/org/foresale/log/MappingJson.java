package org.foresale.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.foresale.log.internal.OneLine;

/** A column mapping as a text of JSON, and back; a text from outside is not believed before it is checked. */
final class MappingJson {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String CLASSES = "classes";
    private static final String TIME_FORMAT = "timeFormat";
    private static final String ZONE = "zone";
    private static final String NUMBERS = "numbers";
    private static final String ONLY = "only";
    private static final String WITHOUT = "without";
    private static final String CLASS_CODE = "classesIn";
    private static final String CLASS_SEPARATOR = "classSeparator";
    private static final String CLASS_WORDS = "classesOfWords";
    private static final String FILLED_DOWN = "filledDown";
    private static final String LAYOUT = "layout";
    private static final String VALUE = "value";
    private static final String UNIT_PRICE = "unitPrice";
    private static final Map<String, Role> ROLES = new TreeMap<>(Map.of("user", Role.USER, "time", Role.TIME,
            "product", Role.PRODUCT, "basket", Role.BASKET, "quantity", Role.QUANTITY, VALUE, Role.VALUE));

    private MappingJson() {
    }

    static String write(ColumnMapping mapping) {
        ObjectNode json = JSON.createObjectNode();
        mapping.roles().forEach((role, column) -> ROLES.forEach((key, ofKey) -> {
            if (role == ofKey) {
                json.put(mapping.hasUnitPrices() && role == Role.VALUE ? UNIT_PRICE : key, column);
            }
        }));
        switch (mapping.classRule().kind()) {
            case PARTS -> json.put(CLASS_CODE, mapping.classes().get(0))
                    .put(CLASS_SEPARATOR, mapping.classRule().separator());
            case WORDS -> json.put(CLASS_WORDS, mapping.classes().get(0));
            case CELLS -> mapping.classes().forEach(json.withArray(CLASSES)::add);
            default -> throw new IllegalStateException(mapping.classRule().toString());
        }
        mapping.timeFormat().ifPresent(format -> json.put(TIME_FORMAT, format));
        mapping.zone().ifPresent(zone -> json.put(ZONE, zone.getId()));
        if (mapping.numbers() != NumberStyle.PLAIN) {
            json.put(NUMBERS, mapping.numbers().name().toLowerCase(Locale.ROOT));
        }
        for (LineFilter filter : mapping.filters()) {
            ObjectNode one = json.withArray(filter.only() ? ONLY : WITHOUT).addObject();
            one.put("column", filter.column());
            filter.values().forEach(one.withArray("values")::add);
        }
        if (mapping.isFilledDown()) {
            json.put(FILLED_DOWN, true);
        }
        if (!mapping.layout().equals(FileLayout.guessed())) {
            LayoutJson.write(mapping.layout(), json.putObject(LAYOUT));
        }
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mapping is always JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a mapping.
     *
     * @param text   the text
     * @param source where it comes from, for messages
     * @throws ForesaleException if it is none; the message says why
     */
    static ColumnMapping read(String text, String source) {
        try {
            // Some editors begin a file with a byte-order mark.
            JsonNode json = JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (json == null || !json.isObject()) {
                throw new IllegalArgumentException("it is not a JSON object in { }");
            }
            return mapping((ObjectNode) json);
        } catch (JsonProcessingException e) {
            throw refused(source, OneLine.of(String.valueOf(e.getOriginalMessage())), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(source, e.getMessage(), e);
        }
    }

    private static ForesaleException refused(String source, String why, Exception cause) {
        return new ForesaleException(source + " is not a column mapping: " + why + ". A mapping has the form {\"user\":"
                + " …,"
                + " \"time\": …, \"product\": …, \"classes\": [\"…\", \"…\", \"…\"]}, optionally with basket, quantity,"
                + " value or unitPrice, timeFormat, zone, numbers, only, without, filledDown and layout. Instead of"
                + " classes, it may have classesIn with classSeparator, or classesOfWords.", cause);
    }

    private static ColumnMapping mapping(ObjectNode json) {
        Map<Role, String> roles = new EnumMap<>(Role.class);
        Optional<String> format = Optional.empty();
        Optional<ZoneId> zone = Optional.empty();
        NumberStyle numbers = NumberStyle.PLAIN;
        List<LineFilter> filters = new ArrayList<>();
        List<ClassRule> rules = new ArrayList<>();
        boolean filledDown = false;
        Optional<String> unitPrice = Optional.empty();
        FileLayout layout = FileLayout.guessed();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String key = field.getKey();
            JsonNode value = field.getValue();
            if (ROLES.containsKey(key)) {
                roles.put(ROLES.get(key), text(key, value));
            } else {
                switch (key) {
                    case CLASSES -> rules.add(classes(texts(key, value), roles, ClassRule.cells()));
                    case CLASS_CODE -> rules.add(classes(List.of(text(key, value)), roles,
                            ClassRule.parts(text(CLASS_SEPARATOR, json.path(CLASS_SEPARATOR)))));
                    case CLASS_SEPARATOR -> text(CLASS_CODE, json.path(CLASS_CODE));
                    case CLASS_WORDS -> rules.add(classes(List.of(text(key, value)), roles, ClassRule.words()));
                    case UNIT_PRICE -> unitPrice = Optional.of(unitPrice(text(key, value), json));
                    case FILLED_DOWN -> filledDown = flag(key, value);
                    case LAYOUT -> layout = LayoutJson.read(value);
                    case TIME_FORMAT -> format = Optional.of(text(key, value));
                    case ZONE -> zone = Optional.of(ZoneId.of(text(key, value)));
                    case NUMBERS -> numbers = style(text(key, value));
                    case ONLY, WITHOUT -> filters.addAll(filters(key, value));
                    default -> throw new IllegalArgumentException("a mapping has no field \"" + OneLine.of(key) + "\"");
                }
            }
        }
        for (Role role : Role.values()) {
            if (role.isNeeded() && !roles.containsKey(role)) {
                throw new IllegalArgumentException("the " + role.text() + " is missing");
            }
        }
        if (rules.size() > 1) {
            throw new IllegalArgumentException("the classes are given in " + rules.size() + " ways, but one is needed");
        }
        ColumnMapping mapping = ColumnMapping.of(roles).withNumbers(numbers).with(rules.get(0)).withLayout(layout);
        mapping = unitPrice.isPresent() ? mapping.withUnitPrice(unitPrice.get()) : mapping;
        mapping = format.isPresent() ? mapping.withTimeFormat(format.get()) : mapping;
        mapping = zone.isPresent() ? mapping.withZone(zone.get()) : mapping;
        for (LineFilter filter : filters) {
            mapping = mapping.with(filter);
        }
        return filledDown ? filledDown(mapping) : mapping;
    }

    private static ClassRule classes(List<String> columns, Map<Role, String> roles, ClassRule rule) {
        if (columns.size() != 1 && columns.size() != Role.CLASSES.size()) {
            throw new IllegalArgumentException("\"classes\" names " + columns.size() + " columns, not three or one");
        }
        for (int level = 0; level < Role.CLASSES.size(); level++) {
            roles.put(Role.CLASSES.get(level), columns.get(Math.min(level, columns.size() - 1)));
        }
        return rule;
    }

    private static String unitPrice(String column, ObjectNode json) {
        if (json.has(VALUE)) {
            throw new IllegalArgumentException("it has both a \"value\" and a \"unitPrice\", but only one of them is"
                    + " allowed");
        }
        return column;
    }

    private static ColumnMapping filledDown(ColumnMapping mapping) {
        if (mapping.basket().isEmpty()) {
            throw new IllegalArgumentException("\"filledDown\" needs a \"basket\", by which the lines of an order are"
                    + " recognized");
        }
        return mapping.withFilledDown();
    }

    static boolean flag(String key, JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("\"" + key + "\" must be true or false, not "
                    + OneLine.of(value.toString()));
        }
        return value.booleanValue();
    }

    private static NumberStyle style(String name) {
        try {
            return NumberStyle.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"numbers\" must be plain, point or comma, not \"" + OneLine.of(name)
                    + "\"",
                    e);
        }
    }

    private static List<LineFilter> filters(String key, JsonNode value) {
        List<LineFilter> filters = new ArrayList<>();
        for (JsonNode one : array(key, value)) {
            if (!one.isObject() || one.size() != 2 || !one.has("column") || !one.has("values")) {
                throw new IllegalArgumentException("\"" + key
                        + "\" must have the form [{\"column\": …, \"values\": [\"…\"]}]");
            }
            filters.add(new LineFilter(text("column", one.get("column")), texts("values", one.get("values")),
                    key.equals(ONLY)));
        }
        return filters;
    }

    static String text(String key, JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a text in quotation marks, not "
                    + OneLine.of(value.toString()));
        }
        return value.textValue();
    }

    private static ArrayNode array(String key, JsonNode value) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("\"" + key + "\" must be a list in [ ], not "
                    + OneLine.of(value.toString()));
        }
        return (ArrayNode) value;
    }

    static List<String> texts(String key, JsonNode value) {
        List<String> texts = new ArrayList<>();
        array(key, value).forEach(one -> texts.add(text(key, one)));
        return texts;
    }
}

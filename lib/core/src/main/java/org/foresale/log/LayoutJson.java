package org.foresale.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.foresale.log.internal.OneLine;

/** The layout of a file as an object of JSON, and back. */
final class LayoutJson {

    private static final String ENCODING = "encoding";
    private static final String SEPARATOR = "separator";
    private static final String COLUMNS = "columns";
    private static final String SKIPPED = "skippedLines";
    private static final String SHEETS = "sheets";
    private static final String PARTITIONS = "partitions";

    private LayoutJson() {
    }

    /** Puts what is said of a file into an object. */
    static void write(FileLayout layout, ObjectNode json) {
        layout.encoding().ifPresent(name -> json.put(ENCODING, name));
        layout.separator().ifPresent(sign -> json.put(SEPARATOR, sign.toString()));
        layout.columns().forEach(json.withArray(COLUMNS)::add);
        if (layout.skippedLines() > 0) {
            json.put(SKIPPED, layout.skippedLines());
        }
        layout.sheets().forEach(json.withArray(SHEETS)::add);
        if (layout.partitions()) {
            json.put(PARTITIONS, true);
        }
        if (json.path(COLUMNS).isEmpty()) {
            json.remove(COLUMNS);
        }
        if (json.path(SHEETS).isEmpty()) {
            json.remove(SHEETS);
        }
    }

    /**
     * Reads a layout.
     *
     * @throws IllegalArgumentException if it is none
     */
    static FileLayout read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("\"layout\" must be an object in { }, not "
                    + OneLine.of(json.toString()));
        }
        FileLayout layout = FileLayout.guessed();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String key = field.getKey();
            JsonNode value = field.getValue();
            layout = switch (key) {
                case ENCODING -> layout.withEncoding(MappingJson.text(key, value));
                case SEPARATOR -> layout.withSeparator(sign(MappingJson.text(key, value)));
                case COLUMNS -> layout.withColumns(MappingJson.texts(key, value).toArray(String[]::new));
                case SKIPPED -> layout.withSkippedLines(number(value));
                case SHEETS -> layout.withSheets(MappingJson.texts(key, value).toArray(String[]::new));
                case PARTITIONS -> MappingJson.flag(key, value) ? layout.withPartitions() : layout;
                default -> throw new IllegalArgumentException("a layout has no field \"" + OneLine.of(key) + "\"");
            };
        }
        return layout;
    }

    private static char sign(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("\"separator\" must be one character, not \"" + OneLine.of(text) + "\"");
        }
        return text.charAt(0);
    }

    private static int number(JsonNode value) {
        if (!value.isInt()) {
            throw new IllegalArgumentException("\"" + SKIPPED + "\" must be a whole number, not "
                    + OneLine.of(value.toString()));
        }
        return value.intValue();
    }
}

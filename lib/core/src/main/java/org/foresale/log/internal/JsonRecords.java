package org.foresale.log.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.foresale.log.ForesaleException;

/**
 * A file of JSON objects, one after the other as in JSON lines or in one array, which are written to a file of cells.
 * The fields of an object within an object are columns of both names, such as customer.id; what an object lacks, or
 * has as null, is blank. What is no cell, such as a list, is refused in a column that is used; of any other, a mark is
 * left.
 */
final class JsonRecords {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int MAX_COLUMNS = 1_000;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_FAULT = 200;
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");
    /** What stands for a list that is not looked at. */
    private static final String LIST = "[…]";

    private final Path file;
    private final Path origin;
    private final Set<String> used;
    private final Set<String> commas;
    private long record;

    /**
     * Records of a file.
     *
     * @param file   the file
     * @param origin what people know it by
     * @param used   the columns that will be read; none if that is not known yet
     * @param commas those whose numbers are to be written with a comma before the decimals
     */
    JsonRecords(Path file, Path origin, Set<String> used, Set<String> commas) {
        this.file = file;
        this.origin = origin;
        this.used = used;
        this.commas = commas;
    }

    /** What to do with an object. */
    private interface Action {
        void take(Map<String, String> cells) throws IOException;
    }

    /**
     * Writes the objects to a file of cells.
     *
     * @param cells the file to make
     * @return how many objects there are
     * @throws ForesaleException if the file is damaged, or holds something else; the message has the line
     */
    long write(Path cells) {
        Map<String, String> columns = new LinkedHashMap<>();
        each(object -> {
            object.keySet().stream().filter(name -> used.isEmpty() || used.contains(name)
                    || columns.size() < MAX_COLUMNS / 2).forEach(name -> columns.put(name, ""));
            if (columns.size() > MAX_COLUMNS) {
                throw new ForesaleException("The objects in the file " + origin + " have more than " + MAX_COLUMNS
                        + " different field names. Are values used as field names?");
            }
        });
        if (columns.isEmpty()) {
            throw new ForesaleException("The file " + origin + " is empty. It should contain one JSON object for each"
                    + " line of the log.");
        }
        List<String> names = List.copyOf(columns.keySet());
        try (CellsFile out = new CellsFile(cells)) {
            out.add(names);
            each(object -> out.add(names.stream().map(name -> object.getOrDefault(name, "")).toList()));
            return out.rows() - 1;
        } catch (IOException e) {
            Interrupts.passOn("the file " + origin, e);
            throw new ForesaleException("The file " + origin + " cannot be decompressed: " + e.getMessage() + ". Is"
                    + " there space in the temporary folder?", e);
        }
    }

    private void each(Action action) {
        record = 0;
        try (InputStream in = CsvShape.open(file);
                JsonParser parser = JSON.createParser(in)) {
            boolean inArray = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token == JsonToken.START_OBJECT) {
                    record++;
                    Map<String, String> cells = new LinkedHashMap<>();
                    fields(parser, "", cells);
                    action.take(cells);
                } else if (token != JsonToken.END_ARRAY || !inArray) {
                    throw refused(parser, OneLine.of(parser.getText()) + " was found where an object in { } was"
                            + " expected");
                }
            }
        } catch (JsonProcessingException e) {
            String fault = String.valueOf(e.getOriginalMessage());
            throw new ForesaleException("The file " + origin + place(e.getLocation()) + ": " + (Damage.isCut(e)
                    ? "the text ends inside an object or array, so the file is truncated. Nothing was loaded. Copy or"
                    + " export it again."
                    : OneLine.of(fault, LONGEST_FAULT).replaceFirst("[.\\s]+$", "") + ". Nothing was loaded. Correct"
                    + " the line, or export the file again."), e);
        } catch (IOException e) {
            throw CsvShape.unreadable(origin, e);
        }
    }

    private void fields(JsonParser parser, String before, Map<String, String> cells) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = before + parser.currentName();
            if (name.length() > LONGEST_NAME) {
                throw refused(parser, "a field name has more than " + LONGEST_NAME + " characters");
            }
            JsonToken value = parser.nextToken();
            boolean isUsed = used.contains(name);
            if (value == JsonToken.START_OBJECT) {
                if (isUsed) {
                    throw refused(parser, "the field " + OneLine.of(name) + " contains an object in { }. Map one of its"
                            + " fields, such as " + OneLine.of(name) + ".id, or write the same kind of value in all"
                            + " lines");
                }
                fields(parser, name + ".", cells);
            } else if (value == JsonToken.START_ARRAY) {
                if (isUsed || used.stream().anyMatch(column -> column.startsWith(name + "."))) {
                    throw refused(parser, "the field " + OneLine.of(name) + " contains a list. Write one object for"
                            + " each product in an order");
                }
                parser.skipChildren();
                put(parser, cells, name, LIST);
            } else if (value == JsonToken.VALUE_NULL) {
                cells.putIfAbsent(name, "");
            } else {
                put(parser, cells, name, text(parser, value, name));
            }
        }
    }

    private void put(JsonParser parser, Map<String, String> cells, String name, String text) {
        if (cells.put(name, text) != null) {
            throw refused(parser, "an object has two fields named " + OneLine.of(name));
        }
    }

    private String text(JsonParser parser, JsonToken value, String name) throws IOException {
        if (!value.isNumeric()) {
            return whole(parser, parser.getText(), name);
        }
        try {
            String number = Texts.ofNumber(parser.getText());
            return commas.contains(name) ? number.replace('.', ',') : number;
        } catch (NumberFormatException e) {
            if (!used.contains(name)) {
                return parser.getText();
            }
            throw refused(parser, "the field " + OneLine.of(name) + " contains a number that is too large: "
                    + OneLine.of(parser.getText()));
        }
    }

    /** Half a character, such as one of the two codes of an emoji, is no text: other readers refuse it as well. */
    private String whole(JsonParser parser, String text, String name) {
        OptionalInt half = text.codePoints().filter(code -> code >= Character.MIN_SURROGATE
                && code <= Character.MAX_SURROGATE).findFirst();
        if (half.isPresent() && used.contains(name)) {
            throw refused(parser, String.format(Locale.ROOT, "the field %s contains \\u%04x, which is half a character."
                    + " A text was probably cut inside an emoji", OneLine.of(name), half.getAsInt()));
        }
        return half.isEmpty() ? text : HALF.matcher(text).replaceAll("\uFFFD");
    }

    private String place(JsonLocation location) {
        return (location == null ? "" : ", line " + location.getLineNr())
                + (record == 0 ? "" : ", record " + record);
    }

    private ForesaleException refused(JsonParser parser, String why) {
        return new ForesaleException("The file " + origin + place(parser.currentTokenLocation()) + ": " + why + "."
                + " Nothing was loaded.");
    }
}

package org.foresale.log.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.foresale.log.ForesaleException;

/**
 * A file of JSON objects, one after the other as in JSON lines or in one array, which are written to a file of cells.
 * The fields of an object within an object are columns of both names, such as customer.id; what an object lacks, or
 * has as null, is blank.
 */
final class JsonRecords {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int MAX_COLUMNS = 1_000;
    private static final int LONGEST_NAME = 1_000;

    private final Path file;
    private final Path origin;
    private final Set<String> commas;

    JsonRecords(Path file, Path origin, Set<String> commas) {
        this.file = file;
        this.origin = origin;
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
            columns.putAll(object);
            if (columns.size() > MAX_COLUMNS) {
                throw new ForesaleException("The objects in the file " + origin + " have more than " + MAX_COLUMNS
                        + " names of fields. Is the data where its names should be?");
            }
        });
        if (columns.isEmpty()) {
            throw new ForesaleException("The file " + origin + " is empty: it should hold one JSON object for each line"
                    + " of the log.");
        }
        List<String> names = List.copyOf(columns.keySet());
        try (CellsFile out = new CellsFile(cells)) {
            out.add(names);
            each(object -> out.add(names.stream().map(name -> object.getOrDefault(name, "")).toList()));
            return out.rows() - 1;
        } catch (IOException e) {
            Interrupts.passOn("the file " + origin, e);
            throw new ForesaleException("The file " + origin + " cannot be unpacked: " + e.getMessage()
                    + ". Is there room in the temporary folder?", e);
        }
    }

    private void each(Action action) {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream in = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(bytes)
                        : bytes;
                JsonParser parser = JSON.createParser(in)) {
            boolean inArray = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token == JsonToken.START_OBJECT) {
                    Map<String, String> cells = new LinkedHashMap<>();
                    fields(parser, "", cells);
                    action.take(cells);
                } else if (token != JsonToken.END_ARRAY || !inArray) {
                    throw refused(parser, "there is " + OneLine.of(parser.getText()) + ", which is no object in { }");
                }
            }
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new ForesaleException("The file " + origin + line + ": "
                    + OneLine.of(String.valueOf(e.getOriginalMessage())) + " Nothing of the file is taken. Mend the"
                    + " line, or export it again.", e);
        } catch (IOException e) {
            Interrupts.passOn("the file " + origin, e);
            throw new ForesaleException("The file " + origin + " is damaged or cut short: " + e.getMessage()
                    + ". Nothing of it is taken. Copy or export it again.", e);
        }
    }

    private void fields(JsonParser parser, String before, Map<String, String> cells) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = before + parser.currentName();
            if (name.length() > LONGEST_NAME) {
                throw refused(parser, "a field has a name of more than " + LONGEST_NAME + " letters");
            }
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                fields(parser, name + ".", cells);
            } else if (value == JsonToken.START_ARRAY) {
                throw refused(parser, "the field " + OneLine.of(name) + " holds a list. Write one object for each"
                        + " product in an order");
            } else if (value == JsonToken.VALUE_NULL) {
                cells.putIfAbsent(name, "");
            } else if (cells.put(name, text(parser, value, name)) != null) {
                throw refused(parser, "there are two fields " + OneLine.of(name));
            }
        }
    }

    private String text(JsonParser parser, JsonToken value, String name) throws IOException {
        return value.isNumeric() && commas.contains(name) ? parser.getText().replace('.', ',') : parser.getText();
    }

    private ForesaleException refused(JsonParser parser, String why) {
        return new ForesaleException("The file " + origin + ", line " + parser.currentTokenLocation().getLineNr() + ": "
                + why + ". Nothing of the file is taken.");
    }
}

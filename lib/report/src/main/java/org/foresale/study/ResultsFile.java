package org.foresale.study;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.foresale.log.internal.Interrupts;
import org.foresale.log.internal.NewFile;
import org.foresale.study.Results.Figure;

/**
 * The JSON of results. What is read is what can have been written: a number is a number, null only stands for NaN, and
 * the end of an interval, which JSON has no number for if it is infinite, is then the text "Infinity" or "-Infinity".
 */
final class ResultsFile {

    private static final int FORMAT = 1;
    private static final String NETWORKS = "networks";
    private static final long LARGEST = 20_000_000;
    private static final String REMEDY = ": make the file anew, with environment/report --save";
    private static final Set<String> INFINITE = Set.of("Infinity", "-Infinity");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private ResultsFile() {
    }

    static void write(Results results, Path file) {
        try {
            NewFile.replace(file, partial -> Files.writeString(partial, json(results)));
        } catch (IOException e) {
            Interrupts.passOn("the results " + file, e);
            throw new UncheckedIOException("the results cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    /** One entry a line, so that versions of a file are easily compared line by line. */
    private static String json(Results results) {
        return "{\n\"format\": " + FORMAT + ",\n\"name\": " + text(results.name()) + ",\n"
                + section("origin", results.origin().facts(), ResultsFile::text) + ",\n"
                + section("counts", results.counts(), Object::toString) + ",\n"
                + section("figures", results.figures(), ResultsFile::figure) + ",\n"
                + section("sentences", results.sentences(), ResultsFile::text)
                + (results.networks().isEmpty() ? "" : ",\n" + networks(results)) + "\n}\n";
    }

    private static String networks(Results results) {
        return text(NETWORKS) + ": [\n"
                + String.join(",\n", results.networks().stream().map(ResultsFile::text).toList()) + "\n]";
    }

    private static <T> String section(String title, Map<String, T> entries, Function<T, String> value) {
        return text(title) + ": {\n" + String.join(",\n", entries.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ": " + value.apply(entry.getValue())).toList()) + "\n}";
    }

    private static String text(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every text can be written as JSON", e);
        }
    }

    private static String figure(Figure figure) {
        StringBuilder json = new StringBuilder("{\"value\": ").append(number(figure.value()));
        figure.more().forEach((key, number) ->
                json.append(", ").append(text(key)).append(": ").append(number(number)));
        return json.append(", \"tolerance\": ").append(figure.tolerance()).append('}').toString();
    }

    private static String number(double number) {
        return Double.isNaN(number) ? "null" : Double.isInfinite(number) ? text(Double.toString(number))
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    static Results read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("the file " + file + " is larger than any results file" + REMEDY);
            }
            JsonNode root = JSON.readTree(Files.readString(file));
            requireFormat(file, root.path("format"));
            return results(root);
        } catch (UnexpectedValueException e) {
            throw new IllegalArgumentException("in the file " + file + ", " + e.getMessage() + REMEDY, e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the file " + file + " is no JSON: " + e.getOriginalMessage() + REMEDY,
                    e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file " + file + " is no text in UTF-8" + REMEDY, e);
        } catch (IOException e) {
            Interrupts.passOn("the results " + file, e);
            throw new UncheckedIOException("the results " + file + " cannot be read: " + e.getMessage() + REMEDY, e);
        }
    }

    private static void requireFormat(Path file, JsonNode format) {
        if (!format.isInt()) {
            throw new IllegalArgumentException("the file " + file + " is no results file: its format is "
                    + found(format) + ", not " + FORMAT + REMEDY);
        }
        if (format.intValue() != FORMAT) {
            throw new IllegalArgumentException("the file " + file + " is a results file of version " + format
                    + ", but this library reads version " + FORMAT + REMEDY);
        }
    }

    private static Results results(JsonNode root) {
        return new Results(text("name", root.path("name")), new Origin(entries(root, "origin", ResultsFile::text)),
                entries(root, "counts", ResultsFile::count), entries(root, "figures", ResultsFile::figure),
                entries(root, "sentences", ResultsFile::text), networks(root.path(NETWORKS)));
    }

    /** What earlier versions wrote names none. */
    private static Set<String> networks(JsonNode node) {
        if (node.isMissingNode()) {
            return Set.of();
        }
        if (!node.isArray()) {
            throw unexpected(NETWORKS, node, "a list of names");
        }
        Set<String> names = new TreeSet<>();
        node.forEach(name -> names.add(text(NETWORKS, name)));
        return names;
    }

    private interface Reader<T> {

        T read(String what, JsonNode node);
    }

    private static <T> Map<String, T> entries(JsonNode root, String section, Reader<T> reader) {
        JsonNode node = root.path(section);
        if (!node.isObject()) {
            throw unexpected(section, node, "names with values");
        }
        Map<String, T> entries = new LinkedHashMap<>();
        node.properties().forEach(field -> entries.put(field.getKey(),
                reader.read(section + " / " + field.getKey(), field.getValue())));
        return entries;
    }

    private static String text(String what, JsonNode node) {
        if (!node.isTextual()) {
            throw unexpected(what, node, "a text");
        }
        return node.textValue();
    }

    private static Long count(String what, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw unexpected(what, node, "a whole number");
        }
        return node.longValue();
    }

    private static Figure figure(String what, JsonNode node) {
        if (!node.isObject()) {
            throw unexpected(what, node, "a figure with value and tolerance");
        }
        Map<String, Double> more = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!Set.of("value", "tolerance").contains(field.getKey())) {
                more.put(field.getKey(), beside(what + " / " + field.getKey(), field.getValue()));
            }
        });
        double value = numberOrNaN(what + " / value", node.path("value"));
        double tolerance = number(what + " / tolerance", node.path("tolerance"));
        try {
            return new Figure(value, more, tolerance);
        } catch (IllegalArgumentException e) {
            throw new UnexpectedValueException("of \"" + what + "\", " + e.getMessage());
        }
    }

    private static double beside(String what, JsonNode node) {
        return node.isTextual() && INFINITE.contains(node.textValue()) ? Double.parseDouble(node.textValue())
                : numberOrNaN(what, node);
    }

    private static double numberOrNaN(String what, JsonNode node) {
        return node.isNull() ? Double.NaN : number(what, node);
    }

    private static double number(String what, JsonNode node) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw unexpected(what, node, "a number");
        }
        return node.doubleValue();
    }

    private static UnexpectedValueException unexpected(String what, JsonNode node, String wanted) {
        return new UnexpectedValueException("\"" + what + "\" is " + found(node) + ", not " + wanted);
    }

    private static String found(JsonNode node) {
        String shown = node.isMissingNode() ? "missing" : node.toString();
        return shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
    }

    /** What is no results file's; the file's name is put before it. */
    private static final class UnexpectedValueException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnexpectedValueException(String message) {
            super(message);
        }
    }
}

package org.foresale.learn;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.OneLine;

/**
 * Holds a predictor as named parts of bytes, from which it can be saved and read again.
 *
 * <p>Names are lower-case words with dots and dashes, with slashes for folders, such as {@code network/weights.bin}.
 * Readers do not trust the bytes: parts that do not fit are rejected.
 */
public final class PredictorParts {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*(/[a-z0-9]+([.-][a-z0-9]+)*)*");
    private static final int LONGEST_NAME = 200;
    private static final String KIND = "kind.json";
    /** Of a part that is JSON; millions of small objects fit into few bytes. */
    private static final int MAX_TOKENS = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<String, byte[]> files;

    private PredictorParts(Map<String, byte[]> files) {
        this.files = files;
    }

    /**
     * Returns parts of a kind, to which nothing has been added yet.
     *
     * @param kind the kind of predictor, such as "network"
     * @return the parts
     */
    public static PredictorParts of(String kind) {
        return new PredictorParts(new TreeMap<>()).withJson(KIND, Arguments.text("kind of predictor", kind));
    }

    /**
     * Returns parts that were saved.
     *
     * @param files bytes by name
     * @return the parts
     * @throws ForesaleException if a name is not allowed, or if the kind is missing
     */
    public static PredictorParts of(Map<String, byte[]> files) {
        return checked(copy(files));
    }

    private static PredictorParts checked(Map<String, byte[]> files) {
        for (String name : files.keySet()) {
            if (!isName(name)) {
                throw new ForesaleException("\"" + shown(name) + "\" is not a valid name for a part of a model");
            }
        }
        PredictorParts parts = new PredictorParts(files);
        parts.kind();
        return parts;
    }

    /**
     * Checks whether a name is allowed for a part.
     *
     * @param name the name
     * @return true for lower-case words with dots and dashes, with slashes for folders, of at most 200 characters
     */
    public static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /**
     * Returns a copy with one more part.
     *
     * @param name  its name
     * @param bytes its bytes
     * @return the new parts
     * @throws IllegalArgumentException if the name is not allowed or taken
     */
    public PredictorParts with(String name, byte[] bytes) {
        if (!isName(name) || files.containsKey(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is not a valid name for a part, or is taken");
        }
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put(name, bytes.clone());
        return new PredictorParts(more);
    }

    /**
     * Returns a copy with one more part that is a value as JSON.
     *
     * @param name  its name
     * @param value a record, map, list, number or text
     * @return the new parts
     * @throws IllegalArgumentException if the name is not allowed or taken, or if the value cannot be written as JSON
     */
    public PredictorParts withJson(String name, Object value) {
        try {
            return with(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(Arguments.given("value", value)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Returns a copy with one more part that is an array of little-endian floats.
     *
     * @param name   its name
     * @param values the numbers
     * @return the new parts
     * @throws IllegalArgumentException if the name is not allowed or taken
     */
    public PredictorParts withFloats(String name, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return with(name, bytes.array());
    }

    /**
     * Returns a part that is an array of little-endian floats. Memory is allocated only after their number has been
     * checked.
     *
     * @param name     its name
     * @param expected the expected number of floats
     * @param largest  the largest allowed absolute value
     * @return the numbers
     * @throws ForesaleException if there is no such part, if the number of floats differs, or if one is NaN or has a
     *     larger absolute value
     */
    public float[] floats(String name, long expected, float largest) {
        byte[] bytes = bytes(name);
        if (bytes.length != expected * Float.BYTES) {
            throw new ForesaleException("the part \"" + name + "\" of the model has " + bytes.length + " bytes, not "
                    + expected * Float.BYTES + " for " + expected + " numbers");
        }
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        for (int i = 0; i < floats.length; i++) {
            if (!(Math.abs(floats[i]) <= largest)) {
                throw new ForesaleException("number " + i + " of the part \"" + name + "\" of the model is "
                        + floats[i]);
            }
        }
        return floats;
    }

    /**
     * Returns a copy with the parts of another predictor in a folder.
     *
     * @param folder name of the folder
     * @param inner  the other parts
     * @return the new parts
     * @throws IllegalArgumentException if a name is not allowed or taken
     */
    public PredictorParts with(String folder, PredictorParts inner) {
        PredictorParts parts = this;
        for (Map.Entry<String, byte[]> file : inner.files.entrySet()) {
            parts = parts.with(Arguments.text("folder", folder) + "/" + file.getKey(), file.getValue());
        }
        return parts;
    }

    /**
     * Returns the kind of predictor that the parts are of.
     *
     * @return the kind
     * @throws ForesaleException if it is missing, or not a text
     */
    public String kind() {
        JsonNode kind = json(KIND);
        if (!kind.isTextual()) {
            throw new ForesaleException("the kind of the model is not a text, but " + shown(kind.toString()));
        }
        return kind.textValue();
    }

    /**
     * Checks that the parts are of the expected kind of predictor.
     *
     * @param kind the expected kind
     * @throws ForesaleException if the parts are of another kind, or if the kind is missing
     */
    public void requireKind(String kind) {
        if (!kind().equals(kind)) {
            throw new ForesaleException("the model is of the kind \"" + shown(kind()) + "\", not \"" + kind + "\"");
        }
    }

    /**
     * Returns the names of the parts.
     *
     * @return their names, in order
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /**
     * Returns all parts.
     *
     * @return copies of their bytes by name, in the order of the names
     */
    public Map<String, byte[]> files() {
        return Collections.unmodifiableMap(copy(files));
    }

    private static Map<String, byte[]> copy(Map<String, byte[]> files) {
        Map<String, byte[]> copies = new TreeMap<>();
        files.forEach((name, bytes) -> copies.put(name, bytes.clone()));
        return copies;
    }

    /**
     * Returns the bytes of a part.
     *
     * @param name its name
     * @return its bytes
     * @throws ForesaleException if there is no such part
     */
    public byte[] bytes(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new ForesaleException("the model lacks its part \"" + name + "\"");
        }
        return bytes.clone();
    }

    /**
     * Returns a part that is JSON.
     *
     * @param name its name
     * @return the JSON value
     * @throws ForesaleException if there is no such part, if it is not JSON, or if it contains more than a million
     *     names and values
     */
    public JsonNode json(String name) {
        byte[] bytes = bytes(name);
        try {
            requireFewTokens(name, bytes);
            JsonNode value = JSON.readTree(bytes);
            if (value.isMissingNode()) {
                throw new ForesaleException("the part \"" + name + "\" of the model is empty");
            }
            return value;
        } catch (IOException e) {
            throw new ForesaleException("the part \"" + name + "\" of the model is not the JSON it should be", e);
        }
    }

    /** Bounds the memory that the JSON takes once it is read. */
    private static void requireFewTokens(String name, byte[] json) throws IOException {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(json)) {
            while (parser.nextToken() != null) {
                if (++tokens > MAX_TOKENS) {
                    throw new ForesaleException("the part \"" + name + "\" of the model holds more than " + MAX_TOKENS
                            + " names and values");
                }
            }
        }
    }

    /**
     * Returns a part that is JSON, converted to a type.
     *
     * @param <T>  the type
     * @param name its name
     * @param type a record, whose own checks apply
     * @return the value
     * @throws ForesaleException if there is no such part, or if it is not such a value
     */
    public <T> T json(String name, Class<T> type) {
        try {
            T value = JSON.treeToValue(json(name), type);
            if (value == null) {
                throw new ForesaleException("the part \"" + name + "\" of the model is null");
            }
            return value;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            Throwable said = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
            String message = said instanceof JsonProcessingException json ? json.getOriginalMessage()
                    : said.getMessage();
            throw new ForesaleException("the part \"" + name + "\" of the model does not fit: " + shown(message), e);
        }
    }

    /**
     * Returns the parts in a folder, which are those of another predictor.
     *
     * @param folder name of the folder
     * @return its parts
     * @throws ForesaleException if there is no such folder, or if its kind is missing
     */
    public PredictorParts inner(String folder) {
        Map<String, byte[]> inside = new TreeMap<>();
        files.forEach((name, bytes) -> {
            if (name.startsWith(folder + "/")) {
                inside.put(name.substring(folder.length() + 1), bytes);
            }
        });
        return checked(inside);
    }

    private static String shown(String text) {
        return OneLine.of(text, 200);
    }

    @Override
    public String toString() {
        return "PredictorParts" + files.keySet();
    }
}

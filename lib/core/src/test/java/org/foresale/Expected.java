package org.foresale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What scikit-learn and pandas say, made by src/test/python/expected.py. */
public final class Expected {

    private Expected() {
    }

    public static JsonNode of(String part) {
        try (InputStream in = Expected.class.getResourceAsStream("expected.json")) {
            return new ObjectMapper().readTree(in).get(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.foresale.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Providers;

/** What all predictors do when they are put together from parts. */
final class PartsReader {

    private PartsReader() {
    }

    /**
     * Tells what a reader makes of a part.
     *
     * @param part the part's name, for the message
     * @throws ForesaleException if the reader refuses it as an argument
     */
    static <T> T of(String part, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new ForesaleException("the part \"" + part + "\" of the model does not fit: " + e.getMessage(), e);
        }
    }

    /**
     * Puts a predictor together by the one reader of its kind beside this library, or wherever the program at large
     * finds its classes, as a plug-in's may be.
     *
     * @param service what readers are registered for
     * @param kind    tells which kind a reader reads
     * @param read    reads
     * @param parts   the parts
     * @throws ForesaleException if there is no such reader or more than one, or if it fails
     */
    static <R, P> P ofService(Class<R> service, Function<R, String> kind, BiFunction<R, PredictorParts, P> read,
            PredictorParts parts) {
        Map<Class<?>, R> readers = new LinkedHashMap<>();
        Providers.of(service).stream().filter(reader -> reads(kind, reader, parts.kind()))
                .forEach(reader -> readers.putIfAbsent(reader.getClass(), reader));
        if (readers.size() > 1) {
            throw new ForesaleException("models of the kind \"" + OneLine.of(parts.kind())
                    + "\" have more than one reader: " + readers.keySet() + ". Leave all but one off the class path.");
        }
        R reader = readers.values().stream().findFirst()
                .orElseThrow(() -> new ForesaleException("a model of the unknown kind \"" + OneLine.of(parts.kind())
                        + "\". Is the library that makes such models on the class path (networks are in"
                        + " foresale-network), and does it name a reader in META-INF/services/" + service.getName()
                        + "?"));
        return read(reader, read, parts);
    }

    /** What is wrong with a reader of another kind keeps no model from being read. */
    private static <R> boolean reads(Function<R, String> kindOf, R reader, String kind) {
        try {
            return kind.equals(kindOf.apply(reader));
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static <R, P> P read(R reader, BiFunction<R, PredictorParts, P> read, PredictorParts parts) {
        P predictor;
        try {
            predictor = read.apply(reader, parts);
        } catch (ForesaleException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ForesaleException("the parts of the model do not fit: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new ForesaleException("the parts of the model cannot be read by " + reader.getClass().getName() + ": "
                    + e, e);
        }
        if (predictor == null) {
            throw new ForesaleException("the reader " + reader.getClass().getName() + " gave no predictor");
        }
        return predictor;
    }
}

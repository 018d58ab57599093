package org.foresale.learn;

import java.util.function.Supplier;
import org.foresale.log.ForesaleException;

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
}

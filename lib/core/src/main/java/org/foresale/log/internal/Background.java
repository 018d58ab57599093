package org.foresale.log.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.foresale.log.ForesaleException;

/** Work that goes on beside other work. */
public final class Background {

    private Background() {
    }

    /**
     * Waits for a result.
     *
     * @param work what was begun
     * @param <T>  type of the result
     * @return its result
     * @throws ForesaleException as the work did
     */
    public static <T> T result(CompletableFuture<T> work) {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ForesaleException told) {
                throw told;
            }
            throw e;
        }
    }
}

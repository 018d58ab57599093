package org.foresale.log.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.foresale.log.ForesaleException;

/** Waits for work that runs in the background. */
public final class Background {

    private Background() {
    }

    /**
     * Waits for a result.
     *
     * @param work the running work
     * @param <T>  type of the result
     * @return its result
     * @throws ForesaleException if the work failed with it
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

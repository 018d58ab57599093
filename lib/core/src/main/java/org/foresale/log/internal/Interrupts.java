package org.foresale.log.internal;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** What an interrupt does to files: it closes them, which is no damage. */
public final class Interrupts {

    private Interrupts() {
    }

    /**
     * Passes an interrupt on as such, where it has closed a file; the thread stays interrupted.
     *
     * @param what what was being read or written, for the message
     * @param e    what came of it
     * @throws CancellationException if that is an interrupt
     */
    public static void passOn(Object what, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedByInterruptException || cause instanceof CancellationException) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException("interrupted while reading or writing " + what
                        + ", which is unchanged").initCause(e);
            }
        }
    }
}

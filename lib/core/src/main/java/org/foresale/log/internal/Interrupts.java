package org.foresale.log.internal;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** Recognizes interrupts, which close files without damaging them. */
public final class Interrupts {

    private Interrupts() {
    }

    /**
     * Throws a cancellation if an interrupt has closed a file. The thread stays interrupted.
     *
     * @param what what was being read or written, for the message
     * @param e    the exception of the read or write
     * @throws CancellationException if the exception was caused by an interrupt
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

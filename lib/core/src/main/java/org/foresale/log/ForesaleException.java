package org.foresale.log;

/**
 * Says that something of Foresale cannot be read or written: a purchase log, a cohort, a model, a file of an audience.
 *
 * <p>The message names what is wrong, where (file, column, row) and what to do about it.
 */
public final class ForesaleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with its message.
     *
     * @param message what is wrong, where, and the remedy
     */
    public ForesaleException(String message) {
        super(message);
    }

    /**
     * An exception with its message and cause.
     *
     * @param message what is wrong, where, and the remedy
     * @param cause   what the reader below said
     */
    public ForesaleException(String message, Throwable cause) {
        super(message, cause);
    }
}

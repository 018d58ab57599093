package org.foresale.log;

/**
 * A source that cannot be read as a purchase log.
 *
 * <p>The message names what is wrong, where (file, column, row) and what to do about it.
 */
public final class LogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with its message.
     *
     * @param message what is wrong, where, and the remedy
     */
    public LogException(String message) {
        super(message);
    }

    /**
     * An exception with its message and cause.
     *
     * @param message what is wrong, where, and the remedy
     * @param cause   what the reader below said
     */
    public LogException(String message, Throwable cause) {
        super(message, cause);
    }
}

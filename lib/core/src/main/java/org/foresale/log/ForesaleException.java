package org.foresale.log;

/**
 * Reports that Foresale cannot read or write something, such as a purchase log, a cohort, a model or an audience file.
 *
 * <p>The message says what is wrong, where (file, column, row), and what to do about it.
 */
public final class ForesaleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception with a message.
     *
     * @param message what is wrong, where, and the remedy
     */
    public ForesaleException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a message and a cause.
     *
     * @param message what is wrong, where, and the remedy
     * @param cause   the underlying exception
     */
    public ForesaleException(String message, Throwable cause) {
        super(message, cause);
    }
}

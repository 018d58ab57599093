package org.foresale.learn;

/**
 * A saved model that cannot be read, or a model that cannot be saved.
 *
 * <p>The message names what is wrong, where, and what to do about it.
 */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception with its message.
     *
     * @param message what is wrong, where, and the remedy
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * An exception with its message and cause.
     *
     * @param message what is wrong, where, and the remedy
     * @param cause   what the reader below said
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}

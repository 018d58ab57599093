package org.foresale.claims;

/** The results files lack a figure, such as those of a notebook that has not been run. */
final class MissingFigureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingFigureException(String message) {
        super(message);
    }
}

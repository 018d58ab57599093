package org.foresale.kernel;

/** A cell was interrupted, and has ended by itself. */
final class StoppedCell extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Object result;

    StoppedCell(String message, Object result) {
        super(message);
        this.result = result;
    }

    /** What the cell shows, or null. */
    Object result() {
        return result;
    }
}

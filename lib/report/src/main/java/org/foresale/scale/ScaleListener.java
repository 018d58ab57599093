package org.foresale.scale;

/** Is told how a trial goes on; called on the thread that runs it. */
@FunctionalInterface
public interface ScaleListener {

    /**
     * Is called when more is done.
     *
     * @param share how much of all lines is worked off, 0 to 1
     * @param note  what is going on
     */
    void at(double share, String note);
}

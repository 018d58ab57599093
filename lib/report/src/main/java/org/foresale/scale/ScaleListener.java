package org.foresale.scale;

/** Receives the progress of a study; called on the thread that runs it. */
@FunctionalInterface
public interface ScaleListener {

    /**
     * Is called when there is progress.
     *
     * @param share share of all lines that have been processed, 0 to 1
     * @param note  what is going on
     */
    void at(double share, String note);

    /**
     * Is called when the last log is worked off.
     *
     * @param logs how many there were
     */
    default void done(int logs) {
    }

    /**
     * Is called when the study is interrupted.
     *
     * @param done how many logs are worked off
     * @param all  how many there are
     */
    default void interrupted(int done, int all) {
    }
}

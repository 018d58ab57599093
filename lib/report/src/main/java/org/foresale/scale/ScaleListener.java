package org.foresale.scale;

/** Is told how a study goes on; called on the thread that runs it. */
@FunctionalInterface
public interface ScaleListener {

    /**
     * Is called when more is done.
     *
     * @param share how much of all lines is worked off, 0 to 1
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

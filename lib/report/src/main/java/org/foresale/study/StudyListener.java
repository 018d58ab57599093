package org.foresale.study;

/** Is told how a study goes on; called on the thread that runs the study. */
public interface StudyListener {

    /** Takes no notice. */
    StudyListener NONE = (done, all, run) -> { };

    /**
     * Runs of an earlier time, which was cut short, are taken up.
     *
     * @param kept how many, at least 1
     * @param all  how many runs there are
     */
    default void resumed(int kept, int all) {
    }

    /**
     * Is called when a run is done.
     *
     * @param done how many runs are done, those taken up among them
     * @param all  how many there are
     * @param run  the one that was done now
     */
    void done(int done, int all, Run run);

    /**
     * Is called when the study is interrupted.
     *
     * @param done how many runs are done
     * @param all  how many there are
     * @param kept whether those that are done are kept, so that the study goes on from there when it is run again
     */
    default void interrupted(int done, int all, boolean kept) {
    }
}

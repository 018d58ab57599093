package org.foresale.study;

/** Receives the progress of a study; called on the thread that runs the study. */
public interface StudyListener {

    /** Ignores all progress. */
    StudyListener NONE = (done, all, run) -> { };

    /**
     * Is called when runs of an earlier, interrupted study are reused.
     *
     * @param kept number of runs reused, at least 1
     * @param all  number of all runs
     */
    default void resumed(int kept, int all) {
    }

    /**
     * Is called after each run.
     *
     * @param done number of runs that are done, including the reused ones
     * @param all  number of all runs
     * @param run  the run that has just finished
     */
    void done(int done, int all, Run run);

    /**
     * Is called when the study is interrupted.
     *
     * @param done number of runs that are done
     * @param all  number of all runs
     * @param kept whether these runs are saved, so that the study resumes there when it is run again
     */
    default void interrupted(int done, int all, boolean kept) {
    }
}

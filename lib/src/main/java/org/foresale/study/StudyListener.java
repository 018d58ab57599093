package org.foresale.study;

/** Is told how a study goes on; called on the thread that runs the study. */
public interface StudyListener {

    /** Takes no notice. */
    StudyListener NONE = (done, all, run) -> { };

    /**
     * A run is done.
     *
     * @param done how many runs are done
     * @param all  how many there are
     * @param run  the one that was done now
     */
    void done(int done, int all, Run run);
}

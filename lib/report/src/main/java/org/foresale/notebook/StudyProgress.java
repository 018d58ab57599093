package org.foresale.notebook;

import org.foresale.study.Run;
import org.foresale.study.StudyListener;

/**
 * Shows the progress of a study as a bar: how many of its runs are done, which was the last, and the remaining time.
 */
public final class StudyProgress implements StudyListener {

    private final ProgressBar bar;
    private int kept;

    private StudyProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Creates the bar for one study.
     *
     * @param title what the study compares
     * @return a listener for a single call of the study
     */
    public static StudyProgress of(String title) {
        return new StudyProgress(ProgressBar.of(title));
    }

    @Override
    public void resumed(int runs, int all) {
        kept = runs;
        if (runs == all) {
            bar.done("all " + all + " runs had been done before");
        } else {
            bar.at((double) runs / all, runs + " of " + all + " runs had been done before");
        }
    }

    @Override
    public void done(int done, int all, Run run) {
        if (done == all) {
            bar.done(all + (all == 1 ? " run" : " runs"));
        } else {
            bar.at((double) done / all, (double) (done - kept) / (all - kept),
                    done + " of " + all + " runs, last " + run.cell());
        }
    }

    @Override
    public void interrupted(int done, int all, boolean resumable) {
        bar.stopped("stopped after " + done + " of " + all + " runs; " + (done == 0 ? "there is nothing to keep"
                : resumable ? "they are kept, and the study goes on from there when its cell is run again"
                        : "none is kept, as the study is given no folder for them"));
    }

    @Override
    public String toString() {
        return bar.toString();
    }
}

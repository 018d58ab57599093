package org.foresale.notebook;

import org.foresale.scale.ScaleListener;

/** Shows a study of several sizes as a bar: how much of all logs is worked off, what is going on, and the time left. */
public final class ScaleProgress implements ScaleListener {

    private final ProgressBar bar;

    private ScaleProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Returns the bar of one study.
     *
     * @param title what is studied
     * @return a listener for one run of the study
     */
    public static ScaleProgress of(String title) {
        return new ScaleProgress(ProgressBar.of(title));
    }

    @Override
    public void at(double share, String note) {
        bar.at(share, note);
    }

    @Override
    public void done(int logs) {
        bar.done(logs + (logs == 1 ? " log" : " logs"));
    }

    @Override
    public void interrupted(int done, int all) {
        bar.stopped("stopped after " + done + " of " + all + " logs; a new run begins with the first");
    }

    @Override
    public String toString() {
        return bar.toString();
    }
}

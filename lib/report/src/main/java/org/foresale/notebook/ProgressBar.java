package org.foresale.notebook;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.foresale.log.internal.Arguments;

/**
 * Shows a progress bar with the elapsed and the remaining time. It is redrawn in place, at most a few times a second.
 */
public final class ProgressBar {

    /** Told from what is not done yet on a light page and on a dark one. */
    private static final String COLOUR = "#1f8bd4";
    private static final long REDRAW_NANOS = 250_000_000;

    private final String id = UUID.randomUUID().toString();
    private final String title;
    private final long start = System.nanoTime();
    private long drawn = start - 2 * REDRAW_NANOS;
    private double reached;

    private ProgressBar(String title) {
        this.title = title;
    }

    /**
     * Shows a bar at its start.
     *
     * @param title what is in progress
     * @return the bar
     */
    public static ProgressBar of(String title) {
        return new ProgressBar(Arguments.given("title", title));
    }

    /**
     * Updates the bar.
     *
     * @param share share of the work that is done, 0 to 1
     * @param note  more information; may be empty
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    public void at(double share, String note) {
        at(share, share, note);
    }

    /**
     * Updates the bar when part of the work had been done before the bar was created.
     *
     * @param share share of the work that is done, 0 to 1
     * @param since share that is done of the work that was left when the bar was created, 0 to 1; the remaining time is
     *     estimated from it
     * @param note  more information; may be empty
     * @throws IllegalArgumentException if a share is not between 0 and 1
     */
    public void at(double share, double since, String note) {
        if (!(share >= 0 && share <= 1 && since >= 0 && since <= 1)) {
            throw new IllegalArgumentException("the shares done are " + share + " and " + since
                    + ", not between 0 and 1");
        }
        reached = share;
        long now = System.nanoTime();
        if (now - drawn >= REDRAW_NANOS) {
            drawn = now;
            double seconds = (now - start) / 1e9;
            String left = since > 0 ? ", at most " + clock(seconds * (1 - since) / since) + " left" : "";
            draw(share, clock(seconds) + left + (note.isEmpty() ? "" : " · " + note), false);
        }
    }

    /**
     * Shows that all work is done, and draws the bar for the last time.
     *
     * @param note what the result is
     */
    public void done(String note) {
        draw(1, "done in " + clock((System.nanoTime() - start) / 1e9) + (note.isEmpty() ? "" : " · " + note), true);
    }

    /**
     * Shows that the work ended early, and draws the bar for the last time, as far as it got.
     *
     * @param note where it ended, and what is kept
     */
    public void stopped(String note) {
        draw(reached, note, true);
    }

    private void draw(double share, String note, boolean last) {
        String label = title + ": " + note;
        String html = String.format(Locale.ROOT,
                "<div class=\"%s\" style=\"color:var(--jp-content-font-color1,inherit)\"><progress max=\"1\" "
                        + "value=\"%.3f\" style=\"width:100%%;max-width:40em;accent-color:%s\" "
                        + "aria-label=\"%s\"></progress><br><small>%s</small></div>",
                Html.NO_FORMULAS, share, COLOUR, Html.escape(title), Html.escape(label));
        Screen.current().show(id, html, label, last);
    }

    private static String clock(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    @Override
    public String toString() {
        return "Progress of " + title;
    }
}

package org.foresale.log.internal;

import org.foresale.log.FileLayout;

/** How a layout is said: both ways, as a message cannot know which of them its reader is at. */
public final class LayoutCall {

    private LayoutCall() {
    }

    /**
     * Returns the two calls that say a layout.
     *
     * @param layout the layout
     * @return the call of a source that has it, and that of a mapping
     */
    public static String of(FileLayout layout) {
        return of(layout, "");
    }

    /**
     * Returns the two calls that say a layout of which something is to be filled in.
     *
     * @param layout what is known of it
     * @param more   a further call with "…" for what is not known, or nothing
     * @return the call of a source that has it, and that of a mapping
     */
    static String of(FileLayout layout, String more) {
        return "LogSource.file(path, " + layout + more + "), or .withLayout(" + layout + more + ") in a ColumnMapping";
    }
}

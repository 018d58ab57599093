package org.foresale.log.internal;

import org.foresale.log.FileLayout;

/** Formats the two calls that set a layout. Messages show both, because they cannot know which one the reader uses. */
public final class LayoutCall {

    private LayoutCall() {
    }

    /**
     * Returns the two calls that set a layout.
     *
     * @param layout the layout
     * @return the call for a source, and the call for a mapping
     */
    public static String of(FileLayout layout) {
        return of(layout, "");
    }

    /**
     * Returns the two calls that set a layout with a gap to fill in.
     *
     * @param layout the known part of the layout
     * @param more   another call with "…" for the unknown part; empty if there is none
     * @return the call for a source, and the call for a mapping
     */
    static String of(FileLayout layout, String more) {
        return "LogSource.file(path, " + layout + more + "), or .withLayout(" + layout + more + ") in a ColumnMapping";
    }
}

package org.foresale.claims;

/**
 * Identifies a section of a notebook that shows what was measured for a claim.
 *
 * @param notebook name of the notebook without its extension
 * @param heading  heading of the section, exactly as in the notebook
 */
public record Section(String notebook, String heading) {

    /**
     * Checks that neither is blank.
     *
     * @throws IllegalArgumentException if one of them is blank
     */
    public Section {
        if (notebook.isBlank() || heading.isBlank()) {
            throw new IllegalArgumentException("a section needs a notebook and a heading, not \"" + notebook
                    + "\" and \"" + heading + "\"");
        }
    }
}

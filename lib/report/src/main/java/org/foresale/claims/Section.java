package org.foresale.claims;

/**
 * A section of a notebook, which shows what was measured of a claim.
 *
 * @param notebook the notebook's name without its ending
 * @param heading  the heading of the section, as it stands in the notebook
 */
public record Section(String notebook, String heading) {

    /**
     * Checks that both are told.
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

package org.foresale.claims;

import java.util.List;

/**
 * Describes one claim of the article, together with what was measured.
 *
 * @param title    subject of the claim, in a few words
 * @param article  what the article says
 * @param measured what was found, one sentence each; the numbers come from the results files
 * @param verdict  whether the claim holds
 * @param reason   the other design in which the claim holds, or the width of the interval; empty if there is nothing to
 *     add
 * @param aside    what was found with a leak or on invented users, which does not affect the verdict; may be empty
 * @param sections sections of the notebooks that show it, at least one
 * @param keys     keys of the numbers in the results files, sorted; empty if a figure is missing
 */
public record Claim(String title, String article, List<String> measured, Verdict verdict, String reason,
        List<String> aside, List<Section> sections, List<ResultsKey> keys) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no section
     */
    public Claim {
        measured = List.copyOf(measured);
        aside = List.copyOf(aside);
        sections = List.copyOf(sections);
        keys = List.copyOf(keys);
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("no section of a notebook shows \"" + title + "\"");
        }
    }

    /**
     * Returns the verdict with its reason.
     *
     * @return for example "reproduced only for buying again; in the article's own design not reproduced"
     */
    public String conclusion() {
        return reason.isEmpty() ? verdict.words() : verdict.words() + " " + reason;
    }
}

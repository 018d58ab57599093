package org.foresale.claims;

import java.util.List;

/**
 * One claim of the article, beside what was measured.
 *
 * @param title    what it is about, in a few words
 * @param article  what the article says
 * @param measured what was found, one sentence each; its numbers are those of the results files
 * @param verdict  whether the claim holds
 * @param reason   in which other design it holds, or how wide the interval is; empty if there is nothing to add
 * @param aside    what was found with a leak or on invented users, which has no say in the verdict; may be empty
 * @param sections the sections of notebooks that show it, at least one
 * @param keys     where the numbers stand in the results files, sorted; empty if a figure is missing
 */
public record Claim(String title, String article, List<String> measured, Verdict verdict, String reason,
        List<String> aside, List<Section> sections, List<ResultsKey> keys) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if no section shows it
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

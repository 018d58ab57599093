package org.foresale.claims;

import java.util.List;

/**
 * One claim of the article, beside what was measured.
 *
 * @param title     what it is about, in a few words
 * @param article   what the article says
 * @param measured  what was found, one sentence each; its numbers are those of the results files
 * @param verdict   whether the claim holds
 * @param reason    in which other design it holds, or how wide the interval is; empty if there is nothing to add
 * @param aside     what was found with a leak or on invented users, which has no say in the verdict; may be empty
 * @param notebooks names of the notebooks that show it, without their ending, at least one
 */
public record Claim(String title, String article, List<String> measured, Verdict verdict, String reason,
        List<String> aside, List<String> notebooks) {

    /**
     * Copies the sentences and names.
     *
     * @throws IllegalArgumentException if no notebook shows it
     */
    public Claim {
        measured = List.copyOf(measured);
        aside = List.copyOf(aside);
        notebooks = List.copyOf(notebooks);
        if (notebooks.isEmpty()) {
            throw new IllegalArgumentException("no notebook shows \"" + title + "\"");
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

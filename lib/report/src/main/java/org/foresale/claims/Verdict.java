package org.foresale.claims;

/** Whether a claim holds on public data, by the one {@link Rule}. */
public enum Verdict {

    /** The whole interval of the article's own design is where the claim says. */
    REPRODUCED("reproduced"),
    /** The interval of the article's own design holds the article's figure: more users are needed to settle it. */
    CONSISTENT("consistent, not settled"),
    /** It holds in another design than the article's own, which the verdict's reason names. */
    REPRODUCED_ONLY("reproduced only"),
    /** The whole interval of the article's own design is where the claim says it is not. */
    NOT_REPRODUCED("not reproduced"),
    /** The results files lack a figure that it takes. */
    NOT_MEASURED("not measured"),
    /** It is what the article is for, and no claim that could be tested. */
    MOTIVE("a motive, not a claim");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /**
     * Returns the verdict in words.
     *
     * @return for example "not reproduced"
     */
    public String words() {
        return words;
    }
}

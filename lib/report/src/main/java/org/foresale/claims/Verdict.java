package org.foresale.claims;

/** Says whether a claim holds on public data, by the one {@link Rule}. */
public enum Verdict {

    /** The whole interval of the article's own design is on the claimed side. */
    REPRODUCED("reproduced"),
    /**
     * The interval of the article's own design contains the article's figure: more users are needed to settle the
     * claim.
     */
    CONSISTENT("consistent, not settled"),
    /** The claim holds only in a design other than the article's own, which the reason names. */
    REPRODUCED_ONLY("reproduced only"),
    /** None of the interval of the article's own design is on the claimed side. */
    NOT_REPRODUCED("not reproduced"),
    /** The results files lack a figure that is needed. */
    NOT_MEASURED("not measured"),
    /** It is a motive of the article, not a claim that could be tested. */
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

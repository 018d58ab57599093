package org.foresale.claims;

/** Whether a claim holds on public data. */
public enum Verdict {

    /** It holds. */
    REPRODUCED("reproduced"),
    /** It holds under a condition that the claim does not name, which the verdict's reason tells. */
    REPRODUCED_ONLY("reproduced only"),
    /** It does not hold. */
    NOT_REPRODUCED("not reproduced"),
    /** The results files lack a figure that it takes. */
    NOT_MEASURED("not measured");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /**
     * The verdict in words.
     *
     * @return for example "not reproduced"
     */
    public String words() {
        return words;
    }
}

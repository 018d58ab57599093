package org.foresale.cohort;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What becomes of a user whom a question looks at; the texts are those of the funnel. */
enum FunnelStep {
    RELATED_ONLY("related class, no target"),
    TOO_EARLY("bought in the burn-in"),
    BEFORE_TEST("bought before the test"),
    TOO_NEW("too few earlier days"),
    SILENT("silent lately"),
    NO_DAY("no day to cut at"),
    BUYERS("buyers"),
    OTHERS("non-buyers"),
    NO_SIGN("without a sign");

    /** The steps of a snapshot's users, at each cut. */
    static final Set<FunnelStep> OF_SNAPSHOTS =
            Collections.unmodifiableSet(EnumSet.of(TOO_NEW, SILENT, BUYERS, OTHERS));
    /** The steps of a first need's users. */
    static final Set<FunnelStep> OF_FIRST_NEEDS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SILENT, OTHERS)));

    private final String text;

    FunnelStep(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}

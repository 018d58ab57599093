package org.foresale.cohort;

import org.foresale.log.PurchaseLog;

/**
 * The way in which Foresale itself once drew the others, and which leaks; kept to be shown.
 *
 * <p>It looks like a draw at random: in each fortnight, as many users without a sign of need as there are buyers, by a
 * hash of the user, and nobody twice. But the hash is the same in all fortnights. Those who shop often and have a small
 * hash are used up by the fortnights that come first, so later ones get those who did <em>not</em> shop before. The
 * others then have fewer shopping days than the users they were drawn from, and a model that knows nothing but the
 * number of shopping days finds the buyers.
 *
 * @param question the question to ask in the wrong way
 */
public record LeakingDraw(FirstNeed question) {

    /**
     * Draws the leaking samples of a log.
     *
     * @param log the log
     * @return the cohort; its name says that it leaks
     * @throws IllegalArgumentException as {@link FirstNeed#cohort}
     */
    public Cohort leakingCohort(PurchaseLog log) {
        return question.withNegatives(Negatives.noSign()).cohort(log, new LeakingDrawPairing(),
                "LEAKING: one hash for all fortnights");
    }
}

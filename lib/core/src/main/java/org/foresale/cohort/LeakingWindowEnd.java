package org.foresale.cohort;

import org.foresale.log.PurchaseLog;

/**
 * The wrong way to cut, to be shown once: buyers at their first purchase, all who have shown no sign of need at the
 * end of the window.
 *
 * <p>It looks natural, and it gives the answer away: the history of whoever does not buy ends in the last days of the
 * window, a buyer's anywhere. A model that knows nothing but the calendar is then nearly always right, and whatever
 * figure a model reaches on such samples says nothing about what it would be worth tomorrow.
 *
 * @param question the question to ask in the wrong way
 */
public record LeakingWindowEnd(FirstNeed question) {

    /**
     * Returns the leaking samples of a log.
     *
     * @param log the log
     * @return the cohort; its name says that it leaks
     * @throws IllegalArgumentException as {@link FirstNeed#cohort}
     */
    public Cohort leakingCohort(PurchaseLog log) {
        return question.withNegatives(Negatives.noSign()).cohort(log, new LeakingPairing(),
                "LEAKING: others cut at the window's end");
    }
}

package org.foresale.cohort;

import org.foresale.log.PurchaseLog;

/** Defines what is predicted about the users of a log, and how the samples for it are selected. */
public sealed interface Question permits FirstNeed, Snapshot {

    /**
     * Returns what is to be predicted.
     *
     * @return the target
     */
    Target target();

    /**
     * Returns the split of the users.
     *
     * @return the split
     */
    UserSplit split();

    /**
     * Returns a copy of this question with another split of the users.
     *
     * @param users the split
     * @return the new question
     */
    Question withSplit(UserSplit users);

    /**
     * Selects samples from users whose purchases may be stored anywhere.
     *
     * @param users the users of a log, in the splits of {@link #split()}
     * @return the same samples as {@link #cohort} returns for the log
     * @throws IllegalArgumentException as {@link #cohort}
     */
    Selection select(Users users);

    /**
     * Returns the samples of a log.
     *
     * @param log the log
     * @return the cohort
     * @throws IllegalArgumentException if the log is too short, lacks a class of the target, or if a split has no
     *     buyers or no non-buyers
     */
    Cohort cohort(PurchaseLog log);
}

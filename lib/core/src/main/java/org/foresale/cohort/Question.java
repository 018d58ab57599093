package org.foresale.cohort;

import org.foresale.log.PurchaseLog;

/** What is asked of the users of a log, and how the samples of an answer are chosen. */
public sealed interface Question permits FirstNeed, Snapshot {

    /**
     * Tells what is to be foreseen.
     *
     * @return the target
     */
    Target target();

    /**
     * Tells which user is in which split.
     *
     * @return the split
     */
    UserSplit split();

    /**
     * Asks the same with other splits of the users.
     *
     * @param users which user is in which split
     * @return the new question
     */
    Question withSplit(UserSplit users);

    /**
     * Chooses samples, wherever the purchases of the users are.
     *
     * @param users the users of a log, in the splits of {@link #split()}
     * @return the samples that {@link #cohort} has of the same log
     * @throws IllegalArgumentException as {@link #cohort}
     */
    Selection select(Users users);

    /**
     * Returns the samples of a log.
     *
     * @param log the log
     * @return the cohort
     * @throws IllegalArgumentException if the log is too short, lacks a class of the target, or gives a split without
     *     buyers or without others
     */
    Cohort cohort(PurchaseLog log);
}

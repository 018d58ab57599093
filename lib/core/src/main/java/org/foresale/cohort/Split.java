package org.foresale.cohort;

/** What a sample is used for. All samples of a user are in one split. */
public enum Split {
    /** To fit a model. */
    TRAIN,
    /** To choose when to stop, and a threshold. */
    VALIDATION,
    /** To measure; nothing about a test user reaches training. */
    TEST
}

package org.foresale.cohort;

/** Says what a sample is used for. All samples of a user are in the same split. */
public enum Split {
    /** For fitting a model. */
    TRAIN,
    /** For early stopping and for choosing a threshold. */
    VALIDATION,
    /** For the final evaluation; nothing about a test user reaches training. */
    TEST
}

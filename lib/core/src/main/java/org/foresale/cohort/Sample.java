package org.foresale.cohort;

/**
 * Describes a sample: a user at a cut, with the label.
 *
 * @param user  the user's code in the log
 * @param cut   the first day that is hidden from the model, in days since the log's first day
 * @param label whether the user buys the target
 * @param split what the sample is used for
 * @param shift how many of the newest shopping days were removed by a {@link Shift}; 0 for an original sample
 */
public record Sample(int user, int cut, boolean label, Split split, int shift) {
}

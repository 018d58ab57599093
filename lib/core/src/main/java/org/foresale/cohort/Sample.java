package org.foresale.cohort;

/**
 * A user at a moment, with the label.
 *
 * @param user  the user's code in the log
 * @param cut   the first day that may not be seen, in days since the log's first day
 * @param label whether the user buys the target
 * @param split what the sample is used for
 * @param shift how many of the newest shopping days were taken away on purpose; 0 for a sample as it is
 */
public record Sample(int user, int cut, boolean label, Split split, int shift) {
}

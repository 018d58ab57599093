/**
 * Foresale on Spark: the same cohorts and the same chances of a log that is too large for one machine.
 *
 * <p>No rule is written here. Executors read, judge and assemble lines with the code of {@code log}, and apply the
 * rules of {@code cohort} and the predictors of {@code model} to the users they hold; the driver sees counts, the taxonomy,
 * and some bytes of each user that may become a sample, never the lines. Spark itself is not part of the library: the
 * cluster brings it.
 */
package org.foresale.spark;

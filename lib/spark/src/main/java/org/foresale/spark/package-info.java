/**
 * Foresale on Spark: the same cohorts and the same probabilities of a log that is too large for one machine.
 *
 * <p>No rule is written here. Executors read, judge and assemble lines with the code of {@code log}, and apply the
 * rules of {@code cohort} and the predictors of {@code model} to the users they hold; the driver sees counts, the
 * taxonomy, and some bytes of each user that may become a sample, never the lines. Spark itself is not part of the
 * library: the cluster brings it.
 *
 * <p>{@code environment/spark} runs the main classes on a cluster of this machine, where executors find the jars in
 * place. Another cluster gets foresale-spark.jar by {@code spark-submit}, and by {@code --jars} what
 * {@code environment/spark jars} lists, which Spark does not have itself; Jackson, SLF4J and others are used in Spark's
 * versions.
 */
package org.foresale.spark;

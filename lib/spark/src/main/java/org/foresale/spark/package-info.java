/**
 * Foresale on Spark: the same cohorts and probabilities for logs that are too large for one machine.
 *
 * <p>This package defines no rules of its own. Executors read, check and group lines with the code of {@code log}, and
 * apply the rules of {@code cohort} and the predictors of {@code model} to their users. The driver receives counts, the
 * taxonomy, and a few bytes for each user who may become a sample, but never the lines. Spark itself is not part of the
 * library: the cluster provides it.
 *
 * <p>{@code environment/spark} runs the main classes on a cluster on this machine, where executors have access to the
 * jars. For another cluster, pass foresale-spark.jar to {@code spark-submit}, and with {@code --jars} the libraries
 * that {@code environment/spark jars} lists, which are not part of Spark. For Jackson, SLF4J and some others, Spark's
 * versions are used.
 */
package org.foresale.spark;

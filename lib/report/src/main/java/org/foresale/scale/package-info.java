/**
 * Asks one question of growing numbers of lines: measured on one machine and on a cluster of this machine, and what a
 * larger cluster would need, by calculation.
 *
 * <p>Spark is not on the class path here: {@link org.foresale.scale.LocalCluster} runs {@code environment/spark} as a
 * command, and reads the report that the job leaves.
 */
package org.foresale.scale;

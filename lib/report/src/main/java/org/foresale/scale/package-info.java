/**
 * Runs one question on increasing numbers of lines, measured on one machine and on a cluster on this machine, and
 * calculates what a larger cluster would need.
 *
 * <p>Spark is not on the class path here: {@link org.foresale.scale.RunningCluster} runs {@code environment/spark} as a
 * command, and reads the reports that the jobs write.
 */
package org.foresale.scale;

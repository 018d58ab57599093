package org.foresale.scale;

import java.util.Optional;
import org.foresale.cohort.Cohort;
import org.foresale.spark.JobReport;

/**
 * Holds the measurements for one size.
 *
 * @param cohort      the cohort, as written by the cluster
 * @param sourceBytes size of the log's files in bytes
 * @param onCluster   what the job on the cluster did, and what it needed
 * @param alone       the same work on one machine without a cluster; empty if that was not tried
 */
public record ScaleTrial(Cohort cohort, long sourceBytes, JobReport onCluster, Optional<Alone> alone) {

    /**
     * Holds what the same work needed on one machine.
     *
     * @param seconds time to read the files, and to make and write the cohort
     * @param equal   number of its samples that the cluster has as well, with the same user, cut, label, split and
     *     purchases before the cut
     */
    public record Alone(double seconds, int equal) {
    }

    /**
     * Returns the number of lines of the log.
     *
     * @return the number of lines read
     */
    public long lines() {
        return onCluster.linesRead();
    }

    /**
     * Returns the number of samples of the cohort.
     *
     * @return the number of samples in all three splits
     */
    public int samples() {
        return cohort.train().size() + cohort.validation().size() + cohort.test().size();
    }

    /**
     * Returns the largest peak heap of an executor.
     *
     * @return the peak in bytes, garbage included
     */
    public long peakHeap() {
        return onCluster.peakHeap().values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}

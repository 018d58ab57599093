package org.foresale.scale;

import java.util.Optional;
import org.foresale.cohort.Cohort;
import org.foresale.spark.JobReport;

/**
 * One size of a trial.
 *
 * @param cohort      the cohort, as the cluster has written it
 * @param sourceBytes size of the log's files in bytes
 * @param onCluster   what the job on the cluster did and took
 * @param alone       the same work on one machine without a cluster; empty if that was not tried
 */
public record ScaleTrial(Cohort cohort, long sourceBytes, JobReport onCluster, Optional<Alone> alone) {

    /**
     * Tells what this work took on one machine.
     *
     * @param seconds what reading the files, making the cohort and writing it took
     * @param equal   how many of its samples are also the cluster's, by user, cut, label and split, with all that their
     *                users bought before the cut
     */
    public record Alone(double seconds, int equal) {
    }

    /**
     * Tells how many lines the log has.
     *
     * @return lines read
     */
    public long lines() {
        return onCluster.linesRead();
    }

    /**
     * Tells how many samples the cohort has.
     *
     * @return samples of all three splits
     */
    public int samples() {
        return cohort.train().size() + cohort.validation().size() + cohort.test().size();
    }

    /**
     * Returns the most heap that any executor had in use.
     *
     * @return bytes, garbage included
     */
    public long peakHeap() {
        return onCluster.peakHeap().values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}

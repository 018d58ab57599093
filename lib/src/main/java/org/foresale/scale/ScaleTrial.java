package org.foresale.scale;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.foresale.cohort.Cohort;
import org.foresale.spark.JobReport;

/**
 * One size of a trial.
 *
 * @param cohort      the cohort, as the cluster has written it
 * @param sourceBytes size of the log's files
 * @param onCluster   what the job on the cluster did and took
 * @param alone       seconds that the same work took on one machine without a cluster: reading the files, making the
 *                    cohort and writing it; empty if that was not tried
 * @param equal       how many samples of both are the same, by user, cut, label and split; empty if there is one only
 */
public record ScaleTrial(Cohort cohort, long sourceBytes, JobReport onCluster, OptionalDouble alone,
        OptionalInt equal) {

    /**
     * How many lines the log has.
     *
     * @return lines read
     */
    public long lines() {
        return onCluster.linesRead();
    }

    /**
     * How many samples the cohort has.
     *
     * @return samples of all three splits
     */
    public int samples() {
        return cohort.train().size() + cohort.validation().size() + cohort.test().size();
    }

    /**
     * The most heap that any executor had in use.
     *
     * @return bytes, garbage included
     */
    public long peakHeap() {
        return onCluster.peakHeap().values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}

package org.foresale.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.RDDInfo;

/** Measures all that a Spark context does from its beginning to its end; so one job at a time. */
final class JobMeter extends SparkListener {

    private static final String MARK = "foresale.meter";
    private static final String HEAP = "JVMHeapMemory";
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final JavaSparkContext context;
    private final long start = System.nanoTime();
    private final Map<String, Long> peakHeap = new HashMap<>();
    private final String mark = UUID.randomUUID().toString();
    private final CountDownLatch heard = new CountDownLatch(1);
    private int markedJob = -1;
    private long shuffleBytes;
    private long driverBytes;
    private int failedTasks;

    private JobMeter(JavaSparkContext context) {
        this.context = context;
    }

    static JobMeter start(JavaSparkContext context) {
        JobMeter meter = new JobMeter(context);
        context.sc().addSparkListener(meter);
        return meter;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (!end.taskInfo().successful()) {
            failedTasks++;
        }
        if (end.taskMetrics() != null) {
            shuffleBytes += end.taskMetrics().shuffleWriteMetrics().bytesWritten();
            driverBytes += end.taskMetrics().resultSize();
        }
        if (end.taskExecutorMetrics() != null) {
            peakHeap.merge(end.taskInfo().executorId(), end.taskExecutorMetrics().getMetricValue(HEAP), Math::max);
        }
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart job) {
        if (mark.equals(job.properties().getProperty(MARK))) {
            markedJob = job.jobId();
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd job) {
        if (job.jobId() == markedJob) {
            heard.countDown();
        }
    }

    /**
     * Tells what was measured. Spark tells listeners later, but in order: a last, empty job is waited for.
     *
     * @param linesRead  as in the report
     * @param linesKept  as in the report
     * @param users      as in the report
     * @param results    as in the report
     * @param partitions as in the report
     * @return the report
     */
    JobReport report(long linesRead, long linesKept, long users, long results, int partitions) {
        double seconds = (System.nanoTime() - start) / 1e9;
        long keptBytes = Stream.of(context.sc().getRDDStorageInfo()).mapToLong(RDDInfo::diskSize).sum();
        context.setLocalProperty(MARK, mark);
        try {
            context.parallelize(List.of(0), 1).count();
            heard.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the measuring of a job was interrupted");
        } finally {
            context.setLocalProperty(MARK, null);
        }
        synchronized (this) {
            return new JobReport(linesRead, linesKept, users, results, partitions, shuffleBytes, keptBytes, driverBytes,
                    failedTasks, peakHeap, seconds);
        }
    }

    void stop() {
        context.sc().removeSparkListener(this);
    }
}

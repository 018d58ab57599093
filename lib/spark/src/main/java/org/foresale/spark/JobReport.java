package org.foresale.spark;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job did and what it took.
 *
 * @param linesRead    lines of the source
 * @param linesKept    lines that the rules keep, repeated ones among them
 * @param users        users with at least one line that is kept
 * @param results      samples of a cohort, or users that got a probability
 * @param partitions   into how many partitions the users were put
 * @param shuffleBytes bytes that tasks wrote for other tasks to read, compressed; those of repeated tasks too
 * @param keptBytes    bytes of the users' histories that executors keep on disk; 0 if none are kept
 * @param driverBytes  bytes of all that tasks brought to the driver
 * @param failedTasks  tasks that did not come to their end and were done again, as when a worker is lost
 * @param peakHeap     for each executor, the most bytes of its Java heap that were in use when one of its tasks ended,
 *                     garbage included
 * @param seconds      from the reading of the first line to the end
 */
public record JobReport(long linesRead, long linesKept, long users, long results, int partitions, long shuffleBytes,
        long keptBytes, long driverBytes, int failedTasks, Map<String, Long> peakHeap, double seconds) {

    /**
     * Takes the memory figures over.
     */
    public JobReport {
        peakHeap = Map.copyOf(peakHeap);
    }

    /**
     * Returns the report in a few lines.
     *
     * @return text for a terminal
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d lines read, %,d kept, of %,d users; %,d results in %.1f s%n"
                        + "%d partitions, %,d bytes of shuffle, %,d kept by executors, %,d to the driver,"
                        + " %d failed tasks; peak heap by executor: %s", linesRead, linesKept, users, results, seconds,
                partitions, shuffleBytes, keptBytes, driverBytes, failedTasks, new TreeMap<>(peakHeap));
    }
}

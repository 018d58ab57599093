package org.foresale.spark;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reports what a job did, and what it needed.
 *
 * @param linesRead    number of lines in the source
 * @param linesKept    number of lines that the rules keep, including repeated ones
 * @param users        number of users with at least one line that is kept
 * @param results      number of samples in a cohort, or of users with a probability
 * @param partitions   number of partitions of the users
 * @param shuffleBytes bytes that tasks wrote for other tasks to read, compressed; includes those of repeated tasks
 * @param keptBytes    bytes of users' histories that executors store on disk; 0 if none are stored
 * @param driverBytes  bytes of everything that tasks sent to the driver
 * @param failedTasks  number of tasks that failed and were repeated, for example because a worker was lost
 * @param peakHeap     largest use of the Java heap in bytes at the end of a task, by executor, garbage included
 * @param seconds      time from reading the first line to the end
 */
public record JobReport(long linesRead, long linesKept, long users, long results, int partitions, long shuffleBytes,
        long keptBytes, long driverBytes, int failedTasks, Map<String, Long> peakHeap, double seconds) {

    /**
     * Copies the memory figures.
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

package org.foresale.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one process measured of one log.
 *
 * @param log      the log's name
 * @param lines    lines in the log
 * @param users    users in the log
 * @param write    seconds to write its files; 0 if they were there
 * @param load     seconds to load it in a fresh process
 * @param guess    seconds to guess what its columns hold, in another fresh process; 0 where that was not measured
 * @param scan     seconds that DuckDB alone takes to read the same columns and to sort them by user and time, in another
 *                 fresh process: a bound of what loading can take; 0 where that was not measured
 * @param peakGib  most memory that the process held, in GiB; 0 where the system does not tell
 * @param cohorts  what it took to build each cohort
 */
record LogResult(String log, int lines, int users, double write, double load, double guess,
        double scan, @JsonProperty("peak_gib") double peakGib, List<Built> cohorts) {

    /**
     * One kind of cohort.
     *
     * @param cohort  its kind
     * @param samples samples in it
     * @param first   seconds of the first build
     * @param median  median of the seconds of all builds
     */
    record Built(String cohort, int samples, double first, double median) {
    }

    LogResult withWrite(double seconds) {
        return new LogResult(log, lines, users, seconds, load, guess, scan, peakGib, cohorts);
    }

    LogResult withGuess(double seconds) {
        return new LogResult(log, lines, users, write, load, seconds, scan, peakGib, cohorts);
    }

    LogResult withScan(double seconds) {
        return new LogResult(log, lines, users, write, load, guess, seconds, peakGib, cohorts);
    }

    double loadPerMillion() {
        return 1e6 * load / lines;
    }
}

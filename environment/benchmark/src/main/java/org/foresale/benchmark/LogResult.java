package org.foresale.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured of one log.
 *
 * @param log      the log's name
 * @param lines    lines in the log
 * @param users    users in the log
 * @param measured seconds and GiB by their names, such as {@value #LOAD}; what was not measured is not there
 * @param cohorts  what it took to build each cohort
 */
record LogResult(String log, int lines, int users, Map<String, Double> measured, List<Built> cohorts) {

    /** Seconds to write the log's files. */
    static final String WRITE = "write";
    /** Seconds to load it in a fresh process. */
    static final String LOAD = "load";
    /** Seconds to guess what its columns hold, in another fresh process. */
    static final String GUESS = "guess";
    /**
     * Seconds that DuckDB alone takes to read the same columns and to sort them by user and time, in another fresh
     * process: a bound of what loading can take.
     */
    static final String SCAN = "scan";
    /** Most memory in GiB that the process that loaded it held. */
    static final String PEAK = "peak_gib";

    LogResult {
        measured = Map.copyOf(measured);
        cohorts = List.copyOf(cohorts);
    }

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

    LogResult with(String name, double figure) {
        Map<String, Double> more = new TreeMap<>(measured);
        more.put(name, figure);
        return new LogResult(log, lines, users, more, cohorts);
    }

    Optional<Double> figure(String name) {
        return Optional.ofNullable(measured.get(name));
    }

    double load() {
        return measured.get(LOAD);
    }

    double loadPerMillion() {
        return 1e6 * load() / lines;
    }
}

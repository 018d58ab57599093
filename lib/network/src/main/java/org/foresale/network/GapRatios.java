package org.foresale.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresale.cohort.Samples;
import org.foresale.log.History;

/**
 * How long a user stayed away, measured by the user's own rhythm: days since the shopping day before over the mean gap
 * of the shopping days so far, and the same of the days with the target.
 *
 * <p>Each is log(1 + ratio), and 0 where there are no two days to take a mean gap from; no ratio is 0 otherwise. At an
 * event, nothing is looked at but the shopping days up to it and the day of the cut.
 */
final class GapRatios {

    /** The days before an event up to it, then those up to an event to the cut. */
    static final List<String> NAMES =
            List.of("log gap ratio", "log target gap ratio", "log cut ratio", "log target cut ratio");

    private GapRatios() {
    }

    /**
     * Returns the ratios of all events of a sample.
     *
     * @return for each event, the oldest first, one number for each of {@link #NAMES}; lines of a day share them
     */
    static List<double[]> of(Samples samples, int sample, EventKind events) {
        History history = samples.history(sample);
        int cut = samples.get(sample).cut();
        Days shopping = new Days();
        Days target = new Days();
        List<double[]> ratios = new ArrayList<>();
        int from = 0;
        while (from < history.size()) {
            int day = history.day(from);
            boolean bought = false;
            int to = from;
            for (; to < history.size() && history.day(to) == day; to++) {
                bought |= samples.isTarget(history.thirdClass(to));
            }
            double[] row = new double[NAMES.size()];
            row[0] = shopping.logRatio(day);
            row[1] = target.logRatio(day);
            shopping.add(day);
            if (bought) {
                target.add(day);
            }
            row[2] = shopping.logRatio(cut);
            row[3] = target.logRatio(cut);
            ratios.addAll(Collections.nCopies(events == EventKind.DAYS ? 1 : to - from, row));
            from = to;
        }
        return ratios;
    }

    /** Days so far, in rising order. */
    private static final class Days {

        private int first;
        private int last;
        private int count;

        void add(int day) {
            first = count == 0 ? day : first;
            last = day;
            count++;
        }

        /** How many mean gaps have passed since the last one, as log(1 + ratio); 0 if there is no gap yet. */
        double logRatio(int day) {
            return count < 2 ? 0 : Math.log1p((double) (day - last) * (count - 1) / (last - first));
        }
    }
}

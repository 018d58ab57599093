package org.foresale.learn;

import java.util.Optional;
import org.foresale.cohort.Samples;
import org.foresale.log.History;

/**
 * How often and when a user bought the target before the cut, in the three numbers of the BG/NBD model.
 *
 * @param frequency days with the target after the first
 * @param recency   days from the first to the last
 * @param age       days from the first to the cut
 */
record TargetPurchases(int frequency, int recency, int age) {

    /** Those of a sample, empty if its user never bought the target. */
    static Optional<TargetPurchases> of(Samples samples, int i) {
        History history = samples.history(i);
        int days = 0;
        int first = -1;
        int last = -1;
        for (int line = 0; line < history.size(); line++) {
            int day = history.day(line);
            if (day != last && samples.isTarget(history.thirdClass(line))) {
                first = days == 0 ? day : first;
                last = day;
                days++;
            }
        }
        return days == 0 ? Optional.empty()
                : Optional.of(new TargetPurchases(days - 1, last - first, samples.get(i).cut() - first));
    }
}

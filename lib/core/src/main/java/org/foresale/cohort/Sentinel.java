package org.foresale.cohort;

import java.util.List;
import java.util.Locale;
import org.foresale.cohort.internal.Timing;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;

/**
 * Holds the result of the leak sentinel: how well timing alone separates buyers from non-buyers.
 *
 * <p>If timing separates them, either the way the samples were cut leaks the label, or buyers are simply more active.
 * In both cases, the figures of another model mean little unless they are compared with this one.
 *
 * @param rocAuc  area under the ROC curve of {@link Timing}, fitted to the training samples and measured on validation
 *                and test together; 0.5 if timing has no predictive power, NaN if these have only one label
 * @param samples number of samples it is measured on
 */
public record Sentinel(double rocAuc, int samples) {

    /** Area under the ROC curve above which the sentinel warns. */
    public static final double WARNS_ABOVE = .60;

    static Sentinel of(Samples train, Samples validation, Samples test) {
        Samples others = validation.and(test);
        Scores scores = Scores.of(others.labels(), Timing.fit(train).predict(others));
        return new Sentinel(Metrics.of(scores).rocAuc(), scores.size());
    }

    /**
     * Checks whether the sentinel warns.
     *
     * @return true if the area is above {@value #WARNS_ABOVE}
     */
    public boolean warns() {
        return rocAuc > WARNS_ABOVE;
    }

    /** What timing alone tells and, if it is much, a plain warning. */
    List<String> lines() {
        String area = String.format(Locale.ROOT, "timing only: AUC %.3f", rocAuc);
        return warns() ? List.of(area, "WARNING: timing alone predicts buyers") : List.of(area);
    }

    /**
     * Describes the result.
     *
     * @return the area, and a warning if there is one
     */
    @Override
    public String toString() {
        return String.join("; ", lines());
    }
}

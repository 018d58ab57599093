package org.foresale.cohort;

import java.util.List;
import java.util.Locale;
import org.foresale.cohort.internal.Timing;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;

/**
 * The leak sentinel: how well mere timing tells buyers from others.
 *
 * <p>Where it does, either the way the samples were cut gives the answer away, which is a leak, or buyers are simply
 * more active. In both cases a figure of another model means little before it stands beside this one.
 *
 * @param rocAuc  area under the ROC curve of {@link Timing}, fitted to the training samples, over those of validation
 *                and test together; 0.5 if timing tells nothing, NaN if these have one label only
 * @param samples over how many samples
 */
public record Sentinel(double rocAuc, int samples) {

    /** An area above which the sentinel warns. */
    public static final double WARNS_ABOVE = .60;

    static Sentinel of(Samples train, Samples validation, Samples test) {
        Samples others = validation.and(test);
        Scores scores = Scores.of(others.labels(), Timing.fit(train).predict(others));
        return new Sentinel(Metrics.of(scores).rocAuc(), scores.size());
    }

    /**
     * Tells whether the sentinel warns.
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
     * Returns the sentinel in words.
     *
     * @return the area, and a plain warning if there is one
     */
    @Override
    public String toString() {
        return String.join("; ", lines());
    }
}

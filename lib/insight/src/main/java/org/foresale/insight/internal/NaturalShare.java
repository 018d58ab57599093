package org.foresale.insight.internal;

import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;

/** Checks that samples are all users of a question, so that the share of buyers is the base rate. */
public final class NaturalShare {

    private static final double ROUNDING = 1e-9;

    private NaturalShare() {
    }

    /**
     * Returns the samples of a split.
     *
     * @param cohort the samples of all splits
     * @param split  the split
     * @return its samples
     * @throws IllegalArgumentException if they were sampled to have equal numbers of buyers and non-buyers
     */
    public static Samples of(Cohort cohort, Split split) {
        Samples samples = cohort.samples(split);
        double share = (double) samples.positives() / samples.size();
        if (Math.abs(share - cohort.baseRate(split)) > ROUNDING) {
            throw new IllegalArgumentException("of the " + samples.size() + " samples of the " + split + " split, "
                    + share + " are buyers, but of all users " + cohort.baseRate(split)
                    + ": ask about all of them, as Snapshot.withAllActiveUsers does");
        }
        return samples;
    }
}

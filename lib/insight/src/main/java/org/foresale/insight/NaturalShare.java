package org.foresale.insight;

import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;

/** Samples that are all users whom a question is about, so that as many of them buy as do in fact. */
final class NaturalShare {

    private static final double ROUNDING = 1e-9;

    private NaturalShare() {
    }

    /**
     * Returns the samples of a split.
     *
     * @throws IllegalArgumentException if they were drawn so that buyers and others are equally many
     */
    static Samples of(Cohort cohort, Split split) {
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

package org.foresale.evaluate;

/**
 * Rules that choose a threshold on validation samples.
 *
 * <p>The threshold is put midway between the lowest score that is still positive and the next lower one, so that
 * it parts other samples as well as it can; it is 0 if all are predicted positive. Samples of equal scores stay
 * together. At least one sample is predicted positive.
 */
public enum Threshold {

    /** The threshold of the highest F1; of several, the highest. */
    F1 {
        @Override
        boolean isBetter(RankedScores ranking, int step, int best) {
            return f1(ranking, step) > f1(ranking, best);
        }
    },

    /**
     * As many samples are predicted positive as there are positives, so that precision equals recall (their break-even
     * point, as in Joachims 1998). Where equal scores do not allow that number, the nearest; of two as near, the
     * smaller.
     */
    BREAK_EVEN {
        @Override
        boolean isBetter(RankedScores ranking, int step, int best) {
            return away(ranking, step) < away(ranking, best);
        }
    };

    /**
     * Returns the threshold for samples.
     *
     * @param validation scores of samples that are neither learnt from nor tested on
     * @return a sample counts as predicted positive from this score on
     * @throws IllegalArgumentException if there is no positive sample
     */
    public double of(Scores validation) {
        RankedScores ranking = RankedScores.of(validation);
        if (ranking.positives() == 0) {
            throw new IllegalArgumentException("a threshold needs a positive sample, but there is none among "
                    + validation.size());
        }
        int best = 0;
        for (int step = 1; step < ranking.steps(); step++) {
            if (isBetter(ranking, step, best)) {
                best = step;
            }
        }
        return ranking.threshold(best);
    }

    abstract boolean isBetter(RankedScores ranking, int step, int best);

    private static double f1(RankedScores ranking, int step) {
        return 2.0 * ranking.found(step) / (ranking.predicted(step) + ranking.positives());
    }

    private static int away(RankedScores ranking, int step) {
        return Math.abs(ranking.predicted(step) - ranking.positives());
    }
}

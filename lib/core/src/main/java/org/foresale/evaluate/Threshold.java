package org.foresale.evaluate;

/**
 * Chooses a decision threshold on validation samples.
 *
 * <p>The threshold lies midway between the lowest score that is predicted positive and the next lower score, so that it
 * generalises to other samples as well as possible; it is 0 if all samples are predicted positive. Samples with equal
 * scores are always predicted alike. At least one sample is predicted positive.
 */
public enum Threshold {

    /** Maximises F1; if several thresholds do, the highest of them is chosen. */
    F1 {
        @Override
        boolean isBetter(RankedScores ranking, int step, int best) {
            return f1(ranking, step) > f1(ranking, best);
        }
    },

    /**
     * Predicts as many samples positive as there are positives, so that precision equals recall (the break-even point,
     * as in Joachims 1998). If equal scores do not allow that number, the nearest possible number is used; of two
     * equally near ones, the smaller.
     */
    BREAK_EVEN {
        @Override
        boolean isBetter(RankedScores ranking, int step, int best) {
            return away(ranking, step) < away(ranking, best);
        }
    };

    /**
     * Chooses the threshold on samples.
     *
     * @param validation scores of samples that are used neither for training nor for testing
     * @return the threshold; a sample is predicted positive if its score is at least this
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

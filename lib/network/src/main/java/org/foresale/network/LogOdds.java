package org.foresale.network;

/** Turns probabilities into log-odds. */
final class LogOdds {

    /** Log-odds of certainty have no number. */
    private static final double SURE = 1e-6;

    private LogOdds() {
    }

    /** The log-odds of scores times a share of them; a probability counts as at least 1e-6 from 0 and from 1. */
    static float[][] of(double[][] scores, double share) {
        float[][] logOdds = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            logOdds[i] = new float[scores[i].length];
            for (int category = 0; category < scores[i].length; category++) {
                double sure = Math.max(SURE, Math.min(1 - SURE, scores[i][category]));
                logOdds[i][category] = (float) (share * Math.log(sure / (1 - sure)));
            }
        }
        return logOdds;
    }
}

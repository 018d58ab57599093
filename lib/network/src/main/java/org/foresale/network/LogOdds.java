package org.foresale.network;

/** Turns probabilities into log-odds. */
final class LogOdds {

    /** Log-odds of certainty have no number. */
    private static final double SURE = 1e-6;

    private LogOdds() {
    }

    /** The log-odds of scores; a probability counts as at least 1e-6 from 0 and from 1. */
    static float[][] of(double[][] scores) {
        float[][] logOdds = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            logOdds[i] = new float[scores[i].length];
            for (int category = 0; category < scores[i].length; category++) {
                double sure = Math.max(SURE, Math.min(1 - SURE, scores[i][category]));
                logOdds[i][category] = (float) Math.log(sure / (1 - sure));
            }
        }
        return logOdds;
    }

    /** A share of log-odds. */
    static float[][] times(double share, float[][] logOdds) {
        float[][] some = new float[logOdds.length][];
        for (int i = 0; i < some.length; i++) {
            some[i] = new float[logOdds[i].length];
            for (int category = 0; category < some[i].length; category++) {
                some[i][category] = (float) (share * logOdds[i][category]);
            }
        }
        return some;
    }
}

package org.foresale.insight;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Scored;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;
import org.foresale.log.PurchaseLog;

/**
 * Holds a predictor for each part of a question of all active users, so that what is measured of their predictions
 * rests on the test users of all parts.
 *
 * @param cohorts    the samples of each part
 * @param predictors what was fitted to the training and validation samples of each
 */
public record CrossFitted(List<Cohort> cohorts, List<Predictor> predictors) {

    /**
     * Copies the parts.
     *
     * @param cohorts    the samples of each part
     * @param predictors what was fitted to the training and validation samples of each
     * @throws IllegalArgumentException if there is no part, or not one predictor for each
     */
    public CrossFitted {
        cohorts = List.copyOf(cohorts);
        predictors = List.copyOf(predictors);
        if (cohorts.isEmpty() || cohorts.size() != predictors.size()) {
            throw new IllegalArgumentException(cohorts.size() + " cohorts and " + predictors.size()
                    + " predictors: give one or more, and a predictor for each");
        }
    }

    /**
     * Fits a learner to each part of a question, several side by side.
     *
     * @param question a snapshot of all active users, cross-fitted
     * @param log      the log
     * @param learner  the learner
     * @return its predictors
     * @throws IllegalArgumentException if the log does not suit a part, or if the learner refuses its samples
     */
    public static CrossFitted fit(CrossFit question, PurchaseLog log, Learner learner) {
        List<Cohort> cohorts = question.cohorts(log);
        return new CrossFitted(cohorts, cohorts.stream().parallel()
                .map(cohort -> learner.fit(cohort.train(), cohort.validation())).toList());
    }

    /** The test samples of each part, each at the natural share of buyers. */
    List<Samples> tests() {
        return cohorts.stream().map(cohort -> NaturalShare.of(cohort, Split.TEST)).toList();
    }

    /** The test samples' scores, part after part, with the thresholds where precision equals recall on validation. */
    Scored scored() {
        List<Samples> tests = tests();
        int size = tests.stream().mapToInt(Samples::size).sum();
        boolean[] labels = new boolean[size];
        double[] probabilities = new double[size];
        int[] parts = new int[size];
        int from = 0;
        for (int part = 0; part < tests.size(); part++) {
            Samples test = tests.get(part);
            System.arraycopy(test.labels(), 0, labels, from, test.size());
            System.arraycopy(predictors.get(part).predict(test), 0, probabilities, from, test.size());
            Arrays.fill(parts, from, from + test.size(), part);
            from += test.size();
        }
        return new Scored(Scores.of(labels, probabilities, parts),
                IntStream.range(0, tests.size()).mapToObj(this::threshold).toList());
    }

    private double threshold(int part) {
        Samples validation = NaturalShare.of(cohorts.get(part), Split.VALIDATION);
        return Threshold.BREAK_EVEN.of(Scores.of(validation.labels(), predictors.get(part).predict(validation)));
    }
}

package org.foresale.insight.recommend;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Scored;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.insight.internal.NaturalShare;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;
import org.foresale.log.PurchaseLog;

/**
 * Holds one predictor for each part of a question about all active users, so that figures can be computed over the test
 * users of all parts.
 *
 * <p>A predictor does not record whom it was fitted to, and in another part it would score its own training users.
 * Therefore only {@link #fit} combines cohorts with predictors.
 */
public final class CrossFitted {

    private final List<Cohort> cohorts;
    private final List<Predictor> predictors;

    private CrossFitted(List<Cohort> cohorts, List<Predictor> predictors) {
        this.cohorts = cohorts;
        this.predictors = predictors;
    }

    /**
     * Brings parts together.
     *
     * @param cohorts    the samples of each part
     * @param predictors what was fitted to the training and validation samples of each
     * @return the parts
     * @throws IllegalArgumentException if there is no part, or not one predictor for each, if the parts ask for
     *     different targets or of different logs, or if a user is tested twice on a day
     */
    static CrossFitted of(List<Cohort> cohorts, List<Predictor> predictors) {
        if (cohorts.isEmpty() || cohorts.size() != predictors.size()) {
            throw new IllegalArgumentException(cohorts.size() + " cohorts and " + predictors.size()
                    + " predictors: give one or more, and a predictor for each");
        }
        Cohort first = cohorts.get(0);
        Set<List<Object>> tested = new HashSet<>();
        for (Cohort cohort : cohorts) {
            if (!cohort.target().equals(first.target()) || cohort.test().taxonomy() != first.test().taxonomy()) {
                throw new IllegalArgumentException("one part is " + first.name() + ", of " + first.target()
                        + ", another " + cohort.name() + ", of " + cohort.target()
                        + ": give parts of one question of one log, as CrossFit.cohorts does");
            }
            Samples test = cohort.test();
            for (int i = 0; i < test.size(); i++) {
                if (!tested.add(List.of(test.userId(i), test.get(i).cut()))) {
                    throw new IllegalArgumentException("the user " + test.userId(i) + " is tested twice on "
                            + test.date(test.get(i).cut()) + " in " + cohort.name()
                            + ": give each part once, with a fold or a test day of its own, as CrossFit.cohorts does");
                }
            }
        }
        return new CrossFitted(List.copyOf(cohorts), List.copyOf(predictors));
    }

    /**
     * Fits a learner to each part of a question, several parts in parallel.
     *
     * @param question a cross-fitted snapshot of all active users
     * @param log      the log
     * @param learner  the learner
     * @return the predictors
     * @throws IllegalArgumentException if the log is not suitable for a part, or if the learner rejects its samples
     */
    public static CrossFitted fit(CrossFit question, PurchaseLog log, Learner learner) {
        List<Cohort> cohorts = question.cohorts(log);
        return of(cohorts, cohorts.stream().parallel()
                .map(learner::fit).toList());
    }

    /**
     * Returns the samples of each part.
     *
     * @return the cohorts in the order of the parts
     */
    public List<Cohort> cohorts() {
        return cohorts;
    }

    /**
     * Returns the predictors that were fitted to the training and validation samples of each part.
     *
     * @return the predictors in the order of the parts
     */
    public List<Predictor> predictors() {
        return predictors;
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
        double[] scores = new double[size];
        int[] parts = new int[size];
        int from = 0;
        for (int part = 0; part < tests.size(); part++) {
            Samples test = tests.get(part);
            System.arraycopy(test.labels(), 0, labels, from, test.size());
            System.arraycopy(predictors.get(part).predict(test), 0, scores, from, test.size());
            Arrays.fill(parts, from, from + test.size(), part);
            from += test.size();
        }
        return new Scored(Scores.of(labels, scores, parts),
                IntStream.range(0, tests.size()).mapToObj(this::threshold).toList());
    }

    private double threshold(int part) {
        Samples validation = NaturalShare.of(cohorts.get(part), Split.VALIDATION);
        return Threshold.BREAK_EVEN.of(predictors.get(part).score(validation));
    }

    @Override
    public String toString() {
        return "Predictors of " + cohorts.size() + " folds";
    }
}

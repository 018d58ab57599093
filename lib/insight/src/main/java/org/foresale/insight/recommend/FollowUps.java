package org.foresale.insight.recommend;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.evaluate.FollowUp;
import org.foresale.evaluate.FollowUpResult;
import org.foresale.learn.Predictor;
import org.foresale.log.PurchaseLog;

/** Follows up what the test users of a cohort went on to buy. */
public final class FollowUps {

    private FollowUps() {
    }

    /**
     * Follows up the test users of a cohort, with the threshold at which precision equals recall on the validation
     * samples.
     *
     * @param rule      what to look for, and for how long
     * @param log       log that the cohort was made from, as samples do not give access to purchases after their cuts
     * @param cohort    cohort of a question about all active users
     * @param predictor predictor fitted to the cohort
     * @return the shares of heavy buyers
     * @throws IllegalArgumentException if the cohort is only a sample of the users, if no validation sample is a buyer,
     *     or if the log is a different one or ends before a window does
     */
    public static FollowUpResult of(FollowUp rule, PurchaseLog log, Cohort cohort, Predictor predictor) {
        return of(rule, log, CrossFitted.of(List.of(cohort), List.of(predictor)));
    }

    /**
     * Follows up the test users of all parts of a cross-fitted question, with the threshold of each part.
     *
     * @param rule  what to look for, and for how long
     * @param log   log that the cohorts were made from
     * @param model the predictors
     * @return the shares of heavy buyers
     * @throws IllegalArgumentException for the reasons of {@link #of(FollowUp, PurchaseLog, Cohort, Predictor)}
     */
    public static FollowUpResult of(FollowUp rule, PurchaseLog log, CrossFitted model) {
        List<Samples> tests = model.tests();
        int[] users = tests.stream().flatMapToInt(test -> IntStream.range(0, test.size()).map(i ->
                log.findUser(test.userId(i)).orElseThrow(() -> new IllegalArgumentException("the log " + log.name()
                        + " has no user \"" + test.userId(i) + "\", so it is not the one of "
                        + model.cohorts().get(0).name())))).toArray();
        int[] cuts = tests.stream().flatMapToInt(test -> IntStream.range(0, test.size()).map(i ->
                (int) ChronoUnit.DAYS.between(log.firstDay(), test.date(test.get(i).cut())))).toArray();
        requireHistories(log, tests, users, cuts, model.cohorts().get(0).name());
        return rule.of(log, model.cohorts().get(0).target().in(log.taxonomy()), users, cuts, model.scored());
    }

    /** What the log knows of the users before their cuts is what their samples hold. */
    private static void requireHistories(PurchaseLog log, List<Samples> tests, int[] users, int[] cuts,
            String cohort) {
        int next = 0;
        for (Samples test : tests) {
            for (int i = 0; i < test.size(); i++, next++) {
                int lines = log.history(users[next]).before(cuts[next]).size();
                if (lines != test.history(i).size()) {
                    throw new IllegalArgumentException("the user " + test.userId(i) + " has " + lines + " lines before"
                            + " the cut in " + log.name() + ", but " + test.history(i).size() + " in " + cohort
                            + ": give the log that the cohort was made of");
                }
            }
        }
    }
}

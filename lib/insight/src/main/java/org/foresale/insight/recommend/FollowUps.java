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

/** What the test users of a cohort went on to buy. */
public final class FollowUps {

    private FollowUps() {
    }

    /**
     * Tells what became of the test users, at a threshold where precision equals recall on validation.
     *
     * @param rule      what is looked for, and for how long
     * @param log       the log that the cohort was made of: samples offer no way to what comes after their cuts
     * @param cohort    a question of all active users
     * @param predictor what was fitted to it
     * @return the shares of heavy buyers
     * @throws IllegalArgumentException if the cohort's samples are a draw of the users, if nobody of validation buys,
     *     or if the log is another one or ends before a window
     */
    public static FollowUpResult of(FollowUp rule, PurchaseLog log, Cohort cohort, Predictor predictor) {
        return of(rule, log, CrossFitted.of(List.of(cohort), List.of(predictor)));
    }

    /**
     * Follows up the test users of all parts of a cross-fitted question, each at the threshold of its part.
     *
     * @param rule  what is looked for, and for how long
     * @param log   the log that the cohorts were made of
     * @param model the predictors
     * @return the shares of heavy buyers
     * @throws IllegalArgumentException as {@link #of(FollowUp, PurchaseLog, Cohort, Predictor)} does
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

package org.foresale.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.PurchaseLog;

/**
 * A question that is asked once for each fold of the users and, of a snapshot, for each of several test days: so every
 * user is a test user, and figures rest on all users instead of the fifth that a single split tests (cross-validation:
 * Stone 1974).
 *
 * <p>Each time is a question of its own, with its own training and validation users. Whatever is learnt, chosen or
 * scaled is so inside it: nothing about its test users reaches training, and no training label ends after its test day.
 * The scores of two parts come from two models and are not on one scale; {@link org.foresale.evaluate.Metrics} tells
 * how they are summed up. A user is asked on each test day: intervals are to draw users, not samples.
 *
 * <p>The test days lie a horizon apart, back from the question's own, so that their horizons share no day. An earlier
 * one keeps the training days whose labels have ended by then.
 *
 * @param question the question; its test's share of the users tells how many folds there are, five for a fifth
 * @param days     on how many test days it is asked
 * @param folds    how many of the folds are asked, the first ones; all of them, unless for a look
 */
public record CrossFit(Question question, int days, int folds) {

    /** With a single training day, nothing would tell the day from the users. */
    private static final int MIN_TRAIN_CUTS = 2;

    /**
     * The question of one fold and test day.
     *
     * @param fold     the fold, from 0 on
     * @param name     which part it is, such as "fold 1 of 5, day 240"
     * @param question the question
     */
    public record Part(int fold, String name, Question question) {
    }

    /**
     * Checks the folds and the days.
     *
     * @throws IllegalArgumentException if the test's share of the users does not fit into all of them a whole number of
     *     times, if there are not as many folds, if there is no day, if there are several, but the question is no
     *     snapshot, or if a test day would leave fewer than two training days
     */
    public CrossFit {
        int all = question.split().eachFold().size();
        if (folds < 1 || folds > all) {
            throw new IllegalArgumentException(folds + " folds are asked, but the test's share of the users makes "
                    + all + ": ask at least 1 and at most so many with withFolds");
        }
        if (days < 1) {
            throw new IllegalArgumentException(days + " test days: at least 1 is needed");
        }
        if (days > 1 && !(question instanceof Snapshot)) {
            throw new IllegalArgumentException(days + " test days, but only a snapshot has test days; ask a first need"
                    + " on 1");
        }
        if (question instanceof Snapshot snapshot && days > maxDays(snapshot)) {
            int day = snapshot.testCut() - maxDays(snapshot) * snapshot.horizon();
            throw new IllegalArgumentException("test day " + day + " of " + days + " test days, " + snapshot.horizon()
                    + " days apart, leaves the training days " + trainCuts(snapshot, day) + " of "
                    + snapshot.trainCuts() + ", as others have labels that end after it; " + MIN_TRAIN_CUTS
                    + " are needed. Ask on at most " + maxDays(snapshot) + " test days, add earlier training days"
                    + " with withDays, or choose a shorter horizon or a longer log.");
        }
    }

    /**
     * Returns a question asked once for each fold, on its own test day.
     *
     * @param question the question
     * @return the cross-fitted question
     * @throws IllegalArgumentException if the test's share of the users does not fit into all of them a whole number of
     *     times
     */
    public static CrossFit of(Question question) {
        return new CrossFit(question, 1, question.split().eachFold().size());
    }

    /**
     * Returns a copy that asks on several test days.
     *
     * @param newDays how many, at least 1; the question's own is the last of them
     * @return the new cross-fitted question
     * @throws IllegalArgumentException if the question has not as many, as {@link #withMaxDays} finds them
     */
    public CrossFit withDays(int newDays) {
        return new CrossFit(question, newDays, folds);
    }

    /**
     * Returns a copy that asks on as many test days as leave two training days each: three for the days of
     * {@link Snapshot#of}.
     *
     * @return the new cross-fitted question, on one day if the question is no snapshot
     */
    public CrossFit withMaxDays() {
        return new CrossFit(question, question instanceof Snapshot snapshot ? maxDays(snapshot) : 1, folds);
    }

    /**
     * Asks of the first folds only, for a look: figures then rest on their users.
     *
     * @param first how many folds, at least 1
     * @return the new cross-fitted question
     * @throws IllegalArgumentException if there are not as many folds
     */
    public CrossFit withFolds(int first) {
        return new CrossFit(question, days, first);
    }

    private static int maxDays(Snapshot snapshot) {
        int max = 1;
        while (trainCuts(snapshot, snapshot.testCut() - max * snapshot.horizon()).size() >= MIN_TRAIN_CUTS) {
            max++;
        }
        return max;
    }

    /** The training days whose labels end before a test day. */
    private static List<Integer> trainCuts(Snapshot snapshot, int testCut) {
        return snapshot.trainCuts().stream().filter(cut -> cut + snapshot.horizon() <= testCut).toList();
    }

    /**
     * Returns the questions of all folds and test days.
     *
     * @return fold by fold, in each the test days from the earliest on
     */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (UserSplit fold : question.split().eachFold().subList(0, folds)) {
            String name = "fold " + (fold.fold() + 1) + " of " + fold.folds();
            if (question instanceof Snapshot snapshot && days > 1) {
                IntStream.range(0, days).map(i -> snapshot.testCut() - (days - 1 - i) * snapshot.horizon())
                        .forEach(day -> parts.add(new Part(fold.fold(), name + ", day " + day, snapshot.withSplit(fold)
                                .withDays(trainCuts(snapshot, day), day, snapshot.horizon()))));
            } else {
                parts.add(new Part(fold.fold(), name, question.withSplit(fold)));
            }
        }
        return List.copyOf(parts);
    }

    /**
     * Returns the samples of a log.
     *
     * @param log the log
     * @return the cohort of each of the {@link #parts()}
     * @throws IllegalArgumentException if the log is too short or lacks a class of the target, or if a split of a part
     *     gets no buyers or no others
     */
    public List<Cohort> cohorts(PurchaseLog log) {
        question.target().in(log.taxonomy());
        List<Cohort> cohorts = new ArrayList<>();
        for (Part part : parts()) {
            try {
                cohorts.add(part.question().cohort(log));
            } catch (IllegalArgumentException e) {
                String reason = e.getMessage().endsWith(".") ? e.getMessage() : e.getMessage() + ".";
                throw new IllegalArgumentException(part.name() + ": " + reason + " If a part has too few users,"
                        + " ask with fewer folds, by withSplit(UserSplit.ofFolds(seed, folds)) of the question.", e);
            }
        }
        return List.copyOf(cohorts);
    }

    /**
     * Returns all active users of a log on the test days of a snapshot, at the natural share of buyers.
     *
     * @param log the log
     * @return the test users of each of the {@link #parts()}
     * @throws IllegalArgumentException if the question is no snapshot, or as {@link #cohorts}
     */
    public List<Samples> activeUsers(PurchaseLog log) {
        if (!(question instanceof Snapshot snapshot)) {
            throw new IllegalArgumentException("only a snapshot is asked of all active users, but this is the first"
                    + " need of " + question.target().name());
        }
        return withQuestion(snapshot.withAllActiveUsers()).cohorts(log).stream().map(Cohort::test).toList();
    }

    /**
     * Asks another question of the same folds of users, on as many test days.
     *
     * @param other the question, such as the same with more others; its split of the users is replaced by this one's
     * @return the new cross-fitted question
     * @throws IllegalArgumentException if the question has not as many test days
     */
    public CrossFit withQuestion(Question other) {
        return new CrossFit(other.withSplit(question.split()), days, folds);
    }
}

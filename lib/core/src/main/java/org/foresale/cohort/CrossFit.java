package org.foresale.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.PurchaseLog;

/**
 * Repeats a question for each fold of the users and, for a snapshot, on each of several test days. Every user is then a
 * test user, and figures are based on all users instead of the fifth that a single split tests (cross-validation: Stone
 * 1974).
 *
 * <p>Each repetition, called a part, is a separate question with its own training and validation users. All learning,
 * selection and scaling happens within a part: nothing about its test users reaches training, and no training label
 * ends after its test day. The scores of two parts come from two models and are not on the same scale; {@link
 * org.foresale.evaluate.Metrics} describes how they are combined. A user may have a sample on each test day, so
 * intervals must resample users, not samples.
 *
 * <p>The last test day is that of the question; the others precede it, one horizon apart, so that their label windows
 * do not overlap. An earlier test day uses only the training days whose labels have ended by then.
 *
 * @param question the question; the number of folds follows from the share of users in its test set, five for a fifth
 * @param days     number of test days
 * @param folds    number of folds to run, starting with the first; all of them, except for a quick look
 */
public record CrossFit(Question question, int days, int folds) {

    /** With a single training day, nothing would tell the day from the users. */
    private static final int MIN_TRAIN_CUTS = 2;

    /**
     * Holds the question for one fold and test day.
     *
     * @param fold     the fold, numbered from 0
     * @param name     the name of the part, such as "fold 1 of 5, day 240"
     * @param question the question
     */
    public record Part(int fold, String name, Question question) {
    }

    /**
     * Checks the folds and the days.
     *
     * @throws IllegalArgumentException if the share of users in the test set is not one over a whole number, if there
     *     are not that many folds, if there is no test day, if there are several but the question is not a snapshot, or
     *     if a test day leaves fewer than two training days
     */
    public CrossFit {
        int all = question.split().eachFold().size();
        if (folds < 1 || folds > all) {
            throw new IllegalArgumentException(folds + " folds are asked for, but the test's share of the users makes "
                    + all + ": ask for 1 to that many with withFolds");
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
                    + " are needed. Use at most " + maxDays(snapshot) + " test days, add earlier training days"
                    + " with withDays, or choose a shorter horizon or a longer log.");
        }
    }

    /**
     * Returns a question that is repeated for each fold, on its own test day.
     *
     * @param question the question
     * @return the cross-fitted question
     * @throws IllegalArgumentException if the share of users in the test set is not one over a whole number
     */
    public static CrossFit of(Question question) {
        return new CrossFit(question, 1, question.split().eachFold().size());
    }

    /**
     * Returns a copy with several test days.
     *
     * @param newDays number of test days, at least 1; the question's own is the last of them
     * @return the new cross-fitted question
     * @throws IllegalArgumentException if the question does not allow that many; {@link #withMaxDays} finds the maximum
     */
    public CrossFit withDays(int newDays) {
        return new CrossFit(question, newDays, folds);
    }

    /**
     * Returns a copy with the maximum number of test days that leaves at least two training days for each: three for
     * the days of {@link Snapshot#of}.
     *
     * @return the new cross-fitted question, with one test day if the question is not a snapshot
     */
    public CrossFit withMaxDays() {
        return new CrossFit(question, question instanceof Snapshot snapshot ? maxDays(snapshot) : 1, folds);
    }

    /**
     * Returns a copy that runs the first folds only, for a quick look: figures are then based on the users of these
     * folds.
     *
     * @param first number of folds, at least 1
     * @return the new cross-fitted question
     * @throws IllegalArgumentException if there are not that many folds
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
     * @return the parts, ordered by fold, then by test day
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
     *     has no buyers or no non-buyers
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
     * Returns samples of all active users of a log on the test days of a snapshot, without balancing.
     *
     * @param log the log
     * @return the test samples of each of the {@link #parts()}
     * @throws IllegalArgumentException if the question is not a snapshot, or as {@link #cohorts}
     */
    public List<Samples> activeUsers(PurchaseLog log) {
        if (!(question instanceof Snapshot snapshot)) {
            throw new IllegalArgumentException("only a snapshot has samples of all active users, but this is the first"
                    + " need of " + question.target().name());
        }
        return withQuestion(snapshot.withAllActiveUsers()).cohorts(log).stream().map(Cohort::test).toList();
    }

    /**
     * Returns a copy for another question, with the same folds of users and the same number of test days.
     *
     * @param other the question, such as the same with more non-buyers; its split is replaced by that of this question
     * @return the new cross-fitted question
     * @throws IllegalArgumentException if the question does not allow that many test days
     */
    public CrossFit withQuestion(Question other) {
        return new CrossFit(other.withSplit(question.split()), days, folds);
    }
}

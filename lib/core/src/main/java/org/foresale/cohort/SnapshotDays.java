package org.foresale.cohort;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.History;
import org.foresale.log.LogFrame;
import org.foresale.log.PurchaseLog;

/**
 * When a snapshot looks at users, and which of them it looks at, whatever it asks about them.
 *
 * @param trainCuts    cuts for training and validation, in days since the log's first day; kept in rising order, each
 *                     once
 * @param testCut      cut for the test, in days since the log's first day
 * @param horizon      length of the label's window in days
 * @param shoppingDays least number of shopping days before the cut
 * @param activeWithin the last of them lies at most so many days before the cut
 */
record SnapshotDays(List<Integer> trainCuts, int testCut, int horizon, int shoppingDays, int activeWithin)
        implements Serializable {

    private static final int MAX_TRAIN_CUTS = 6;
    private static final int HORIZONS_NEEDED = 3;
    private static final int MIN_SHOPPING_DAYS = 3;
    private static final int ACTIVE_WITHIN = 60;

    /**
     * Checks the days.
     *
     * @throws IllegalArgumentException if there is no training cut, if a number of days is not above 0, or if a
     *     training label ends after the test cut
     */
    SnapshotDays {
        trainCuts = trainCuts.stream().sorted().distinct().toList();
        if (trainCuts.isEmpty()) {
            throw new IllegalArgumentException("a snapshot needs at least one day to train on");
        }
        for (int days : new int[] {trainCuts.get(0), testCut, horizon, shoppingDays, activeWithin}) {
            if (days <= 0) {
                throw new IllegalArgumentException("numbers of days are above 0, but one is " + days);
            }
        }
        int lastTrain = trainCuts.get(trainCuts.size() - 1);
        if ((long) lastTrain + horizon > testCut) {
            throw new IllegalArgumentException("the training snapshot on day " + lastTrain + " has a label that ends on"
                    + " day " + ((long) lastTrain + horizon) + ", after the test snapshot on day " + testCut
                    + ": training would know the test's future");
        }
    }

    /** The days for a log of a year. */
    static SnapshotDays withDefaults() {
        return new SnapshotDays(List.of(90, 120, 150, 180, 210, 240), 300, 60, MIN_SHOPPING_DAYS, ACTIVE_WITHIN);
    }

    /** The days that the length of a log gives, as {@link Snapshot#fitting} has it. */
    static SnapshotDays fitting(PurchaseLog log, int horizon) {
        if (horizon <= 0) {
            throw new IllegalArgumentException("numbers of days are above 0, but the horizon is " + horizon);
        }
        if (log.days() / HORIZONS_NEEDED < horizon) {
            throw new IllegalArgumentException("a horizon of " + horizon + " days needs a log of three times as many:"
                    + " before the training cut, up to the test and behind it; but " + log.name() + " has "
                    + log.days() + " days. Choose a horizon of at most " + log.days() / HORIZONS_NEEDED
                    + " days, or a longer log.");
        }
        int test = log.days() - horizon;
        int apart = (horizon + 1) / 2;
        List<Integer> train = IntStream.range(0, MAX_TRAIN_CUTS).map(i -> test - horizon - i * apart)
                .filter(cut -> cut >= horizon).boxed().toList();
        return new SnapshotDays(train, test, horizon, MIN_SHOPPING_DAYS, ACTIVE_WITHIN);
    }

    /** Refuses a log that ends before the test's horizon does. */
    void requireWithin(LogFrame log) {
        if ((long) testCut + horizon > log.days()) {
            throw new IllegalArgumentException("the test's horizon ends on day " + ((long) testCut + horizon) + ", but "
                    + log.name() + " has " + log.days() + " days: choose earlier days or a shorter horizon with"
                    + " withDays, or in a job by --train-days, --test-day and --horizon");
        }
    }

    /** When the users of a split are looked at, rising. */
    List<Integer> cuts(Split part) {
        return part == Split.TEST ? List.of(testCut) : trainCuts;
    }

    /** Whether a user with this history before the cut is asked about. */
    boolean isActive(History before, int cut) {
        return before.shoppingDays() >= shoppingDays && before.day(before.size() - 1) >= cut - activeWithin;
    }
}

package org.foresale.cohort;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.foresale.log.PurchaseLog;

/**
 * Puts each user into one split by a seeded hash of the user id.
 *
 * <p>The hash places users on a circle, from 0 to 1; training, validation and test are arcs of it. Each {@linkplain
 * #eachFold() fold} turns the users on, by as much as the test's arc is long, so that everybody is once in the test.
 *
 * @param seed       the seed
 * @param train      share of users to train on, above 0
 * @param validation share of users to validate on, above 0; the rest is for the test
 * @param fold       which fold this is, 0 to folds - 1
 * @param folds      into how many folds the users are parted; 1 if they are split once
 */
public record UserSplit(long seed, double train, double validation, int fold, int folds) implements Serializable {

    private static final double ROUNDING = 1e-9;
    /** One for the test, one to validate on, one to train on. */
    private static final int MIN_FOLDS = 3;
    private static final int MAX_FOLDS = 1_000;

    /**
     * Checks the shares and the fold.
     *
     * @throws IllegalArgumentException if a share is not above 0, if nothing is left for the test, if there is no such
     *     fold, or if the tests of several folds do not hold every user once
     */
    public UserSplit {
        if (!(train > 0) || !(validation > 0) || !(train + validation < 1)) {
            throw new IllegalArgumentException("shares of " + train + " for training and " + validation
                    + " for validation: each must be above 0, and together below 1");
        }
        if (fold < 0 || fold >= folds) {
            throw new IllegalArgumentException("there is no fold " + fold + " of " + folds + ": count from 0");
        }
        if (folds > 1 && Math.abs(folds * (1 - train - validation) - 1) > ROUNDING) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "the tests of %d folds, each with a share of"
                    + " %.4f of the users, do not hold every user once: the share must be 1/%d, as that of"
                    + " UserSplit.ofFolds(seed, %d) is", folds, 1 - train - validation, folds, folds));
        }
    }

    /**
     * A split of the users, once.
     *
     * @param seed       the seed
     * @param train      share of users to train on, above 0
     * @param validation share of users to validate on, above 0; the rest is for the test
     * @throws IllegalArgumentException if a share is not above 0, or if nothing is left for the test
     */
    public UserSplit(long seed, double train, double validation) {
        this(seed, train, validation, 0, 1);
    }

    /**
     * Returns a split with 60 % of the users to train on, 20 % to validate on, 20 % for the test.
     *
     * @param seed the seed
     * @return the split
     */
    public static UserSplit of(long seed) {
        return new UserSplit(seed, 0.6, 0.2);
    }

    /**
     * Returns the first of some folds: one share of the users for the test, as many to validate on, the others to train
     * on. Of five folds, it is the split of {@link #of}.
     *
     * @param seed  the seed
     * @param folds how many, 3 to 1,000
     * @return the split of the first fold
     * @throws IllegalArgumentException if there are fewer or more
     */
    public static UserSplit ofFolds(long seed, int folds) {
        if (folds < MIN_FOLDS || folds > MAX_FOLDS) {
            throw new IllegalArgumentException(folds + " folds: at least " + MIN_FOLDS + " are needed, to test, to"
                    + " validate and to train on, and at most " + MAX_FOLDS + " make sense");
        }
        return new UserSplit(seed, 1 - 2. / folds, 1. / folds, 0, folds);
    }

    /**
     * Returns the splits of cross-fitting: as many as the test's share fits into all users. Every user is in the test
     * of one of them.
     *
     * @return the splits of all folds; the first is this one, if it is of the first fold or of none
     * @throws IllegalArgumentException if the test's share does not fit in a whole number of times, 3 to 1,000
     */
    public List<UserSplit> eachFold() {
        int count = folds > 1 ? folds : (int) Math.round(1 / (1 - train - validation));
        if (count < MIN_FOLDS || count > MAX_FOLDS) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "a test's share of %s of the users makes %d"
                    + " folds: take one of a third to a thousandth, as that of UserSplit.ofFolds(seed, 5) is",
                    1 - train - validation, count));
        }
        return IntStream.range(0, count).mapToObj(each -> new UserSplit(seed, train, validation, each, count)).toList();
    }

    /**
     * Returns the split of a user.
     *
     * @param userId the user's id
     * @return the split
     */
    public Split of(String userId) {
        double turned = SeededHash.uniform(seed, "split", userId) + (double) fold / folds;
        double u = turned < 1 ? turned : turned - 1;
        if (u < train) {
            return Split.TRAIN;
        }
        return u < train + validation ? Split.VALIDATION : Split.TEST;
    }

    /** The splits of all users of a log, by their codes. */
    Split[] of(PurchaseLog log) {
        Split[] splits = new Split[log.users()];
        Arrays.setAll(splits, user -> of(log.userId(user)));
        return splits;
    }
}

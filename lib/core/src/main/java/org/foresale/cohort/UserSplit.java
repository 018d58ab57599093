package org.foresale.cohort;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.foresale.log.PurchaseLog;

/**
 * Assigns each user to a split by a seeded hash of the user id.
 *
 * <p>The hash places users on a circle, from 0 to 1; training, validation and test are arcs of it. Each {@linkplain
 * #eachFold() fold} rotates the users by the length of the test arc, so that every user is in the test set once.
 *
 * @param seed       random seed
 * @param train      share of training users, above 0
 * @param validation share of validation users, above 0; the rest are test users
 * @param fold       the fold, 0 to folds - 1
 * @param folds      number of folds; 1 if the users are split once
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
     *     fold, or if the test sets of several folds do not contain every user exactly once
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
     * Splits the users once.
     *
     * @param seed       random seed
     * @param train      share of training users, above 0
     * @param validation share of validation users, above 0; the rest are test users
     * @throws IllegalArgumentException if a share is not above 0, or if nothing is left for the test
     */
    public UserSplit(long seed, double train, double validation) {
        this(seed, train, validation, 0, 1);
    }

    /**
     * Returns a split with 60 % training, 20 % validation and 20 % test users.
     *
     * @param seed random seed
     * @return the split
     */
    public static UserSplit of(long seed) {
        return new UserSplit(seed, 0.6, 0.2);
    }

    /**
     * Returns the split of the first fold: one fold is the test set, one is the validation set, and the others are the
     * training set. For five folds, it is the split of {@link #of}.
     *
     * @param seed  random seed
     * @param folds number of folds, 3 to 1,000
     * @return the split of the first fold
     * @throws IllegalArgumentException if the number is out of range
     */
    public static UserSplit ofFolds(long seed, int folds) {
        if (folds < MIN_FOLDS || folds > MAX_FOLDS) {
            throw new IllegalArgumentException(folds + " folds: at least " + MIN_FOLDS + " are needed, to test, to"
                    + " validate and to train on, and at most " + MAX_FOLDS + " make sense");
        }
        return new UserSplit(seed, 1 - 2. / folds, 1. / folds, 0, folds);
    }

    /**
     * Returns the splits of cross-fitting, one for each fold. Their number is 1 divided by the share of test users, and
     * every user is a test user in exactly one of them.
     *
     * @return the splits of all folds; the first is this one, if this is the split of the first fold or a single split
     * @throws IllegalArgumentException if the share of test users is not 1 over a whole number from 3 to 1,000
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

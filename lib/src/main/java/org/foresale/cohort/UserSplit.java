package org.foresale.cohort;

import java.io.Serializable;
import java.util.Arrays;
import org.foresale.log.PurchaseLog;

/**
 * Puts each user into one split by a seeded hash of the user id.
 *
 * @param seed       the seed
 * @param train      share of users to train on, above 0
 * @param validation share of users to validate on, above 0; the rest is for the test
 */
public record UserSplit(long seed, double train, double validation) implements Serializable {

    /**
     * Checks the shares.
     *
     * @param seed       the seed
     * @param train      share of users to train on, above 0
     * @param validation share of users to validate on, above 0
     * @throws IllegalArgumentException if a share is not above 0, or if nothing is left for the test
     */
    public UserSplit {
        if (!(train > 0) || !(validation > 0) || !(train + validation < 1)) {
            throw new IllegalArgumentException("shares of " + train + " for training and " + validation
                    + " for validation: each must be above 0, and together below 1");
        }
    }

    /**
     * 60 % of the users to train on, 20 % to validate on, 20 % for the test.
     *
     * @param seed the seed
     * @return the split
     */
    public static UserSplit of(long seed) {
        return new UserSplit(seed, 0.6, 0.2);
    }

    /**
     * The split of a user.
     *
     * @param userId the user's id
     * @return the split
     */
    public Split of(String userId) {
        double u = SeededHash.uniform(seed, "split", userId);
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

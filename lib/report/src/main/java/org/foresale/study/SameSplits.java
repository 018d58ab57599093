package org.foresale.study;

import java.util.Set;
import java.util.function.Function;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;

/** Holds what a task is trained with to the task's own splits: a user whom it tests must not be learnt from. */
final class SameSplits {

    private SameSplits() {
    }

    /**
     * Checks that no user of a split is in another one elsewhere.
     *
     * @param what   what the cohort is called
     * @param cohort the samples of the task
     * @param other  what else has the users in splits, such as "the pool"
     * @param splits the splits of a user there; none if it is not there
     * @throws IllegalArgumentException if a user is in two splits
     */
    static void require(String what, Cohort cohort, String other, Function<String, Set<Split>> splits) {
        for (Split split : Split.values()) {
            Samples samples = cohort.samples(split);
            for (int i = 0; i < samples.size(); i++) {
                for (Split found : splits.apply(samples.userId(i))) {
                    if (found != split) {
                        throw new IllegalArgumentException("the user " + samples.userId(i) + " of the " + split
                                + " split of " + what + " is in the " + found + " split of " + other
                                + ": ask both with the same split of the users");
                    }
                }
            }
        }
    }
}

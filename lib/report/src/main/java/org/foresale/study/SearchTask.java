package org.foresale.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;

/**
 * Holds the samples of a question on which settings are compared. It has no test samples, so a search cannot use them.
 *
 * <p>The validation users are divided into two halves by a hash of their ids: one half is for early stopping, the
 * other, which no fit has seen, is for comparing settings.
 *
 * @param name     short name for tables
 * @param train    training samples
 * @param stopping samples of other users, for early stopping
 * @param judging  samples of yet other users, for comparing settings
 */
public record SearchTask(String name, Samples train, Samples stopping, Samples judging) {

    private static final UserFolds HALVES = new UserFolds(1, 2);

    /**
     * Checks the samples.
     *
     * @throws IllegalArgumentException if the name is blank, if one of the three lacks a label, or if a user is in two
     *     of them
     */
    public SearchTask {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a task needs a name, but it is blank");
        }
        train.requireBothLabels("training of " + name);
        stopping.requireBothLabels("stopping of " + name);
        judging.requireBothLabels("judging of " + name);
        List<Samples> all = List.of(train, stopping, judging);
        Map<String, Integer> seen = new HashMap<>();
        for (int place = 0; place < all.size(); place++) {
            Samples samples = all.get(place);
            for (int i = 0; i < samples.size(); i++) {
                Integer first = seen.putIfAbsent(samples.userId(i), place);
                if (first != null && first != place) {
                    throw new IllegalArgumentException("the user " + samples.userId(i) + " of " + name + " is in two of"
                            + " training, stopping and judging: give each its own users");
                }
            }
        }
    }

    /**
     * Takes the training samples of a cohort, and halves its validation samples by user; the test samples are not used.
     *
     * @param name   short name for tables
     * @param cohort the cohort
     * @return the task
     * @throws IllegalArgumentException if the name is blank, or if half of the validation users lack a label
     */
    public static SearchTask of(String name, Cohort cohort) {
        return new SearchTask(name, cohort.train(), HALVES.samples(cohort.validation(), 0),
                HALVES.samples(cohort.validation(), 1));
    }

    /** Checksum of all samples and of what is seen of them. */
    String fingerprint() {
        return Fingerprint.of(Fingerprint.of(train), Fingerprint.of(stopping), Fingerprint.of(judging));
    }
}

package org.foresale.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;

/**
 * A question on which settings are tried. It holds no test samples, so a search cannot look at them.
 *
 * <p>The validation users are parted in two by a hash of their ids: on one half a learner sees when to stop, on the
 * other, which no fit has met, its settings are judged.
 *
 * @param name     short, for tables
 * @param train    samples to fit to
 * @param stopping samples of other users, on which a learner sees when to stop
 * @param judging  samples of others still, on which settings are judged
 */
public record SearchTask(String name, Samples train, Samples stopping, Samples judging) {

    private static final UserFolds HALVES = new UserFolds(1, 2);

    /**
     * Checks the samples.
     *
     * @throws IllegalArgumentException if the name is blank, if some of the samples lack a label, or if a user is in
     *     two of the three
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
                            + " training, stopping and judging: give each users of its own");
                }
            }
        }
    }

    /**
     * Takes the training samples of a cohort and halves its validation samples by user; the test is not looked at.
     *
     * @param name   short, for tables
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

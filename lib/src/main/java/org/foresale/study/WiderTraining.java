package org.foresale.study;

import java.util.HashSet;
import java.util.Set;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;

/**
 * Trains a learner on more samples than those of a task: the same buyers with all others, or several, instead of a 1:1
 * draw. It is validated on their like, and predicts the task's own validation and test samples as any other learner.
 *
 * @param learner  the learner; with fewer buyers than others it should have class weights
 * @param wider    the samples, of which the test is not looked at
 * @param checksum of the samples, so that a kept run is known by them
 */
record WiderTraining(Learner learner, Cohort wider, String checksum) implements Learner {

    static WiderTraining of(Learner learner, Cohort wider) {
        return new WiderTraining(learner, wider, Fingerprint.of(Fingerprint.of(wider.train()),
                Fingerprint.of(wider.validation())));
    }

    @Override
    public String name() {
        return learner.name() + ", more others";
    }

    @Override
    public WiderTraining withSeed(long seed) {
        return new WiderTraining(learner.withSeed(seed), wider, checksum);
    }

    @Override
    public String toString() {
        return "WiderTraining[" + learner + ", " + checksum + "]";
    }

    /**
     * Fits the learner to the wider samples.
     *
     * @throws IllegalArgumentException as the learner does
     */
    @Override
    public Predictor fit(Samples train, Samples validation) {
        return learner.fit(wider.train(), wider.validation());
    }

    /** Every user of a part is to be in the same split of the wider samples, or in none. */
    static void requireSameSplits(String task, TaskPart part, Cohort wider) {
        for (Split split : Split.values()) {
            Set<String> users = users(part.cohort().samples(split));
            for (Split other : Split.values()) {
                for (String user : other == split ? Set.<String>of() : users(wider.samples(other))) {
                    if (users.contains(user)) {
                        throw new IllegalArgumentException("the user " + user + " of the " + split + " split of " + task
                                + (part.name().isEmpty() ? "" : ", " + part.name()) + " is in the " + other
                                + " split of the wider samples: ask both questions with the same split of the users");
                    }
                }
            }
        }
    }

    private static Set<String> users(Samples samples) {
        Set<String> users = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            users.add(samples.userId(i));
        }
        return users;
    }
}

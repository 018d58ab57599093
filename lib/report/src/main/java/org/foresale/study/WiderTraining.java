package org.foresale.study;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Sample;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;

/**
 * Trains a learner on more samples than those it is given: the same buyers with all others, or several, instead of a
 * 1:1 draw. It is validated on their like, and predicts the task's own validation and test samples as any other
 * learner.
 *
 * @param learner    the learner; with fewer buyers than others it should have class weights
 * @param train      the training samples, those that are given among them
 * @param validation the validation samples
 * @param checksum   of both, so that a kept run is known by them
 */
record WiderTraining(Learner learner, Samples train, Samples validation, String checksum) implements Learner {

    static WiderTraining of(Learner learner, Cohort wider) {
        return new WiderTraining(learner, wider.train(), wider.validation(),
                Fingerprint.of(Fingerprint.of(wider.train()), Fingerprint.of(wider.validation())));
    }

    @Override
    public String name() {
        return learner.name() + ", more others";
    }

    @Override
    public boolean usesNetwork() {
        return learner.usesNetwork();
    }

    @Override
    public WiderTraining withSeed(long seed) {
        return new WiderTraining(learner.withSeed(seed), train, validation, checksum);
    }

    @Override
    public String toString() {
        return "WiderTraining[" + learner + ", " + checksum + "]";
    }

    /**
     * Fits the learner to the wider samples.
     *
     * @throws IllegalArgumentException if these do not hold all buyers of the training samples, which are then of
     *     another question; or as the learner does
     */
    @Override
    public Predictor fit(Samples given, Samples givenValidation) {
        requireBuyers("the training samples", given, train);
        return learner.fit(train, validation);
    }

    /**
     * Checks that the wider samples ask the same question of the same users: in each split they have the task's own
     * buyers at their cuts, and no user of a split is in another one.
     */
    static void requireSameQuestion(String task, TaskPart part, Cohort wider) {
        String what = task + (part.name().isEmpty() ? "" : ", " + part.name());
        if (!part.cohort().target().equals(wider.target())) {
            throw new IllegalArgumentException(what + " asks for " + part.cohort().target() + ", the wider samples for "
                    + wider.target() + ": ask the same question, with more others");
        }
        for (Split split : Split.values()) {
            Samples samples = part.cohort().samples(split);
            requireBuyers("the " + split + " split of " + what, samples, wider.samples(split));
            requireLabelsAndDays("the " + split + " split of " + what, samples, wider.samples(split));
        }
        Map<String, Set<Split>> splits = new HashMap<>();
        for (Split split : Split.values()) {
            Samples samples = wider.samples(split);
            IntStream.range(0, samples.size()).forEach(i -> splits
                    .computeIfAbsent(samples.userId(i), user -> EnumSet.noneOf(Split.class)).add(split));
        }
        SameSplits.require(what, part.cohort(), "the wider samples", user -> splits.getOrDefault(user, Set.of()));
    }

    /**
     * What both have is labelled alike, and no buyer comes later than the task's own: the target and the days agree.
     */
    private static void requireLabelsAndDays(String what, Samples samples, Samples wider) {
        Map<String, Boolean> labels = new HashMap<>();
        LocalDate last = LocalDate.MIN;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            LocalDate day = samples.date(sample.cut());
            labels.put(samples.userId(i) + " " + day, sample.label());
            last = sample.label() && day.isAfter(last) ? day : last;
        }
        for (int i = 0; i < wider.size(); i++) {
            Sample sample = wider.get(i);
            LocalDate day = wider.date(sample.cut());
            if (labels.getOrDefault(wider.userId(i) + " " + day, sample.label()) != sample.label()) {
                throw new IllegalArgumentException("the user " + wider.userId(i) + " on " + day + " of " + what + " has"
                        + " another label among the wider samples: ask the same question of the same target");
            }
            if (sample.label() && day.isAfter(last)) {
                throw new IllegalArgumentException("the wider samples have a buyer on " + day + ", but the last of "
                        + what + " is on " + last + ": ask the same question, with more others, of the same days");
            }
        }
    }

    private static void requireBuyers(String what, Samples samples, Samples wider) {
        Set<String> known = buyers(wider);
        for (String buyer : buyers(samples)) {
            if (!known.contains(buyer)) {
                throw new IllegalArgumentException("the buyer and day \"" + buyer + "\" of " + what + " is not among"
                        + " the wider samples: ask the same question, with more others, of the same folds and days");
            }
        }
    }

    private static Set<String> buyers(Samples samples) {
        Set<String> buyers = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (sample.label()) {
                buyers.add(samples.userId(i) + " " + samples.date(sample.cut()));
            }
        }
        return buyers;
    }
}

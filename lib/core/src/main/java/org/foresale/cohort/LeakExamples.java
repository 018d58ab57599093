package org.foresale.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Two ways of shifting that look harmless and are wrong; kept to show what they do to the figures. What comes out is
 * for nothing else.
 */
public final class LeakExamples {

    private LeakExamples() {
    }

    /**
     * Shifts the buyers of the training and validation samples and leaves the others as they are. A learner then finds
     * out what was shifted, and not who buys. The test samples stay as they are.
     *
     * @param cohort samples that were not shifted before
     * @param shift  makes the copies of the buyers
     * @return the cohort
     * @throws IllegalArgumentException if the samples were shifted before, or if no training copy of a buyer is left
     */
    public static Cohort onlyBuyersShifted(Cohort cohort, Shift shift) {
        List<Sample> samples = new ArrayList<>(cohort.test().asList());
        for (Samples known : List.of(cohort.train(), cohort.validation())) {
            Samples buyers = known.only(known.asList().stream().filter(Sample::label).toList());
            samples.addAll(shift.of(buyers).asList());
            known.asList().stream().filter(sample -> !sample.label()).forEach(samples::add);
        }
        return cohort.with("only buyers shifted by " + shift.removed(), samples);
    }

    /**
     * Copies all samples first and draws the splits afterwards, copy by copy, so that copies of one user are in
     * training as well as in the test. A learner then knows the tested users by heart.
     *
     * @param cohort samples that were not shifted before
     * @param shift  makes the copies
     * @param seed   of the draws; each split gets about the share of the copies that it had of the samples
     * @return the cohort
     * @throws IllegalArgumentException if the samples were shifted before, if training is left without a label, or if
     *     validation and test together are left without a sample
     */
    public static Cohort usersInSeveralSplits(Cohort cohort, Shift shift, long seed) {
        List<Sample> all = Stream.of(Split.values()).flatMap(split -> cohort.samples(split).asList().stream()).toList();
        SplittableRandom random = new SplittableRandom(seed);
        List<Sample> samples = shift.of(cohort.train().only(all)).asList().stream()
                .map(copy -> new Sample(copy.user(), copy.cut(), copy.label(),
                        all.get(random.nextInt(all.size())).split(), copy.shift())).toList();
        return cohort.with("copies by " + shift.removed() + ", users in several splits", samples);
    }
}

package org.foresale.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.foresale.log.PurchaseLog;

/**
 * Demonstrates data leakage: ways of making samples that look harmless but are wrong, to show what they do to the
 * figures. Do not use the samples for anything else.
 */
public final class LeakExamples {

    private LeakExamples() {
    }

    /**
     * Cuts buyers at their first purchase, and all users without a sign of need at the end of the window.
     *
     * <p>This looks natural, but it leaks the label: the history of a non-buyer ends in the last days of the window,
     * that of a buyer on any day. A model that knows only the date is then nearly always right, and no figure measured
     * on such samples says anything about how well a model would predict the future.
     *
     * @param question the question
     * @param log      the log
     * @return the cohort; its name says that it leaks
     * @throws IllegalArgumentException as {@link FirstNeed#cohort}
     */
    public static Cohort othersCutAtWindowEnd(FirstNeed question, PurchaseLog log) {
        return question.withNegatives(Negatives.noSign()).cohort(log, new LeakingPairing(),
                "LEAKING: non-buyers cut at the window's end");
    }

    /**
     * Draws the non-buyers in the way that an earlier version of Foresale did.
     *
     * <p>This looks like a random draw: in each fortnight, as many users without a sign of need as there are buyers are
     * drawn by a hash of the user, and no user is drawn twice. But the hash is the same in all fortnights. Users who
     * shop often and have a small hash are used up in the earlier fortnights, so later ones get users who did
     * <em>not</em> shop before. The non-buyers then have fewer shopping days than the users they were drawn from, and a
     * model that knows only the number of shopping days can identify the buyers.
     *
     * @param question the question
     * @param log      the log
     * @return the cohort; its name says that it leaks
     * @throws IllegalArgumentException as {@link FirstNeed#cohort}
     */
    public static Cohort oneHashForAllFortnights(FirstNeed question, PurchaseLog log) {
        return question.withNegatives(Negatives.noSign()).cohort(log, new LeakingDrawPairing(),
                "LEAKING: one hash for all fortnights");
    }

    /**
     * Shifts the buyers among the training and validation samples but not the non-buyers. A learner then learns which
     * histories were shifted instead of who buys. The test samples are unchanged.
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
     * Copies all samples first and splits the copies afterwards, so that copies of the same user are in both training
     * and test. A learner can then memorise the test users.
     *
     * @param cohort samples that were not shifted before
     * @param shift  makes the copies
     * @param seed   random seed; each split gets about the same share of the copies as it had of the samples
     * @return the cohort
     * @throws IllegalArgumentException if the samples were shifted before, if the training copies lack one of the
     *     labels, or if validation and test together have no sample
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

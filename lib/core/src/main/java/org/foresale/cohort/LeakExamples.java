package org.foresale.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.foresale.log.PurchaseLog;

/**
 * Ways of making samples that look harmless and are wrong; kept to show what they do to the figures. What comes out is
 * for nothing else.
 */
public final class LeakExamples {

    private LeakExamples() {
    }

    /**
     * Cuts buyers at their first purchase, and all who have shown no sign of need at the end of the window.
     *
     * <p>It looks natural, and it gives the answer away: the history of whoever does not buy ends in the last days of
     * the window, a buyer's anywhere. A model that knows nothing but the calendar is then nearly always right, and
     * whatever figure a model reaches on such samples says nothing about what it would be worth tomorrow.
     *
     * @param question the question to ask in the wrong way
     * @param log      the log
     * @return the cohort; its name says that it leaks
     * @throws IllegalArgumentException as {@link FirstNeed#cohort}
     */
    public static Cohort othersCutAtWindowEnd(FirstNeed question, PurchaseLog log) {
        return question.withNegatives(Negatives.noSign()).cohort(log, new LeakingPairing(),
                "LEAKING: non-buyers cut at the window's end");
    }

    /**
     * Draws the others in the way in which Foresale itself once did.
     *
     * <p>It looks like a draw at random: in each fortnight, as many users without a sign of need as there are buyers,
     * by a hash of the user, and nobody twice. But the hash is the same in all fortnights. Those who shop often and
     * have a small hash are used up by the fortnights that come first, so later ones get those who did <em>not</em>
     * shop before. The others then have fewer shopping days than the users they were drawn from, and a model that knows
     * nothing but the number of shopping days finds the buyers.
     *
     * @param question the question to ask in the wrong way
     * @param log      the log
     * @return the cohort; its name says that it leaks
     * @throws IllegalArgumentException as {@link FirstNeed#cohort}
     */
    public static Cohort oneHashForAllFortnights(FirstNeed question, PurchaseLog log) {
        return question.withNegatives(Negatives.noSign()).cohort(log, new LeakingDrawPairing(),
                "LEAKING: one hash for all fortnights");
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

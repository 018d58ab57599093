package org.foresale.insight.campaign;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.learn.Learner;
import org.foresale.log.internal.Arguments;

/**
 * Learns from a campaign with a randomised holdout how much a message changes the probability that a user buys: the
 * uplift. Ranking by it leaves out who buys anyway, whom a ranking by probability puts first.
 */
public interface UpliftLearner {

    /**
     * Returns the name of the learner in tables and charts.
     *
     * @return the name
     */
    String name();

    /**
     * Fits a predictor of uplift.
     *
     * @param train      users of a campaign to fit to
     * @param validation other users of it, to choose when to stop
     * @return the predictor
     * @throws IllegalArgumentException if a group has no user, or only buyers or none
     */
    UpliftPredictor fit(CampaignOutcome train, CampaignOutcome validation);

    /** Predicts how much a message changes the probability that users buy. */
    @FunctionalInterface
    interface UpliftPredictor {

        /**
         * Returns the uplift of users.
         *
         * @param samples the users
         * @return one number a user, -1 to 1: the probability with the message minus that without
         */
        double[] predict(Samples samples);
    }

    /**
     * Returns the learner that fits one model to the addressed and one to the held out; the uplift is the difference of
     * their scores (the two-model approach, also called T-learner, Künzel et al. 2019).
     *
     * @param learner the learner of both models
     * @return the learner of uplift
     */
    static UpliftLearner twoModels(Learner learner) {
        Arguments.given("learner", learner);
        return new UpliftLearner() {

            @Override
            public String name() {
                return "two models, " + learner.name();
            }

            @Override
            public UpliftPredictor fit(CampaignOutcome train, CampaignOutcome validation) {
                var with = learner.fit(train.group(true).samples(), validation.group(true).samples());
                var without = learner.fit(train.group(false).samples(), validation.group(false).samples());
                return samples -> {
                    double[] ofWith = with.predict(samples);
                    double[] ofWithout = without.predict(samples);
                    return IntStream.range(0, ofWith.length).mapToDouble(i -> ofWith[i] - ofWithout[i]).toArray();
                };
            }

            @Override
            public String toString() {
                return name();
            }
        };
    }

    /**
     * Returns the learner that fits one model to the transformed outcome: whether a user bought and was addressed, or
     * did neither. With groups of equal weight its probability is one half plus half the uplift (Jaskowski and
     * Jaroszewicz 2012). So that both groups weigh the same, users of the smaller one count several times.
     *
     * @param learner the learner of the model
     * @return the learner of uplift
     */
    static UpliftLearner transformedOutcome(Learner learner) {
        Arguments.given("learner", learner);
        return new UpliftLearner() {

            @Override
            public String name() {
                return "transformed outcome, " + learner.name();
            }

            @Override
            public UpliftPredictor fit(CampaignOutcome train, CampaignOutcome validation) {
                var fitted = learner.fit(transformed(train), transformed(validation));
                return samples -> DoubleStream.of(fitted.predict(samples)).map(score -> 2 * score - 1).toArray();
            }

            @Override
            public String toString() {
                return name();
            }
        };
    }

    private static Samples transformed(CampaignOutcome outcome) {
        int[] addressed = IntStream.range(0, outcome.size()).filter(outcome::isAddressed).toArray();
        int[] heldOut = IntStream.range(0, outcome.size()).filter(i -> !outcome.isAddressed(i)).toArray();
        if (addressed.length == 0 || heldOut.length == 0) {
            throw new IllegalArgumentException("uplift is learnt from users addressed and held out, not from "
                    + addressed.length + " and " + heldOut.length);
        }
        int most = Math.max(addressed.length, heldOut.length);
        int[] places = IntStream.concat(IntStream.of(repeated(addressed, most)),
                IntStream.of(repeated(heldOut, most))).toArray();
        boolean[] labels = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            labels[i] = outcome.samples().get(places[i]).label() == outcome.isAddressed(places[i]);
        }
        return outcome.samples().select(places, labels);
    }

    /** Each user as often as any other, and some, drawn at random, once more, until there are so many. */
    private static int[] repeated(int[] users, int most) {
        int[] shuffled = users.clone();
        SplittableRandom random = new SplittableRandom(users.length);
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        return IntStream.range(0, most).map(i -> shuffled[i % shuffled.length]).toArray();
    }
}

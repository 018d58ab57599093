package org.foresale.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.log.ForesaleException;

/**
 * The BG/NBD model (Fader, Hardie and Lee 2005) of the days on which users bought the target: what the field compares
 * with where no contract binds a customer. It looks at three numbers a user, and at nothing but the target.
 *
 * <p>The model is fitted to the training users who have bought the target, each at its latest cut. For such users, the
 * log-odds of a purchase within the horizon go through a logistic regression on the training labels. Users who have not
 * bought the target are unknown to the model: all get the share of positives among such training samples. So the scores
 * of both groups are shares of positives, and compare. Both are smoothed by one positive and one negative more
 * (Laplace). Validation samples are not looked at.
 *
 * <p>The parameters are those of the samples, not of all customers. Samples drawn one to one by label hold too many
 * frequent buyers: their rates come out too high, and their probability of ceasing too low. Active users themselves are
 * chosen for not being silent. So read nothing from the parameters, nor expected purchases. The regression takes the
 * probabilities back to the share of positives in training; the order of the users, and with it ROC AUC, changes
 * little.
 *
 * @param horizonDays days from the cut on within which a purchase makes a sample positive, at least 1
 */
public record BgNbdLearner(int horizonDays) implements Learner {

    /**
     * Checks the horizon.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public BgNbdLearner {
        if (horizonDays < 1) {
            throw new IllegalArgumentException("a horizon is at least 1 day, not " + horizonDays);
        }
    }

    /**
     * Returns the learner for a horizon, which samples do not tell.
     *
     * @param horizonDays days from the cut on within which a purchase makes a sample positive, as in the question that
     *                    the samples answer
     * @return the learner
     * @throws IllegalArgumentException if it is below 1
     */
    public static BgNbdLearner of(int horizonDays) {
        return new BgNbdLearner(horizonDays);
    }

    @Override
    public String name() {
        return "BG/NBD";
    }

    @Override
    public Predictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        Map<Integer, TargetPurchases> latest = new TreeMap<>();
        List<TargetPurchases> purchases = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        int others = 0;
        int positives = 0;
        for (int i = 0; i < train.size(); i++) {
            boolean label = train.get(i).label();
            Optional<TargetPurchases> bought = TargetPurchases.of(train, i);
            if (bought.isPresent()) {
                purchases.add(bought.get());
                labels.add(label);
                // A history at the latest cut holds those at earlier ones: with all of them, the same purchases would
                // count several times, as if of several users. Since the first purchase, the later cut is further.
                latest.merge(train.get(i).user(), bought.get(), (one, two) -> one.age() >= two.age() ? one : two);
            } else {
                others++;
                positives += label ? 1 : 0;
            }
        }
        return new Fitted(horizonDays, (positives + 1.0) / (others + 2.0), purchases.isEmpty() ? List.of()
                : List.of(TargetBuyers.fit(latest.values(), purchases, labels, horizonDays)));
    }

    /** A fitted model, with what those get who have not bought the target. */
    static final class Fitted implements Predictor {

        /** What its parts are called. */
        public static final String KIND = "BG/NBD";

        private static final String MODEL = "bgnbd.json";

        private final Saved saved;

        private Fitted(Saved saved) {
            this.saved = saved;
        }

        private Fitted(int horizonDays, double share, List<TargetBuyers> buyers) {
            this(new Saved(horizonDays, share, buyers));
        }

        /**
         * Puts the predictor together.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ForesaleException if they are not what {@link #parts} gives
         */
        public static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            return new Fitted(parts.json(MODEL, Saved.class));
        }

        @Override
        public double[] predict(Samples samples) {
            return IntStream.range(0, samples.size()).mapToDouble(i -> saved.buyers.isEmpty() ? saved.share
                    : TargetPurchases.of(samples, i)
                            .map(bought -> saved.buyers.get(0).predict(saved.horizonDays, bought))
                            .orElse(saved.share)).toArray();
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson(MODEL, saved);
        }

        /** What is saved; buyers are in a list of one, or of none if no training user had bought the target. */
        private record Saved(int horizonDays, double share, List<TargetBuyers> buyers) {

            Saved {
                BgNbdLearner.of(horizonDays);
                if (!(share > 0 && share < 1)) {
                    throw new IllegalArgumentException("the share of positives is between 0 and 1, not " + share);
                }
                if (buyers == null || buyers.size() > 1 || buyers.stream().anyMatch(Objects::isNull)) {
                    throw new IllegalArgumentException("the buyers are missing or more than one");
                }
                buyers = List.copyOf(buyers);
            }
        }

        @Override
        public String toString() {
            return "BG/NBD, fitted for " + saved.horizonDays + " days";
        }
    }
}

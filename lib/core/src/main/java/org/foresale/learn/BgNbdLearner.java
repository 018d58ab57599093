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
 * Fits the BG/NBD model (Fader, Hardie and Lee 2005) to the days on which users bought the target. It is the standard
 * baseline for non-contractual customer relationships. It uses three numbers per user, all of them about the target.
 *
 * <p>The model is fitted to the training users who have bought the target, each at the latest cut. For these users, the
 * log-odds of a purchase within the horizon are then calibrated by a logistic regression on the training labels. Users
 * who have not bought the target are unknown to the model: they all get the share of positives among such training
 * samples. The scores of both groups are thus calibrated to shares of positives and can be compared. Both are smoothed
 * by adding one positive and one negative sample (Laplace). Validation samples are not used.
 *
 * <p>The parameters describe the samples, not all customers. Samples that are balanced 1:1 contain too many frequent
 * buyers, so estimated purchase rates are too high and dropout probabilities too low. Active users, too, are selected
 * for having shopped recently. Therefore, do not interpret the parameters or derive expected numbers of purchases from
 * them. The regression brings the probabilities back to the share of positives in training; it hardly changes the order
 * of the users, and thus ROC AUC.
 *
 * @param horizonDays number of days from the cut on within which a purchase makes a sample positive, at least 1
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
     * Returns the learner for a horizon, which cannot be derived from the samples.
     *
     * @param horizonDays number of days from the cut on within which a purchase makes a sample positive, as in the
     *                    question of the samples
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

        /** Kind of its parts. */
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
         * Reads the predictor from its parts.
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

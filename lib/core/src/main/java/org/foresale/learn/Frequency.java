package org.foresale.learn;

import java.util.Arrays;
import java.util.List;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.log.History;

/**
 * Tells what a user's own habit tells: a user who bought a category on a share f of the shopping days, and who shops on
 * n days within the horizon as on the days before, buys it with a probability of 1 - (1 - f)^n.
 *
 * @param horizonDays days from the cut on within which a purchase counts
 */
record Frequency(int horizonDays) implements CategoryLearner {

    /**
     * Checks the horizon.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    Frequency {
        if (horizonDays < 1) {
            throw new IllegalArgumentException("a horizon is at least 1 day, not " + horizonDays);
        }
    }

    @Override
    public String name() {
        return "own frequency";
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        train.requireBothLabels("training").requireValidation(validation);
        double[] days = new double[train.categories().size()];
        double all = 0;
        for (int i = 0; i < train.size(); i++) {
            int[] bought = train.daysWith(i);
            Arrays.setAll(days, category -> days[category] + bought[category]);
            all += train.history(i).shoppingDays();
        }
        double shopped = Math.max(1, all);
        return new Fitted(train.categories(), horizonDays,
                Arrays.stream(days).mapToObj(count -> count / shopped).toList());
    }

    /**
     * What is known without a user's habit.
     *
     * @param categories  what is asked for
     * @param horizonDays days from the cut on within which a purchase counts
     * @param shares      on what share of all shopping days of training each was bought, which counts as one day more
     */
    record Fitted(Categories categories, int horizonDays, List<Double> shares) implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "frequency of categories";

        private static final String PART = "frequency.json";

        /**
         * Checks the shares.
         *
         * @throws IllegalArgumentException if they are not as many as the categories, or not between 0 and 1, or if
         *     the horizon is below 1
         */
        Fitted {
            shares = Shares.checked(categories, shares);
            if (horizonDays < 1) {
                throw new IllegalArgumentException("a horizon is at least 1 day, not " + horizonDays);
            }
        }

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            return parts.json(PART, Fitted.class);
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            samples.requireCategories(categories);
            double[][] scores = new double[samples.size()][categories.size()];
            for (int i = 0; i < scores.length; i++) {
                int[] days = samples.daysWith(i);
                History history = samples.history(i);
                double shopped = history.shoppingDays();
                double visits = history.isEmpty() ? 0
                        : shopped * horizonDays / Math.max(samples.cut(i) - history.day(0), horizonDays);
                double[] row = scores[i];
                Arrays.setAll(row, category ->
                        1 - Math.pow(1 - (days[category] + shares.get(category)) / (shopped + 1), visits));
            }
            return scores;
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson(PART, this);
        }
    }
}

package org.foresale.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.internal.regression.LogisticRegression;

/** A logistic regression for each category on {@link CategoryHabits}, which are computed once for all of them. */
record CategoryLogistic() implements CategoryLearner {

    private static final double PENALTY = 1;
    private static final int USER = CategoryHabits.OF_USER.size();
    private static final int EACH = CategoryHabits.OF_CATEGORY.size();

    @Override
    public String name() {
        return "logistic regression of habits";
    }

    /**
     * Fits category by category.
     *
     * @throws CancellationException if the thread is interrupted
     */
    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        train.requireBothLabels("training").requireValidation(validation);
        CategoryHabits habits = CategoryHabits.of(train);
        float[][] all = new float[train.size()][];
        Arrays.setAll(all, habits::of);
        List<List<Double>> weights = new ArrayList<>();
        for (int category = 0; category < train.categories().size(); category++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("fitting was interrupted at category " + (category + 1) + " of "
                        + train.categories().size());
            }
            weights.add(fit(all, category, train.samples(category).labels()));
        }
        return new Fitted(train.categories(), weights);
    }

    /** The weights of the habits as they are, and the intercept as the last. */
    private static List<Double> fit(float[][] all, int category, boolean[] labels) {
        double[][] rows = new double[all.length][USER + EACH];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < rows[i].length; k++) {
                rows[i][k] = all[i][k < USER ? k : k + category * EACH];
            }
        }
        Scale scale = Scale.of(rows);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = scale.scaled(rows[i]);
        }
        LogisticRegression fitted = LogisticRegression.fit(rows, labels, PENALTY);
        double[] weights = fitted.weights();
        double intercept = fitted.intercept();
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= scale.sd().get(k);
            intercept -= weights[k] * scale.mean().get(k);
        }
        return DoubleStream.concat(DoubleStream.of(weights), DoubleStream.of(intercept)).boxed().toList();
    }

    /**
     * The regressions of all categories.
     *
     * @param categories what they are of
     * @param weights    for each category the weights of the habits, and the intercept as the last
     */
    record Fitted(Categories categories, List<List<Double>> weights) implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "logistic regression of categories";

        private static final String PART = "regressions.json";

        /**
         * Checks the weights.
         *
         * @throws IllegalArgumentException if they are not as many as they should be, or not within 1e9 of 0
         */
        Fitted {
            if (categories == null || weights == null || weights.size() != categories.size()) {
                throw new IllegalArgumentException((weights == null ? "no" : weights.size()) + " regressions for "
                        + (categories == null ? "no" : categories.size()) + " categories");
            }
            weights = weights.stream().map(row -> Scale.checked("weights", row, USER + EACH + 1)).toList();
        }

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            return parts.json(PART, Fitted.class);
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            samples.requireCategories(categories);
            double[][] all = weights.stream()
                    .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray()).toArray(double[][]::new);
            CategoryHabits habits = CategoryHabits.of(samples);
            double[][] scores = new double[samples.size()][all.length];
            for (int i = 0; i < scores.length; i++) {
                float[] row = habits.of(i);
                for (int category = 0; category < all.length; category++) {
                    scores[i][category] = probability(row, all[category], USER + category * EACH);
                }
            }
            return scores;
        }

        private static double probability(float[] row, double[] weights, int from) {
            double logOdds = weights[USER + EACH];
            for (int k = 0; k < USER; k++) {
                logOdds += weights[k] * row[k];
            }
            for (int k = 0; k < EACH; k++) {
                logOdds += weights[USER + k] * row[from + k];
            }
            return 1 / (1 + Math.exp(-logOdds));
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson(PART, this);
        }
    }
}

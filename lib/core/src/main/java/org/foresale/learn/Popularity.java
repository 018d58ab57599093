package org.foresale.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;

/**
 * Gives all users the share of training samples that buy a category.
 *
 * @param first whether only those samples count whose users had never bought it
 * @param late  whether only samples of the latest cut count
 */
record Popularity(boolean first, boolean late) implements CategoryLearner {

    @Override
    public String name() {
        return "popularity" + (first ? ", first purchases" : "") + (late ? " of late" : "");
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        train.requireBothLabels("training").requireValidation(validation);
        int[] samples = new int[train.categories().size()];
        int[] positives = new int[samples.length];
        int from = late ? IntStream.range(0, train.size()).map(train::cut).max().orElseThrow() : 0;
        for (int i = 0; i < train.size(); i++) {
            for (int category = 0; category < samples.length; category++) {
                if (train.cut(i) >= from && (!first || !train.boughtBefore(i, category))) {
                    samples[category]++;
                    positives[category] += train.buys(i, category) ? 1 : 0;
                }
            }
        }
        return new Fitted(train.categories(), IntStream.range(0, samples.length)
                .mapToObj(category -> samples[category] == 0 ? 0. : (double) positives[category] / samples[category])
                .toList());
    }

    /** The shares that everybody gets. */
    record Fitted(Categories categories, List<Double> shares) implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "popularity of categories";

        private static final String PART = "popularity.json";

        /**
         * Checks the shares.
         *
         * @throws IllegalArgumentException if they are not as many as the categories, or not between 0 and 1
         */
        Fitted {
            shares = Shares.checked(categories, shares);
        }

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            return parts.json(PART, Fitted.class);
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            samples.requireCategories(categories);
            double[][] scores = new double[samples.size()][];
            Arrays.setAll(scores, i -> shares.stream().mapToDouble(Double::doubleValue).toArray());
            return scores;
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson(PART, this);
        }
    }
}

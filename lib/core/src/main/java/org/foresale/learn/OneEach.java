package org.foresale.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.log.ForesaleException;

/**
 * Fits a model of its own to each category, which knows nothing of the others (one-vs-rest).
 *
 * @param each fits the model of a category
 */
record OneEach(Learner each) implements CategoryLearner {

    /**
     * Checks the learner.
     *
     * @throws IllegalArgumentException if it is null
     */
    OneEach {
        if (each == null) {
            throw new IllegalArgumentException("the learner of each category is null");
        }
    }

    @Override
    public String name() {
        return each.name() + ", one a category";
    }

    @Override
    public boolean usesNetwork() {
        return each.usesNetwork();
    }

    @Override
    public OneEach withSeed(long seed) {
        return new OneEach(each.withSeed(seed));
    }

    /**
     * Fits category by category.
     *
     * @throws IllegalArgumentException if a learner refuses the samples of a category, which the message names
     * @throws CancellationException    if the thread is interrupted
     */
    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        train.requireBothLabels("training").requireValidation(validation);
        List<Predictor> predictors = new ArrayList<>();
        for (int category = 0; category < train.categories().size(); category++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("fitting was interrupted at category " + (category + 1) + " of "
                        + train.categories().size());
            }
            try {
                predictors.add(each.fit(train.samples(category), validation.samples(category)));
            } catch (IllegalArgumentException e) {
                String end = e.getMessage().endsWith(".") ? "" : ".";
                throw new IllegalArgumentException(train.categories().paths().get(category) + ": " + e.getMessage()
                        + end + " Or ask for categories with more buyers, by withMinBuyers.", e);
            }
        }
        return new Fitted(train.categories(), predictors);
    }

    /** The models of all categories. */
    record Fitted(Categories categories, List<Predictor> predictors) implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "one model a category";

        private static final String CATEGORIES = "categories.json";

        /** Takes the models over. */
        Fitted {
            predictors = List.copyOf(predictors);
        }

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            Categories categories = parts.json(CATEGORIES, Categories.class);
            List<Predictor> predictors = new ArrayList<>();
            for (int category = 0; category < categories.size(); category++) {
                try {
                    predictors.add(Predictors.read(parts.inner(folder(category))));
                } catch (ForesaleException e) {
                    throw new ForesaleException("the model of category " + category + " is refused: " + e.getMessage(),
                            e);
                }
            }
            return new Fitted(categories, predictors);
        }

        private static String folder(int category) {
            return "category-" + category;
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            samples.requireCategories(categories);
            double[][] scores = new double[samples.size()][categories.size()];
            for (int category = 0; category < predictors.size(); category++) {
                Samples ofOne = samples.samples(category);
                double[] column = predictors.get(category).predict(ofOne);
                for (int i = 0; i < column.length; i++) {
                    scores[i][category] = column[i];
                }
            }
            return scores;
        }

        @Override
        public long multiplications() {
            return predictors.stream().mapToLong(Predictor::multiplications).sum();
        }

        @Override
        public PredictorParts parts() {
            PredictorParts parts = PredictorParts.of(KIND).withJson(CATEGORIES, categories);
            for (int category = 0; category < predictors.size(); category++) {
                parts = parts.with(folder(category), predictors.get(category).parts());
            }
            return parts;
        }
    }
}

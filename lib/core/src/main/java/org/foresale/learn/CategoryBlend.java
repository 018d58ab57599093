package org.foresale.learn;

import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.log.ForesaleException;

/**
 * Two learners of every category that are both asked: the score is that of the mean of their log-odds, or of the sum
 * that {@link Stacking} weighs.
 *
 * @param first   a learner
 * @param second  another one
 * @param weighed whether validation users tell how much each counts
 */
record CategoryBlend(CategoryLearner first, CategoryLearner second, boolean weighed) implements CategoryLearner {

    private static final Stacking MEAN = new Stacking(.5, .5, 0);

    /**
     * Checks the learners.
     *
     * @throws IllegalArgumentException if one is null
     */
    CategoryBlend {
        if (first == null || second == null) {
            throw new IllegalArgumentException("the " + (first == null ? "first" : "second") + " learner is null");
        }
    }

    @Override
    public String name() {
        return (weighed ? "stack of " : "blend of ") + first.name() + " and " + second.name();
    }

    @Override
    public boolean usesNetwork() {
        return first.usesNetwork() || second.usesNetwork();
    }

    /** Returns a copy whose learners both have another seed. */
    @Override
    public CategoryBlend withSeed(long seed) {
        return new CategoryBlend(first.withSeed(seed), second.withSeed(seed), weighed);
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        CategoryPredictor one = first.fit(train, validation);
        CategoryPredictor other = second.fit(train, validation);
        return new Fitted(one, other, weighed ? Stacking.ofProbabilities(validation.labels(), one.predict(validation),
                other.predict(validation)) : MEAN);
    }

    /**
     * Two predictors that are both asked.
     *
     * @param first   a predictor
     * @param second  another one, of the same categories
     * @param weights how much each counts
     */
    record Fitted(CategoryPredictor first, CategoryPredictor second, Stacking weights) implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "blend of categories";

        private static final String FIRST = "first";
        private static final String SECOND = "second";
        private static final String WEIGHTS = "weights.json";

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            Fitted read = new Fitted(CategoryPredictor.read(parts.inner(FIRST)),
                    CategoryPredictor.read(parts.inner(SECOND)), parts.json(WEIGHTS, Stacking.class));
            if (!read.first.categories().equals(read.second.categories())) {
                throw new ForesaleException("the two models of the blend are of different categories");
            }
            return read;
        }

        @Override
        public Categories categories() {
            return first.categories();
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            double[][] scores = first.predict(samples);
            double[][] others = second.predict(samples);
            for (int i = 0; i < scores.length; i++) {
                for (int category = 0; category < scores[i].length; category++) {
                    scores[i][category] = weights.ofProbabilities(scores[i][category], others[i][category]);
                }
            }
            return scores;
        }

        @Override
        public long multiplications() {
            return first.multiplications() + second.multiplications();
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).with(FIRST, first.parts()).with(SECOND, second.parts())
                    .withJson(WEIGHTS, weights);
        }
    }
}

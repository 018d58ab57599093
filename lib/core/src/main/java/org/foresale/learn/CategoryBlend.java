package org.foresale.learn;

import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.log.ForesaleException;

/**
 * Two learners of every category that are both asked: the score is that of the mean of their log-odds.
 *
 * @param first  a learner
 * @param second another one
 */
record CategoryBlend(CategoryLearner first, CategoryLearner second) implements CategoryLearner {

    @Override
    public String name() {
        return "blend of " + first.name() + " and " + second.name();
    }

    /** Returns a copy whose learners both have another seed. */
    @Override
    public CategoryBlend withSeed(long seed) {
        return new CategoryBlend(first.withSeed(seed), second.withSeed(seed));
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        return new Fitted(first.fit(train, validation), second.fit(train, validation));
    }

    /**
     * Two predictors that are both asked.
     *
     * @param first  a predictor
     * @param second another one, of the same categories
     */
    record Fitted(CategoryPredictor first, CategoryPredictor second) implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "blend of categories";

        private static final String FIRST = "first";
        private static final String SECOND = "second";

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            Fitted read = new Fitted(CategoryPredictor.read(parts.inner(FIRST)),
                    CategoryPredictor.read(parts.inner(SECOND)));
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
                    scores[i][category] = Blend.meanOfLogOdds(scores[i][category], others[i][category]);
                }
            }
            return scores;
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).with(FIRST, first.parts()).with(SECOND, second.parts());
        }
    }
}

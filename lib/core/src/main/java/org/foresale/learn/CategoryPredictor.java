package org.foresale.learn;

import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.log.ForesaleException;

/** Predicts how likely users are to buy each category. */
public interface CategoryPredictor {

    /**
     * Returns the categories that the predictor was fitted to.
     *
     * @return the categories
     */
    Categories categories();

    /**
     * Returns the scores of samples; their labels are ignored.
     *
     * @param samples the samples, of the predictor's own {@link #categories}
     * @return for each sample a score between 0 and 1 for each category, larger if a purchase is more likely
     * @throws IllegalArgumentException if the samples are of other categories
     */
    double[][] predict(CategorySamples samples);

    /**
     * Returns everything that the predictor has learnt, for saving; no part is a serialised Java object.
     *
     * @return its parts; a predictor read from them returns the same scores
     */
    PredictorParts parts();

    /**
     * Returns the computational cost of one sample, so that a model that would take hours can be rejected before it is
     * used.
     *
     * @return the approximate number of multiplications per sample if it is in the millions, as for networks; otherwise
     *     0
     */
    default long multiplications() {
        return 0;
    }

    /**
     * Reads a predictor from its parts: one of this library, or one that has a {@link Reader}.
     *
     * @param parts the parts returned by {@link #parts}; they are not trusted
     * @return the predictor, which returns exactly the same scores
     * @throws ForesaleException if the parts are of an unknown kind, incomplete or damaged
     */
    static CategoryPredictor read(PredictorParts parts) {
        return CategoryPredictors.read(parts);
    }

    /**
     * Reads predictors of one kind from their parts. Readers are found by {@link java.util.ServiceLoader}, like those
     * of {@link PredictorReader}.
     */
    interface Reader {

        /**
         * Returns the kind of predictor that it reads.
         *
         * @return the kind, as returned by {@link PredictorParts#kind}
         */
        String kind();

        /**
         * Reads a predictor from its parts.
         *
         * @param parts the parts returned by {@link CategoryPredictor#parts}; they are not trusted
         * @return the predictor, which returns exactly the same scores
         * @throws ForesaleException if the parts are of another kind, incomplete or damaged
         */
        CategoryPredictor read(PredictorParts parts);
    }
}

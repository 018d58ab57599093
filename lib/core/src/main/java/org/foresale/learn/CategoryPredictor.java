package org.foresale.learn;

import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.log.ForesaleException;

/** Says how likely users are to buy each category. */
public interface CategoryPredictor {

    /**
     * Returns what the predictor knows of.
     *
     * @return its categories
     */
    Categories categories();

    /**
     * Returns the scores of samples; their labels are not looked at.
     *
     * @param samples the samples, of the predictor's own {@link #categories}
     * @return for each sample a number between 0 and 1 for each category, larger where a purchase is likelier
     * @throws IllegalArgumentException if the samples are of other categories
     */
    double[][] predict(CategorySamples samples);

    /**
     * Returns all that the predictor has learnt, to be saved; no part of it is a Java object.
     *
     * @return its parts; a predictor put together from them gives the same scores
     */
    PredictorParts parts();

    /**
     * Tells how much the predictor computes for one sample, so that a model which takes hours is refused before it is
     * asked.
     *
     * @return about how many multiplications one sample takes, where they go into the millions, as those of networks
     *     do; otherwise 0
     */
    default long multiplications() {
        return 0;
    }

    /**
     * Puts a predictor together: one of this library, or one that has a {@link Reader}.
     *
     * @param parts what {@link #parts} gave; not trusted
     * @return the predictor, which predicts exactly the same
     * @throws ForesaleException if the parts are of an unknown kind, incomplete or damaged
     */
    static CategoryPredictor read(PredictorParts parts) {
        return CategoryPredictors.read(parts);
    }

    /**
     * Puts predictors of one kind together from their parts. Readers are found by {@link java.util.ServiceLoader}, as
     * those of {@link PredictorReader} are.
     */
    interface Reader {

        /**
         * Tells which kind of predictor it reads.
         *
         * @return what {@link PredictorParts#kind} says of it
         */
        String kind();

        /**
         * Puts a predictor together.
         *
         * @param parts what {@link CategoryPredictor#parts} gave; not trusted
         * @return the predictor, which predicts exactly the same
         * @throws ForesaleException if the parts are of another kind, incomplete or damaged
         */
        CategoryPredictor read(PredictorParts parts);
    }
}

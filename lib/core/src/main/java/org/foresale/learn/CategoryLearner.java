package org.foresale.learn;

import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Shift;

/**
 * Fits predictors of every category at once.
 *
 * <p>As with {@link Learner}, a learner is immutable, the same samples give the same predictor, and it is given only
 * training and validation samples. Its {@code toString} shows everything that its results depend on.
 */
public interface CategoryLearner {

    /**
     * Returns the name of the learner in tables and charts.
     *
     * @return its name
     */
    String name();

    /**
     * Returns a copy of this learner with another seed.
     *
     * @param seed seed of all its random choices
     * @return the new learner; this one if it makes no random choice
     */
    default CategoryLearner withSeed(long seed) {
        return this;
    }

    /**
     * Tells whether the learner is a neural network or asks one.
     *
     * @return what {@link Learner#usesNetwork} tells
     */
    default boolean usesNetwork() {
        return false;
    }

    /**
     * Fits a predictor.
     *
     * @param train      samples to fit to
     * @param validation samples of other users, for model selection and early stopping; a learner may ignore them
     * @return the predictor
     * @throws IllegalArgumentException if training or validation has no sample, if they are of different categories, or
     *     if a category is bought by all or none of the training samples
     */
    CategoryPredictor fit(CategorySamples train, CategorySamples validation);

    /**
     * Fits a predictor to the training and validation samples of a cohort.
     *
     * @param cohort the samples; the test samples are not used
     * @return the predictor
     * @throws IllegalArgumentException as {@link #fit(CategorySamples, CategorySamples)}
     */
    default CategoryPredictor fit(CategoryCohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }

    /**
     * Returns the popularity baseline, which gives all users the same score: the share of training samples that buy a
     * category.
     *
     * @return the learner
     */
    static CategoryLearner popularity() {
        return new Popularity(false, false);
    }

    /**
     * Returns the baseline of best sellers among first purchases. It gives all users the share of training samples that
     * buy a category, among those whose users had never bought it before.
     *
     * @return the learner
     */
    static CategoryLearner popularityOfFirstPurchases() {
        return new Popularity(true, false);
    }

    /**
     * Returns the baseline of {@link #popularityOfFirstPurchases} computed from the latest cut only, because best
     * sellers change with the season.
     *
     * @return the learner
     */
    static CategoryLearner popularityOfLate() {
        return new Popularity(true, true);
    }

    /**
     * Returns item-to-item collaborative filtering (Linden, Smith and York, Amazon.com recommendations, 2003), which
     * recommends what users bought after what they had bought before. The lift of each pair of categories, with 10
     * expected purchases added to numerator and denominator, raises or lowers the log-odds of popularity; by how much
     * is chosen on the validation users.
     *
     * @return the learner
     */
    static CategoryLearner itemToItem() {
        return new ItemToItem();
    }

    /**
     * Returns the baseline of a user's own purchase frequency. It uses the share f of shopping days on which the user
     * bought a category, smoothed by one additional day with the share of all users, and the expected number n of
     * shopping days within the horizon. The score is 1 - (1 - f)^n.
     *
     * @param horizonDays number of days from the cut on within which a purchase counts, as in the question, at least 1
     * @return the learner
     * @throws IllegalArgumentException if it is below 1
     */
    static CategoryLearner frequency(int horizonDays) {
        return new Frequency(horizonDays);
    }

    /**
     * Returns a logistic regression per category, with a ridge penalty of 1. Its features are how the user shops, how
     * often, how recently and how regularly the user buys the category, and what the user buys in its departments.
     *
     * @return the learner
     */
    static CategoryLearner logistic() {
        return new CategoryLogistic();
    }

    /**
     * Returns a learner that fits a separate model to each category (one-vs-rest).
     *
     * @param each fits the model of a category, with that category as the target
     * @return the learner
     */
    static CategoryLearner oneEach(Learner each) {
        return new OneEach(each);
    }

    /**
     * Returns one XGBoost for all categories at once, with trees of depth 6, learning rate 0.1, a minimum leaf weight
     * of 100, 80 % of the pairs and half of the features per tree, up to 600 trees with a patience of 20, seed 1.
     *
     * @return the learner
     * @see #pooled(BoostedTreesLearner)
     */
    static CategoryLearner pooled() {
        return PooledCategories.withDefaults();
    }

    /**
     * Returns one XGBoost for all categories at once. It is fitted to pairs of a sample and a category, so that few
     * buyers per category are enough. Its features are how the user shops, how often, how recently and how regularly
     * the user buys the category and in its departments, how popular the category is, and its affinity to the classes
     * that the user bought recently, which is predicted by a ridge regression. For training users, this regression is
     * fitted out of fold, to other users (stacking: Wolpert 1992). If there are more than 300,000 pairs, that many are
     * drawn at random.
     *
     * @param trees how the trees are fitted; its seed is also used for the draw
     * @return the learner
     * @throws IllegalArgumentException if it is null
     */
    static CategoryLearner pooled(BoostedTreesLearner trees) {
        return PooledCategories.of(trees);
    }

    /**
     * Returns a blend of two learners by the mean of their log-odds.
     *
     * @param first  a learner
     * @param second another one
     * @return the blend
     */
    static CategoryLearner blend(CategoryLearner first, CategoryLearner second) {
        return new CategoryBlend(first, second, false);
    }

    /**
     * Returns a stack of two learners: a blend whose weights are fitted to the validation users by {@link Stacking}.
     *
     * @param first  a learner
     * @param second another one
     * @return the learner
     */
    static CategoryLearner stack(CategoryLearner first, CategoryLearner second) {
        return new CategoryBlend(first, second, true);
    }

    /**
     * Returns a learner that is fitted to shifted copies of the training samples instead of the original samples.
     *
     * @param learner the learner to fit
     * @param shift   how many of the newest shopping days are removed
     * @return the learner
     */
    static CategoryLearner shifted(CategoryLearner learner, Shift shift) {
        return new ShiftedCategories(learner, shift);
    }
}

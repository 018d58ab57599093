package org.foresale.learn;

import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Shift;

/**
 * Makes a predictor of every category at once.
 *
 * <p>As with {@link Learner}, a learner never changes, the same samples give the same predictor, and it is handed the
 * training and the validation samples only. As a text it tells all that its figures depend on.
 */
public interface CategoryLearner {

    /**
     * Returns the learner's name in tables and charts.
     *
     * @return its name
     */
    String name();

    /**
     * Returns a copy of this learner with another seed.
     *
     * @param seed of all its random choices
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
     * Learns.
     *
     * @param train      samples to fit to
     * @param validation samples of other users, to choose by and to choose when to stop; a learner may ignore them
     * @return the predictor
     * @throws IllegalArgumentException if one of the two has no sample, if they are of different categories, or if a
     *     category has buyers only or none in training
     */
    CategoryPredictor fit(CategorySamples train, CategorySamples validation);

    /**
     * Learns from the training and the validation samples of a cohort.
     *
     * @param cohort the samples; those of the test are not looked at
     * @return the predictor
     * @throws IllegalArgumentException as {@link #fit(CategorySamples, CategorySamples)}
     */
    default CategoryPredictor fit(CategoryCohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }

    /**
     * Returns the baseline that gives all users the same: the share of training samples that buy a category.
     *
     * @return the learner
     */
    static CategoryLearner popularity() {
        return new Popularity(false, false);
    }

    /**
     * Returns the baseline that gives all users the share of those training samples that buy a category for the first
     * time, among those whose users had never bought it: a list of best sellers for whoever does not know them yet.
     *
     * @return the learner
     */
    static CategoryLearner popularityOfFirstPurchases() {
        return new Popularity(true, false);
    }

    /**
     * Returns the baseline of {@link #popularityOfFirstPurchases} at the latest cut alone: best sellers change with the
     * season.
     *
     * @return the learner
     */
    static CategoryLearner popularityOfLate() {
        return new Popularity(true, true);
    }

    /**
     * Returns the learner of co-purchases: what users bought together with what they had bought before (Linden, Smith
     * and York, Amazon.com recommendations, 2003). The lift of each pair of categories, with 10 expected purchases
     * added to both sides, raises or lowers the log-odds of popularity; by how much is chosen on the validation users.
     *
     * @return the learner
     */
    static CategoryLearner itemToItem() {
        return new ItemToItem();
    }

    /**
     * Returns the baseline that knows a user's own habit only: on what share f of the shopping days the user bought a
     * category, as if there had been one day more with everybody's share, and how many such days n a horizon has. The
     * score is 1 - (1 - f)^n.
     *
     * @param horizonDays days from the cut on within which a purchase counts, as in the question, at least 1
     * @return the learner
     * @throws IllegalArgumentException if it is below 1
     */
    static CategoryLearner frequency(int horizonDays) {
        return new Frequency(horizonDays);
    }

    /**
     * Returns a logistic regression for each category on how the user shops, how often, how lately and how regularly
     * the user buys it, and what the user buys in its departments; with a ridge penalty of 1.
     *
     * @return the learner
     */
    static CategoryLearner logistic() {
        return new CategoryLogistic();
    }

    /**
     * Returns the learner that fits a model of its own to each category (one-vs-rest).
     *
     * @param each fits the model of a category, whose target it is
     * @return the learner
     */
    static CategoryLearner oneEach(Learner each) {
        return new OneEach(each);
    }

    /**
     * Returns one XGBoost for all categories at once, with trees of depth 6, rate 0.1, leaves of at least 100, 80 % of
     * the pairs and half of the features a tree, up to 600 trees with a patience of 20, seed 1.
     *
     * @return the learner
     * @see #pooled(BoostedTreesLearner)
     */
    static CategoryLearner pooled() {
        return PooledCategories.withDefaults();
    }

    /**
     * Returns one XGBoost for all categories at once: it is fitted to pairs of a sample and a category, so that few
     * buyers of a category are enough. It looks at how the user shops, how often, how lately and how regularly the user
     * buys the category and in its departments, how many buy it, and how well it goes with the classes that the user
     * bought of late, by a ridge regression. What this says of training users is learnt of other users (stacking:
     * Wolpert 1992). Of more than 300,000 pairs, as many are drawn.
     *
     * @param trees how the trees are fitted; its seed is also that of the draw
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
     * Returns a blend of two learners in which validation users tell how much each counts, as {@link Stacking} has it.
     *
     * @param first  a learner
     * @param second another one
     * @return the learner
     */
    static CategoryLearner stack(CategoryLearner first, CategoryLearner second) {
        return new CategoryBlend(first, second, true);
    }

    /**
     * Returns a learner that is fitted to the shifted copies of training samples instead of the samples themselves.
     *
     * @param learner what is fitted
     * @param shift   how many of the newest shopping days are taken away
     * @return the learner
     */
    static CategoryLearner shifted(CategoryLearner learner, Shift shift) {
        return new ShiftedCategories(learner, shift);
    }
}

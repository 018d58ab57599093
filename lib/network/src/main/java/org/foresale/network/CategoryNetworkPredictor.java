package org.foresale.network;

import java.util.List;
import java.util.Optional;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;

/** A trained network for every category at once, with its encoder. A predictor serves one thread at a time. */
public final class CategoryNetworkPredictor implements CategoryPredictor {

    /** What {@link PredictorParts#kind()} says of such a network. */
    public static final String KIND = "network of categories";

    private static final String CATEGORIES = "categories.json";
    private static final String HABITS = "habits";
    private static final String SHARE = "share-of-habits.json";
    /** Log-odds of certainty have no number. */
    private static final double SURE = 1e-6;
    /** Samples encoded at once. */
    private static final int CHUNK = 4_096;

    private final Categories categories;
    private final Offset offset;
    private final TrainedNetwork trained;

    CategoryNetworkPredictor(Categories categories, Offset offset, TrainedNetwork trained) {
        this.categories = categories;
        this.offset = offset;
        this.trained = trained;
    }

    /**
     * What the network's outputs are added to.
     *
     * @param share  share of the log-odds of the habits, 0 to 1
     * @param habits tells the habits; empty if the share is 0
     */
    record Offset(double share, Optional<CategoryPredictor> habits) {

        static Offset fit(double share, CategorySamples train, CategorySamples validation) {
            return new Offset(share, share == 0 ? Optional.empty()
                    : Optional.of(CategoryLearner.logistic().fit(train, validation)));
        }

        static Offset read(PredictorParts parts, Categories categories) {
            double share = parts.json(SHARE, Double.class);
            if (!(share >= 0 && share <= 1)) {
                throw new ForesaleException("the share of the habits is " + share + ", not 0 to 1");
            }
            Optional<CategoryPredictor> habits = share == 0 ? Optional.empty()
                    : Optional.of(CategoryPredictor.read(parts.inner(HABITS)));
            if (habits.isPresent() && !habits.get().categories().equals(categories)) {
                throw new ForesaleException("the network and the habits are of different categories");
            }
            return new Offset(share, habits);
        }

        PredictorParts addTo(PredictorParts parts) {
            PredictorParts more = parts.withJson(SHARE, share);
            return habits.map(predictor -> more.with(HABITS, predictor.parts())).orElse(more);
        }

        /** The log-odds without the network, sample by sample. */
        float[][] of(CategorySamples samples) {
            float[][] logOdds = new float[samples.size()][samples.categories().size()];
            habits.ifPresent(predictor -> {
                double[][] scores = predictor.predict(samples);
                for (int i = 0; i < scores.length; i++) {
                    for (int category = 0; category < logOdds[i].length; category++) {
                        double sure = Math.max(SURE, Math.min(1 - SURE, scores[i][category]));
                        logOdds[i][category] = (float) (share * Math.log(sure / (1 - sure)));
                    }
                }
            });
            return logOdds;
        }
    }

    /**
     * Puts a network together from its parts.
     *
     * @param parts the parts
     * @return the predictor
     * @throws ForesaleException if they are of another kind, or if a part is missing or does not fit the others
     */
    public static CategoryNetworkPredictor read(PredictorParts parts) {
        parts.requireKind(KIND);
        Categories categories = parts.json(CATEGORIES, Categories.class);
        return new CategoryNetworkPredictor(categories, Offset.read(parts, categories),
                TrainedNetwork.read(parts, head(categories)));
    }

    /** What training makes small is of no matter once it is over. */
    private static Head head(Categories categories) {
        double[] none = new double[categories.size()];
        return Head.logOdds(none.length, new OffsetLogLoss(none, none));
    }

    @Override
    public PredictorParts parts() {
        return offset.addTo(trained.addTo(PredictorParts.of(KIND).withJson(CATEGORIES, categories)));
    }

    @Override
    public Categories categories() {
        return categories;
    }

    @Override
    public double[][] predict(CategorySamples samples) {
        samples.requireCategories(categories);
        Samples histories = samples.histories();
        float[][] logOdds = offset.of(samples);
        double[][] scores = new double[samples.size()][categories.size()];
        for (int from = 0; from < scores.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, scores.length);
            add(trained.outputs(trained.encoder().encode(histories, from, to)), logOdds, scores, from);
        }
        return scores;
    }

    /**
     * Returns the scores of samples whose events are put in a random order: what the network makes of histories
     * without their order.
     *
     * @param samples the samples
     * @param seed    of the order
     * @return for each sample a number between 0 and 1 for each category
     * @throws IllegalArgumentException if the samples are of other categories
     */
    public double[][] predictShuffled(CategorySamples samples, long seed) {
        samples.requireCategories(categories);
        double[][] scores = new double[samples.size()][categories.size()];
        add(trained.outputs(trained.encoder().encode(samples.histories()).shuffled(seed)), offset.of(samples),
                scores, 0);
        return scores;
    }

    private void add(float[] outputs, float[][] logOdds, double[][] scores, int from) {
        for (int at = 0; at < outputs.length; at++) {
            int sample = from + at / categories.size();
            int category = at % categories.size();
            scores[sample][category] = CategoryAnswers.probability(outputs[at] + logOdds[sample][category]);
        }
    }

    /**
     * Tells how the training went.
     *
     * @return its epochs, in order; the ROC AUC of each is the mean over the categories
     */
    public List<TrainingListener.Epoch> epochs() {
        return trained.log().epochs();
    }

    /**
     * Tells how many weights the network has.
     *
     * @return the number of trained parameters
     */
    public long parameters() {
        return trained.parameters();
    }
}

package org.foresale.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.PredictorParts;
import org.foresale.learn.Stacking;
import org.foresale.log.ForesaleException;
import tech.tablesaw.api.Table;

/**
 * Predicts the purchases of all categories at once, with a trained network and its encoder. A predictor serves one
 * thread at a time.
 */
public final class CategoryNetworkPredictor implements CategoryPredictor {

    /** Marks such a network in {@link PredictorParts#kind()}. */
    public static final String KIND = "network of categories";

    /** Marks a habit network on its own in {@link PredictorParts#kind()}. */
    public static final String KIND_OF_HABITS = HabitNetwork.KIND;

    private static final String CATEGORIES = "categories.json";
    private static final String HABITS = "habits";
    private static final String WEIGHTS = "network-and-habits.json";
    /** Samples encoded at once. */
    private static final int CHUNK = 4_096;

    private final Categories categories;
    private final Habits habits;
    private final TrainedNetwork trained;

    CategoryNetworkPredictor(Categories categories, Habits habits, TrainedNetwork trained) {
        this.categories = categories;
        this.habits = habits;
        this.trained = trained;
    }

    /**
     * What the habits tell without the events.
     *
     * @param network  tells the habits; empty if the other network learns from the events alone
     * @param weights how much the outputs of the network of events count, and the log-odds of the habits
     */
    record Habits(Optional<HabitNetwork> network, Stacking weights) {

        /** The network's outputs as they are, and a share of the habits. */
        static Habits of(Optional<HabitNetwork> network, double share) {
            return new Habits(network, new Stacking(1, share, 0));
        }

        static Habits read(PredictorParts parts, Categories categories) {
            Optional<HabitNetwork> network = parts.names().stream().anyMatch(name -> name.startsWith(HABITS + "/"))
                    ? Optional.of(HabitNetwork.read(parts.inner(HABITS))) : Optional.empty();
            if (network.isPresent() && !network.get().categories().equals(categories)) {
                throw new ForesaleException("the networks of events and of habits have different categories");
            }
            Stacking weights = parts.json(WEIGHTS, Stacking.class);
            if (network.isEmpty() && weights.second() != 0) {
                throw new ForesaleException("the habit network is missing, though its weight is " + weights.second());
            }
            return new Habits(network, weights);
        }

        PredictorParts addTo(PredictorParts parts) {
            PredictorParts more = parts.withJson(WEIGHTS, weights);
            return network.map(each -> more.with(HABITS, each.parts())).orElse(more);
        }

        /** The log-odds of the habits, sample by sample. */
        float[][] logOdds(CategorySamples samples) {
            return network.map(each -> LogOdds.of(each.predict(samples)))
                    .orElseGet(() -> new float[samples.size()][samples.categories().size()]);
        }
    }

    /**
     * Lets validation users tell how much the network's outputs and the habits count.
     *
     * @param validation the samples
     * @param sequences  their events, encoded
     * @param logOdds    the log-odds of their habits
     */
    CategoryNetworkPredictor weighed(CategorySamples validation, Sequences sequences, float[][] logOdds) {
        float[] said = trained.outputs(sequences);
        float[][] outputs = IntStream.range(0, validation.size()).mapToObj(i ->
                Arrays.copyOfRange(said, i * categories.size(), (i + 1) * categories.size())).toArray(float[][]::new);
        return new CategoryNetworkPredictor(categories,
                new Habits(habits.network(), Stacking.fit(validation.labels(), outputs, logOdds)), trained);
    }

    /**
     * Restores a network from its parts.
     *
     * @param parts the parts
     * @return the predictor
     * @throws ForesaleException if the parts are of another kind, or if one is missing or inconsistent with the rest
     */
    public static CategoryNetworkPredictor read(PredictorParts parts) {
        parts.requireKind(KIND);
        Categories categories = parts.json(CATEGORIES, Categories.class);
        return new CategoryNetworkPredictor(categories, Habits.read(parts, categories),
                TrainedNetwork.read(parts, head(categories)));
    }

    /**
     * Restores a habit network on its own from its parts.
     *
     * @param parts the parts
     * @return the predictor
     * @throws ForesaleException if the parts are of another kind, or if one is missing or inconsistent with the rest
     */
    public static CategoryPredictor readHabits(PredictorParts parts) {
        return HabitNetwork.read(parts);
    }

    /** What training makes small is of no matter once it is over. */
    private static Head head(Categories categories) {
        double[] none = new double[categories.size()];
        return Head.logOdds(none.length, new OffsetLogLoss(none, none));
    }

    @Override
    public PredictorParts parts() {
        return habits.addTo(trained.addTo(PredictorParts.of(KIND).withJson(CATEGORIES, categories)));
    }

    @Override
    public long multiplications() {
        return trained.multiplications();
    }

    @Override
    public Categories categories() {
        return categories;
    }

    @Override
    public double[][] predict(CategorySamples samples) {
        samples.requireCategories(categories);
        float[][] logOdds = habits.logOdds(samples);
        double[][] scores = new double[samples.size()][categories.size()];
        forEachChunk(samples, (outputs, from) -> add(outputs, logOdds, scores, from));
        return scores;
    }

    private void forEachChunk(CategorySamples samples, ObjIntConsumer<float[]> action) {
        Samples histories = samples.histories();
        for (int from = 0; from < samples.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, samples.size());
            action.accept(trained.outputs(trained.encoder().encode(histories, from, to)), from);
        }
    }

    /**
     * Returns the scores of samples whose events have been shuffled, to show what the network predicts without their
     * order.
     *
     * @param samples the samples
     * @param seed    seed of the shuffling
     * @return for each sample, a number between 0 and 1 for each category
     * @throws IllegalArgumentException if the categories of the samples are not those of the network
     */
    public double[][] predictShuffled(CategorySamples samples, long seed) {
        samples.requireCategories(categories);
        double[][] scores = new double[samples.size()][categories.size()];
        add(trained.outputs(trained.encoder().encode(samples.histories()).shuffled(seed)), habits.logOdds(samples),
                scores, 0);
        return scores;
    }

    private void add(float[] outputs, float[][] logOdds, double[][] scores, int from) {
        for (int at = 0; at < outputs.length; at++) {
            int sample = from + at / categories.size();
            int category = at % categories.size();
            scores[sample][category] = habits.weights().of(outputs[at], logOdds[sample][category]);
        }
    }

    /**
     * Returns whether the order of a user's events can change the network's output.
     *
     * @return false if the network averages the events over time
     */
    public boolean readsOrder() {
        return trained.architecture().kind() != Architecture.Kind.NO_SEQUENCE;
    }

    /**
     * Returns the epochs of the training.
     *
     * @return the epochs in order; the ROC AUC of each is the mean over the categories
     */
    public List<TrainingListener.Epoch> epochs() {
        return trained.log().epochs();
    }

    /**
     * Returns the losses by epoch, averaged over samples and categories.
     *
     * @return two rows per epoch: epoch, log loss, and the samples it is computed on (training or validation)
     */
    public Table learningCurve() {
        return trained.log().learningCurve();
    }

    /**
     * Projects the embeddings of the classes of events to two dimensions, so that classes with similar embeddings lie
     * close together.
     *
     * @return one row per second-level class in the training samples: class, department (if it is one of the five with
     *     the most classes), and the first two principal components of its weights in the embedding, scaled to unit
     *     length
     */
    public Table classMap() {
        return embedding().map();
    }

    /**
     * Returns the classes whose embeddings are most similar to that of a given class.
     *
     * @param path path of a second-level class that occurs in the training samples
     * @param most maximum number of classes
     * @return one row per class, the most similar first: class, and the cosine similarity of the two embeddings
     * @throws IllegalArgumentException if the class does not occur in the training samples
     */
    public Table alike(String path, int most) {
        return embedding().alike(path, most);
    }

    private ClassEmbedding embedding() {
        return ClassEmbedding.of(trained.encoder().classes(), trained.embeddingRows(),
                trained.architecture().embedding());
    }

    /**
     * Returns the number of trainable parameters.
     *
     * @return the number of trainable parameters
     */
    public long parameters() {
        return trained.parameters();
    }

    @Override
    public String toString() {
        return trained + ", " + categories.size() + " categories";
    }
}

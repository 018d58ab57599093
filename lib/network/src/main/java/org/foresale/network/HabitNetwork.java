package org.foresale.network;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.learn.CategoryPairs;
import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.PredictorParts;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained dense network that tells from a user's habits in a category how likely a purchase is; it is the same
 * network for all categories.
 *
 * <p>Deeplearning4j trains it, but does not answer: a shop asks of millions of pairs, and to copy their features takes
 * longer than the thousand multiplications of an answer. The features of a user are the same with all categories, so
 * what they add to the first layer is computed once.
 */
final class HabitNetwork implements CategoryPredictor {

    /** What its parts are called. */
    static final String KIND = "network of habits";

    private static final String SCALE = "scale.json";
    private static final String WEIGHTS = "weights.bin";
    /** No training ends there, and no sum of products of such weights overflows. */
    private static final float LARGEST_WEIGHT = 1e5f;
    private static final int USER = CategoryPairs.columnsOfUser();
    private static final int COLUMNS = HabitScale.columns();

    private final CategoryPairs pairs;
    private final HabitScale scale;
    private final float[] weights;
    private final DenseLayer first;
    private final DenseLayer second;
    private final DenseLayer output;

    /**
     * Puts a network together.
     *
     * @param weights of scaled features, in Deeplearning4j's order
     */
    HabitNetwork(CategoryPairs pairs, HabitScale scale, float[] weights) {
        this.pairs = pairs;
        this.scale = scale;
        this.weights = weights;
        MultiLayerNetwork network = network();
        first = scale.unscaled(DenseLayer.of(network.getLayer(0)));
        second = DenseLayer.of(network.getLayer(1));
        output = DenseLayer.of(network.getLayer(2));
    }

    /** The network as it was trained, on scaled features. */
    MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(HabitNetworkLearner.configuration(0));
        network.init(Nd4j.createFromArray(weights).reshape(1, weights.length), true);
        return network;
    }

    static HabitNetwork read(PredictorParts parts) {
        parts.requireKind(KIND);
        return new HabitNetwork(CategoryPairs.read(parts), parts.json(SCALE, HabitScale.class),
                parts.floats(WEIGHTS, HabitNetworkLearner.parameters(), LARGEST_WEIGHT));
    }

    @Override
    public PredictorParts parts() {
        return pairs.addTo(PredictorParts.of(KIND)).withJson(SCALE, scale).withFloats(WEIGHTS, weights);
    }

    @Override
    public Categories categories() {
        return pairs.categories();
    }

    HabitScale scale() {
        return scale;
    }

    @Override
    public double[][] predict(CategorySamples samples) {
        return predict(samples, pairs);
    }

    /** The scores of samples with features that are made otherwise: cross-fitted ones of the training samples. */
    double[][] predict(CategorySamples samples, CategoryPairs others) {
        double[][] scores = new double[samples.size()][];
        others.each(samples, (rows, i) -> scores[i] = probabilities(rows));
        return scores;
    }

    /** What the network says of a sample with every category. */
    private double[] probabilities(float[] rows) {
        scale.even(rows, 0);
        float[] user = Arrays.copyOf(rows, USER);
        float[][] ofCategories = new float[COLUMNS - USER][rows.length / COLUMNS];
        for (int column = USER; column < COLUMNS; column++) {
            for (int category = 0; category < ofCategories[0].length; category++) {
                ofCategories[column - USER][category] = rows[category * COLUMNS + column];
            }
        }
        float[][] units = second.relu(first.relu(ofCategories, first.start(user)), second.bias());
        float[] logOdds = output.of(units, output.bias())[0];
        double[] probabilities = new double[logOdds.length];
        Arrays.setAll(probabilities, category -> 1 / (1 + Math.exp(-logOdds[category])));
        return probabilities;
    }

    @Override
    public String toString() {
        return "Network of habits of " + pairs.categories().size() + " categories";
    }
}

package org.foresale.network;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPairs;
import org.foresale.learn.Stacking;
import org.foresale.log.internal.Arguments;

/**
 * Trains one sequence network for all categories at once: the network reads a history once and has one output per
 * category.
 *
 * <p>The outputs are log-odds. In training, half of the log-odds of the {@linkplain #habitsAlone habit network} are
 * added to them by default. A few hundred buyers of one category cannot teach a network of a hundred units that
 * frequent buyers of a category tend to buy it again, but the buyers of all categories together can. If all of these
 * log-odds were added, training would stop before the network had learnt anything else. After training, the weights of
 * the two networks are fitted on the validation users by {@link Stacking}.
 *
 * <p>The loss is the sum of the log losses of all outputs; with
 * {@linkplain TrainingPlan#withClassWeights() class weights}, the buyers and the non-buyers of each category have equal
 * total weight. Everything else is as in {@link NetworkLearner}. As there is no single target here, the numbers of an
 * event that describe the target are constant.
 *
 * @param network architecture, events, plan, seed and listener
 * @param habits  share of the habit network's log-odds that is added to the outputs, 0 to 1
 * @param shared  whether a habit network that was trained on the same samples is reused
 */
public record CategoryNetworkLearner(NetworkLearner network, double habits, boolean shared)
        implements CategoryLearner {

    private static final double HALF = .5;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the share is not between 0 and 1, or if the network has rich inputs, which
     *     describe a single target
     */
    public CategoryNetworkLearner {
        if (!(habits >= 0 && habits <= 1)) {
            throw new IllegalArgumentException("the share of the habits is 0 to 1, not " + habits);
        }
        if (network.richInputs()) {
            throw new IllegalArgumentException("rich inputs describe how well one target suits a user, so a network"
                    + " for all categories cannot use them: leave out withRichInputs()");
        }
    }

    /**
     * Returns the learner with defaults for a kind of network: an embedding of 64, 96 units or 64 filters of 5 events,
     * pooling by 4, dropout 0.5; the newest 48 shopping days; at most 40 epochs with a patience of 4, batches of 128, a
     * learning rate of 0.001, a weight decay of 1e-6, 30 % of the classes hidden; seed 1, and half of the habit
     * network's log-odds.
     *
     * @param kind the layers between the embedding and the outputs
     * @return the learner
     */
    public static CategoryNetworkLearner of(Architecture.Kind kind) {
        return of(NetworkLearner.of(new Architecture(kind, 64, 64, 5, 4, 96, .5)).withPlan(TrainingPlan.withDefaults()
                .withEpochs(40, 4).withSteps(128, 1e-3).withRegularisation(1e-6, .3)));
    }

    /**
     * Returns the learner with the settings of a single-target network, and half of the habit network's log-odds. The
     * defaults of {@link NetworkLearner#of} suit a single target: a learning rate of 0.002 and a weight decay of 5e-4.
     * Those of {@link #of(Architecture.Kind)} differ.
     *
     * @param network architecture, events, plan, seed and listener
     * @return the learner
     * @throws IllegalArgumentException if the network has rich inputs
     */
    public static CategoryNetworkLearner of(NetworkLearner network) {
        return new CategoryNetworkLearner(network, HALF, false);
    }

    /**
     * Returns a copy of this learner that adds another share of the habit network's log-odds.
     *
     * @param share 0 to learn from the events alone, 1 to learn only what the habits leave unexplained
     * @return the new learner
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public CategoryNetworkLearner withHabits(double share) {
        return new CategoryNetworkLearner(network, share, shared);
    }

    /**
     * Returns a copy of this learner that trains the habit network only once for the same samples, however many
     * networks are fitted to them. This is for studies that compare several networks. Predictions do not change, but
     * training times do.
     *
     * @return the new learner; its copies share the habit network, too
     */
    public CategoryNetworkLearner withSharedHabits() {
        return new CategoryNetworkLearner(network, habits, true);
    }

    /**
     * Returns the learner of the habit network, which uses users' habits but not their events. It is one dense network
     * for pairs of a sample and a category, the same for all categories, with the features of {@link CategoryPairs},
     * two layers of 32 and 16 units with ReLU, and dropout 0.1 of the inputs of both.
     *
     * @return the learner, with the same seed and at most as many epochs; it shares its network if this learner does
     */
    public CategoryLearner habitsAlone() {
        return habitLearner();
    }

    private HabitNetworkLearner habitLearner() {
        return new HabitNetworkLearner(network.seed(), Math.min(HabitNetworkLearner.EPOCHS, network.plan().epochs()),
                shared);
    }

    /**
     * Returns a copy of this learner with other network settings.
     *
     * @param other architecture, events, plan, seed and listener
     * @return the new learner
     * @throws IllegalArgumentException if the network has rich inputs
     */
    public CategoryNetworkLearner withNetwork(NetworkLearner other) {
        return new CategoryNetworkLearner(other, habits, shared);
    }

    /**
     * Returns a copy of this learner with another training plan.
     *
     * @param plan number of epochs, batch size, learning rate and so on
     * @return the new learner
     */
    public CategoryNetworkLearner withPlan(TrainingPlan plan) {
        return withNetwork(network.withPlan(Arguments.given("plan", plan)));
    }

    /**
     * Returns a copy of this learner that reports its training to a listener.
     *
     * @param listener listener that is called after each epoch
     * @return the new learner
     */
    public CategoryNetworkLearner withListener(TrainingListener listener) {
        return withNetwork(network.withListener(Arguments.given("listener", listener)));
    }

    /**
     * Returns a copy of this learner with another kind of layers between the embedding and the outputs.
     *
     * @param kind the new kind
     * @return the new learner
     * @throws IllegalArgumentException if it is null
     */
    public CategoryNetworkLearner with(Architecture.Kind kind) {
        return withNetwork(network.with(network.architecture().with(kind)));
    }

    @Override
    public CategoryNetworkLearner withSeed(long seed) {
        return new CategoryNetworkLearner(network.withSeed(seed), habits, shared);
    }

    /**
     * Returns the learner's name.
     *
     * @return the network's name; it says whether class weights are used and whether the habits are left out
     */
    @Override
    public String name() {
        return network.name() + (network.plan().balanced() ? ", class weights" : "")
                + (habits == 0 ? ", no habits" : "");
    }

    @Override
    public boolean usesNetwork() {
        return true;
    }

    @Override
    public CategoryNetworkPredictor fit(CategoryCohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }

    /**
     * Trains the network on the training samples and stops early on the validation samples.
     *
     * @throws CancellationException if the thread is interrupted before the first epoch ends; after that, training
     *     stops, the weights of the best epoch so far are kept, and the thread stays interrupted
     * @throws IllegalArgumentException if either has no samples, if their categories differ, if all training samples of
     *     a category have the same label, or if no training sample has an event
     */
    @Override
    public CategoryNetworkPredictor fit(CategorySamples train, CategorySamples validation) {
        train.requireBothLabels("training").requireValidation(validation);
        Optional<HabitNetworkLearner.Fit> known = habits == 0 ? Optional.empty()
                : Optional.of(habitLearner().fitted(train, validation));
        CategoryNetworkPredictor.Habits beside =
                CategoryNetworkPredictor.Habits.of(known.map(HabitNetworkLearner.Fit::network), habits);
        Samples histories = train.histories();
        SequenceEncoder encoder = SequenceEncoder.fit(histories, network.events(), network.length());
        CategoryAnswers labels = CategoryAnswers.of(train, known
                .map(fit -> LogOdds.times(habits, LogOdds.of(fit.training())))
                .orElseGet(() -> new float[train.size()][train.categories().size()]));
        CategoryAnswers answers = network.plan().balanced() ? labels.balanced() : labels;
        Training training = new Training(network.architecture(), network.plan(), network.seed(), network.listener(),
                encoder, encoder.encode(histories), answers);
        Sequences sequences = encoder.encode(validation.histories());
        float[][] logOdds = beside.logOdds(validation);
        CategoryNetworkPredictor predictor = new CategoryNetworkPredictor(train.categories(), beside,
                training.run(sequences, answers.weighing(validation, LogOdds.times(habits, logOdds))));
        return habits == 0 ? predictor : predictor.weighed(validation, sequences, logOdds);
    }
}

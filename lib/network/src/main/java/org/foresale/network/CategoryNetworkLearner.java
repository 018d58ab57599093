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
 * Trains one sequence network for every category at once: it reads a history once and has an output for each category.
 *
 * <p>The outputs are log-odds. In training, half of the log-odds of the {@linkplain #habitsAlone network of habits}
 * are added to them by default: a few hundred buyers of a category do not teach a network of a hundred units that
 * whoever bought it often buys it again, but all buyers of all categories do. With all of these log-odds added,
 * training ends before the network has learnt what else there is. Once the training is over, the validation users tell
 * how much the two networks count, by {@link Stacking}.
 *
 * <p>The loss is the sum of the log losses of all outputs; with {@linkplain TrainingPlan#withClassWeights() class
 * weights}, buyers and others of each category weigh alike. All else is as {@link NetworkLearner} has it. An event
 * knows of no target, so those of its numbers that tell of one are the same at all events.
 *
 * @param network shape, events, plan, seed and listener
 * @param habits  share of the log-odds of the user's habits that is added to the outputs, 0 to 1
 * @param shared  whether a network of habits that was trained for the same samples is used again
 */
public record CategoryNetworkLearner(NetworkLearner network, double habits, boolean shared)
        implements CategoryLearner {

    private static final double HALF = .5;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the share is not between 0 and 1, or if the network has rich inputs, which
     *     are of one target
     */
    public CategoryNetworkLearner {
        if (!(habits >= 0 && habits <= 1)) {
            throw new IllegalArgumentException("the share of the habits is 0 to 1, not " + habits);
        }
        if (network.richInputs()) {
            throw new IllegalArgumentException("rich inputs tell how well a user goes with one target, so a network for"
                    + " every category has none: take one without withRichInputs()");
        }
    }

    /**
     * Returns the learner for a kind of network: embedding 64, 96 units or 64 filters of 5 events, pooling by 4,
     * dropout 0.5; the newest 48 shopping days; at most 40 epochs with a patience of 4, batches of 128, a learning rate
     * of 0.001, a decay of 1e-6, 30 % of the classes hidden; seed 1, half of the habits.
     *
     * @param kind what is between the embedding and the outputs
     * @return the learner
     */
    public static CategoryNetworkLearner of(Architecture.Kind kind) {
        return of(NetworkLearner.of(new Architecture(kind, 64, 64, 5, 4, 96, .5)).withPlan(TrainingPlan.withDefaults()
                .withEpochs(40, 4).withSteps(128, 1e-3).withRegularisation(1e-6, .3)));
    }

    /**
     * Returns the learner for the settings of a network of one target, with half of the habits. Those of
     * {@link NetworkLearner#of} are made for one target: a learning rate of 0.002 and a decay of 5e-4, where {@link
     * #of(Architecture.Kind)} has others.
     *
     * @param network shape, events, plan, seed and listener
     * @return the learner
     * @throws IllegalArgumentException if the network has rich inputs
     */
    public static CategoryNetworkLearner of(NetworkLearner network) {
        return new CategoryNetworkLearner(network, HALF, false);
    }

    /**
     * Returns a copy of this learner with another share of the habits.
     *
     * @param share 0 to learn from the events alone, 1 to learn what the habits leave
     * @return the new learner
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public CategoryNetworkLearner withHabits(double share) {
        return new CategoryNetworkLearner(network, share, shared);
    }

    /**
     * Returns a copy of this learner that trains the network of habits but once for the same samples, however many
     * networks are fitted to them: for studies that compare several. All answers stay as they are, but not how long
     * training takes.
     *
     * @return the new learner; copies of it share, too
     */
    public CategoryNetworkLearner withSharedHabits() {
        return new CategoryNetworkLearner(network, habits, true);
    }

    /**
     * Returns the learner of what users' habits tell without their events: one dense network of pairs of a sample and a
     * category, the same for all categories, with the features of {@link CategoryPairs}, two layers of 32 and 16 units
     * with ReLU, and dropout 0.1 of the inputs of both.
     *
     * @return the learner, of the same seed and no more epochs; it shares if this one does
     */
    public CategoryLearner habitsAlone() {
        return habitLearner();
    }

    private HabitNetworkLearner habitLearner() {
        return new HabitNetworkLearner(network.seed(), Math.min(HabitNetworkLearner.EPOCHS, network.plan().epochs()),
                shared);
    }

    /**
     * Returns a copy of this learner with other settings of the network.
     *
     * @param other shape, events, plan, seed and listener
     * @return the new learner
     * @throws IllegalArgumentException if the network has rich inputs
     */
    public CategoryNetworkLearner withNetwork(NetworkLearner other) {
        return new CategoryNetworkLearner(other, habits, shared);
    }

    /**
     * Returns a copy of this learner with another plan of training.
     *
     * @param plan epochs, batches, learning rate and what else
     * @return the new learner
     */
    public CategoryNetworkLearner withPlan(TrainingPlan plan) {
        return withNetwork(network.withPlan(Arguments.given("plan", plan)));
    }

    /**
     * Returns a copy of this learner that tells of its training.
     *
     * @param listener is told of each epoch
     * @return the new learner
     */
    public CategoryNetworkLearner withListener(TrainingListener listener) {
        return withNetwork(network.withListener(Arguments.given("listener", listener)));
    }

    /**
     * Returns a copy of this learner with another kind of layers between the embedding and the outputs.
     *
     * @param kind what
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
     * @return that of the network; it tells of class weights, and where it learns without habits
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
     * Trains.
     *
     * @throws CancellationException if the thread is interrupted before the first epoch is over; later on, the weights
     *     of the best epoch so far are kept, and the thread stays interrupted
     * @throws IllegalArgumentException if one of the two has no sample, if they are of different categories, if a
     *     category has buyers only or none in training, or if no training sample has an event
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

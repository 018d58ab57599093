package org.foresale.network;

import java.util.concurrent.CancellationException;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.learn.AffinityFeatures;
import org.foresale.learn.Learner;
import org.foresale.log.internal.Arguments;

/**
 * Trains a sequence network with early stopping: training ends when the validation loss no longer falls, and the
 * weights of the best epoch are kept.
 *
 * <p>The same seed and samples give the same network. A training run uses one thread; several can run in parallel on
 * their own threads. If the thread is interrupted, training ends within one batch, and the weights of the best epoch so
 * far are kept.
 *
 * @param architecture architecture of the network
 * @param events       what an event of a sequence is
 * @param length       number of events in a sequence, 1 to 4,096
 * @param richInputs   whether gap ratios and affinities are added to each event
 * @param plan         training plan
 * @param seed         seed of the initial weights, of dropout, of the order of the samples and of the folds for the
 *     affinities
 * @param listener     listener to the progress of the training
 */
public record NetworkLearner(Architecture architecture, EventKind events, int length, boolean richInputs,
        TrainingPlan plan, long seed, TrainingListener listener) implements Learner {

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if a sequence of this length does not suit the architecture
     */
    public NetworkLearner {
        architecture.checkLength(length);
    }

    /**
     * Returns the learner for an architecture, with the newest 48 shopping days, {@link TrainingPlan#withDefaults()}
     * and seed 1.
     *
     * @param architecture architecture of the network
     * @return the learner
     * @throws IllegalArgumentException if a sequence of 48 events does not suit the architecture
     */
    public static NetworkLearner of(Architecture architecture) {
        return new NetworkLearner(architecture, EventKind.DAYS, 48, false, TrainingPlan.withDefaults(), 1,
                TrainingListener.NONE);
    }

    /**
     * Returns a copy of this learner with another architecture.
     *
     * @param shape architecture of the network
     * @return the new learner
     * @throws IllegalArgumentException if a sequence of this length does not suit it
     */
    public NetworkLearner with(Architecture shape) {
        return new NetworkLearner(shape, events, length, richInputs, plan, seed, listener);
    }

    /**
     * Returns a copy of this learner with other events.
     *
     * @param kind   what an event is
     * @param newest number of the newest events of a history that make up a sequence
     * @return the new learner
     * @throws IllegalArgumentException if a sequence of this length does not suit the architecture
     */
    public NetworkLearner withEvents(EventKind kind, int newest) {
        return new NetworkLearner(architecture, Arguments.given("kind of event", kind), newest, richInputs, plan, seed,
                listener);
    }

    /**
     * Returns a copy of this learner with additional inputs: how overdue a purchase is, and how well the target suits
     * the user.
     *
     * <p>The first additional inputs are four gap ratios, as log(1 + ratio), or 0 if there is no gap to average: the
     * days since the user's previous shopping day over the mean gap between the shopping days so far; the same for days
     * with the target; the days from the event to the cut over the mean gap up to the event; and the days from the last
     * shopping day with the target to the cut over the mean gap between such days. After them come the
     * {@link AffinityFeatures} of the user, which are the same for all events of a sequence. Affinities of training
     * samples are cross-fitted: they are learnt from users of other folds.
     *
     * @return the new learner
     */
    public NetworkLearner withRichInputs() {
        return new NetworkLearner(architecture, events, length, true, plan, seed, listener);
    }

    /**
     * Returns a copy of this learner with another training plan.
     *
     * @param newPlan training plan
     * @return the new learner
     */
    public NetworkLearner withPlan(TrainingPlan newPlan) {
        return new NetworkLearner(architecture, events, length, richInputs, Arguments.given("plan", newPlan), seed,
                listener);
    }

    /**
     * Returns a copy of this learner with another maximum number of epochs.
     *
     * @param most maximum number of epochs
     * @return the new learner
     * @throws IllegalArgumentException if it is not above 0
     */
    public NetworkLearner withEpochs(int most) {
        return withPlan(plan.withEpochs(most, plan.patience()));
    }

    @Override
    public NetworkLearner withSeed(long newSeed) {
        return new NetworkLearner(architecture, events, length, richInputs, plan, newSeed, listener);
    }

    /**
     * Returns a copy of this learner that reports its progress to a listener.
     *
     * @param newListener the listener
     * @return the new learner
     */
    public NetworkLearner withListener(TrainingListener newListener) {
        return new NetworkLearner(architecture, events, length, richInputs, plan, seed,
                Arguments.given("listener", newListener));
    }

    @Override
    public String name() {
        return architecture.kind().title() + (events == EventKind.LINES ? ", lines" : "")
                + (richInputs ? ", rich inputs" : "");
    }

    @Override
    public boolean usesNetwork() {
        return true;
    }

    /**
     * Returns the learner's settings.
     *
     * @return everything that its results depend on, in one line
     */
    @Override
    public String toString() {
        return "NetworkLearner[" + architecture + ", newest " + length + " " + events
                + (richInputs ? ", rich inputs" : "") + ", " + plan + ", seed=" + seed + "]";
    }

    @Override
    public NetworkPredictor fit(Cohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }

    /**
     * Trains the network on the training samples and stops early on the validation samples.
     *
     * @throws CancellationException if the thread is interrupted before the first epoch ends; after that, training
     *     stops, the weights of the best epoch so far are kept, and the thread stays interrupted
     * @throws IllegalArgumentException if either has no samples or samples of one label only, if no training sample has
     *     an event, or, with rich inputs, if all buyers or all non-buyers are in one of the five folds of the training
     *     users
     */
    @Override
    public NetworkPredictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        validation.requireBothLabels("validation");
        Inputs inputs = richInputs ? Inputs.rich(events, AffinityFeatures.fit(train)) : Inputs.plain(events);
        EventReader reader = inputs.trainingReader(train, seed);
        SequenceEncoder encoder = SequenceEncoder.fit(train, inputs, reader, length);
        TargetAnswers labels = TargetAnswers.of(train.labels());
        TargetAnswers answers = plan.balanced() ? labels.balanced() : labels;
        return new NetworkPredictor(new Training(architecture, plan, seed, listener, encoder,
                encoder.encode(train, reader, 0, train.size()), answers)
                .run(encoder.encode(validation), answers.weighing(validation.labels())));
    }
}

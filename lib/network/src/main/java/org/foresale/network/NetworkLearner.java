package org.foresale.network;

import java.util.concurrent.CancellationException;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.learn.AffinityFeatures;
import org.foresale.learn.Learner;
import org.foresale.log.internal.Arguments;

/**
 * Trains a sequence network and stops when the validation loss no longer falls; the weights of the best epoch are kept.
 *
 * <p>The same seed and samples give the same network, with one thread a training run; several runs may go side by side
 * on threads of their own. An interrupt of the thread ends the training within a batch, and the weights of the best
 * epoch so far are kept.
 *
 * @param architecture shape of the network
 * @param events       what an event of a sequence is
 * @param length       events of a sequence, 1 to 4,096
 * @param richInputs   whether an event comes with gap ratios and affinities too
 * @param plan         how it is trained
 * @param seed         of the weights, of the dropout, of the order of the samples and of the affinities' folds
 * @param listener     is told how the training goes on
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
     * Returns the learner for an architecture: the newest 48 shopping days, {@link TrainingPlan#withDefaults()}, seed
     * 1.
     *
     * @param architecture shape of the network
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
     * @param shape shape of the network
     * @return the new learner
     * @throws IllegalArgumentException if the sequence does not suit it
     */
    public NetworkLearner with(Architecture shape) {
        return new NetworkLearner(shape, events, length, richInputs, plan, seed, listener);
    }

    /**
     * Returns a copy of this learner with other events.
     *
     * @param kind   what an event is
     * @param newest how many of the newest events of a history make a sequence
     * @return the new learner
     * @throws IllegalArgumentException if a sequence of so many events does not suit the architecture
     */
    public NetworkLearner withEvents(EventKind kind, int newest) {
        return new NetworkLearner(architecture, Arguments.given("kind of event", kind), newest, richInputs, plan, seed,
                listener);
    }

    /**
     * Returns a copy of this learner whose events tell more: how late the user is, and how well the user goes with the
     * target.
     *
     * <p>The further numbers are four gap ratios, as log(1 + ratio), 0 where there is no gap to take a mean of: days
     * since the user's shopping day before over the mean gap of the shopping days up to that one; the same of the days
     * with the target; days from the event to the cut over the mean gap up to the event; and days from the last one
     * with the target to the cut over the mean gap of the target. After them come the {@link AffinityFeatures} of the
     * user, the same at all events of a sequence. Those of training samples come from users of other folds.
     *
     * @return the new learner
     */
    public NetworkLearner withRichInputs() {
        return new NetworkLearner(architecture, events, length, true, plan, seed, listener);
    }

    /**
     * Returns a copy of this learner with another plan.
     *
     * @param newPlan how the network is trained
     * @return the new learner
     */
    public NetworkLearner withPlan(TrainingPlan newPlan) {
        return new NetworkLearner(architecture, events, length, richInputs, Arguments.given("plan", newPlan), seed,
                listener);
    }

    /**
     * Returns a copy of this learner with another bound on the epochs.
     *
     * @param most most passes over the training samples
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
     * Returns a copy of this learner that tells a listener how it goes on.
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
     * @return all that its figures depend on, in one line
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
     * Trains.
     *
     * @throws CancellationException if the thread is interrupted before the first epoch is over; later on, the weights
     *     of the best epoch so far are kept, and the thread stays interrupted
     * @throws IllegalArgumentException if one of the two has no sample, or samples of one label only, if no training
     *     sample has an event, or, with rich inputs, if all buyers, or all others, are in one of five folds of the
     *     training users
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

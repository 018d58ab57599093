package org.foresale.network;

import java.util.concurrent.CancellationException;
import org.foresale.cohort.Samples;
import org.foresale.learn.Learner;

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
 * @param plan         how it is trained
 * @param seed         of the weights, of the dropout and of the order of the samples
 * @param listener     is told how the training goes on
 */
public record NetworkLearner(Architecture architecture, Events events, int length, TrainingPlan plan, long seed,
        TrainingListener listener) implements Learner {

    /**
     * Checks the length.
     *
     * @param architecture shape of the network
     * @param events       what an event of a sequence is
     * @param length       events of a sequence
     * @param plan         how it is trained
     * @param seed         of the weights, of the dropout and of the order of the samples
     * @param listener     is told how the training goes on
     * @throws IllegalArgumentException if a sequence of this length does not suit the architecture
     */
    public NetworkLearner {
        architecture.checkLength(length);
    }

    /**
     * The learner for an architecture: the newest 48 shopping days, {@link TrainingPlan#withDefaults()}, seed 1.
     *
     * @param architecture shape of the network
     * @return the learner
     * @throws IllegalArgumentException if a sequence of 48 events does not suit the architecture
     */
    public static NetworkLearner of(Architecture architecture) {
        return new NetworkLearner(architecture, Events.DAYS, 48, TrainingPlan.withDefaults(), 1, TrainingListener.NONE);
    }

    /**
     * The same learner with another architecture.
     *
     * @param shape shape of the network
     * @return the new learner
     * @throws IllegalArgumentException if the sequence does not suit it
     */
    public NetworkLearner with(Architecture shape) {
        return new NetworkLearner(shape, events, length, plan, seed, listener);
    }

    /**
     * The same learner with other events.
     *
     * @param kind   what an event is
     * @param newest how many of the newest events of a history make a sequence
     * @return the new learner
     * @throws IllegalArgumentException if a sequence of so many events does not suit the architecture
     */
    public NetworkLearner withEvents(Events kind, int newest) {
        return new NetworkLearner(architecture, kind, newest, plan, seed, listener);
    }

    /**
     * The same learner with another plan.
     *
     * @param newPlan how the network is trained
     * @return the new learner
     */
    public NetworkLearner withPlan(TrainingPlan newPlan) {
        return new NetworkLearner(architecture, events, length, newPlan, seed, listener);
    }

    /**
     * The same learner with another bound on the epochs.
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
        return new NetworkLearner(architecture, events, length, plan, newSeed, listener);
    }

    /**
     * The same learner with somebody who is told how it goes on.
     *
     * @param newListener the listener
     * @return the new learner
     */
    public NetworkLearner withListener(TrainingListener newListener) {
        return new NetworkLearner(architecture, events, length, plan, seed, newListener);
    }

    @Override
    public String name() {
        return architecture.kind().title() + (events == Events.LINES ? ", lines" : "");
    }

    /**
     * The learner's settings.
     *
     * @return all that its figures depend on, in one line
     */
    @Override
    public String toString() {
        return "NetworkLearner[" + architecture + ", newest " + length + " " + events + ", " + plan + ", seed=" + seed
                + "]";
    }

    /**
     * Trains.
     *
     * @throws CancellationException if the thread is interrupted before the first epoch is over; later on, the weights
     *     of the best epoch so far are kept, and the thread stays interrupted
     * @throws IllegalArgumentException if one of the two has no sample, or samples of one label only, or if no training
     *     sample has an event
     */
    @Override
    public NetworkPredictor fit(Samples train, Samples validation) {
        train.requireBothLabels("training");
        validation.requireBothLabels("validation");
        SequenceEncoder encoder = SequenceEncoder.fit(train, events, length);
        return new Training(this, encoder, encoder.encode(train), train.labels())
                .run(encoder.encode(validation), validation.labels());
    }
}

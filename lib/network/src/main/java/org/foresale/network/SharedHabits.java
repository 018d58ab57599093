package org.foresale.network;

import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.foresale.cohort.CategorySamples;

/** The networks of habits of some training and validation samples, for as long as these are in use. */
final class SharedHabits {

    /** By training samples, then by validation samples; what is kept refers to neither. */
    private static final Map<CategorySamples, Map<CategorySamples, SharedHabits>> KNOWN = new WeakHashMap<>();

    private final Map<HabitNetworkLearner, One> networks = new ConcurrentHashMap<>();

    private SharedHabits() {
    }

    /** A network that is trained once; whoever else asks for it meanwhile waits. */
    private static final class One {

        private final ReentrantLock lock = new ReentrantLock();
        private Optional<HabitNetworkLearner.Fit> trained = Optional.empty();

        HabitNetworkLearner.Fit of(HabitNetworkLearner learner, CategorySamples train, CategorySamples validation) {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException("waiting for the network of habits, which"
                        + " another thread trains, was interrupted").initCause(e);
            }
            try {
                HabitNetworkLearner.Fit fit = trained.orElseGet(() -> learner.train(train, validation));
                trained = Optional.of(fit);
                return fit;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Returns what a learner makes of samples.
     *
     * @throws CancellationException if the thread is interrupted while it waits or trains
     */
    static HabitNetworkLearner.Fit of(HabitNetworkLearner learner, CategorySamples train, CategorySamples validation) {
        SharedHabits ofSamples;
        synchronized (KNOWN) {
            ofSamples = KNOWN.computeIfAbsent(train, any -> new WeakHashMap<>())
                    .computeIfAbsent(validation, any -> new SharedHabits());
        }
        return ofSamples.networks.computeIfAbsent(learner, any -> new One()).of(learner, train, validation);
    }
}

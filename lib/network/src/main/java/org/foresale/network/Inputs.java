package org.foresale.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.learn.AffinityFeatures;

/**
 * Which numbers an encoder is told of an event: those of {@link EventKind}, and with rich inputs {@link #FURTHER} ones.
 *
 * @param events     what an event is
 * @param affinities those that rich inputs hold; empty for plain inputs
 */
record Inputs(EventKind events, Optional<AffinityFeatures> affinities) {

    /** The gap ratios of an event, then the affinities of its user, which are the same at all events of a sample. */
    static final List<String> FURTHER =
            Stream.concat(GapRatios.NAMES.stream(), AffinityFeatures.names().stream()).toList();

    static Inputs plain(EventKind events) {
        return new Inputs(events, Optional.empty());
    }

    static Inputs rich(EventKind events, AffinityFeatures affinities) {
        return new Inputs(events, Optional.of(affinities));
    }

    /** The numbers beyond those of the events. */
    List<String> further() {
        return affinities.isPresent() ? FURTHER : List.of();
    }

    /** The names of all numbers. */
    List<String> numbers() {
        List<String> numbers = new ArrayList<>(events.numbers());
        numbers.addAll(further());
        return numbers;
    }

    /** Reads samples other than those of the training, from one number to before another. */
    EventReader reader(Samples samples, int from, int to) {
        EventReader plain = events.reader(samples);
        return affinities.<EventReader>map(
                those -> new RichEvents(plain, samples, events, those.of(samples, from, to), from)).orElse(plain);
    }

    /**
     * Reads the training samples; their affinities come from users of other folds, so that none knows its own answer.
     *
     * @param seed of the folds
     * @throws IllegalArgumentException if all buyers, or all others, are in one of the folds
     */
    EventReader trainingReader(Samples train, long seed) {
        EventReader plain = events.reader(train);
        return affinities.isEmpty() ? plain
                : new RichEvents(plain, train, events, AffinityFeatures.ofTraining(train, seed), 0);
    }
}

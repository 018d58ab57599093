package org.foresale.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.foresale.log.internal.Arguments;

/** Holds the predictions of a fitted learner, by the name of the samples. Immutable. */
public final class Predictions {

    private static final Predictions NONE = new Predictions(Map.of());

    private final Map<String, double[]> byName;

    private Predictions(Map<String, double[]> byName) {
        this.byName = byName;
    }

    /**
     * Returns an empty collection of predictions.
     *
     * @return the predictions
     */
    public static Predictions none() {
        return NONE;
    }

    /**
     * Returns a copy with predictions for more samples.
     *
     * @param samples name of the samples, such as "test"
     * @param scores  score of each sample, in the order of the samples
     * @return the new predictions
     */
    public Predictions with(String samples, double[] scores) {
        Map<String, double[]> more = new LinkedHashMap<>(byName);
        more.put(Arguments.text("name of samples", samples), scores.clone());
        return new Predictions(more);
    }

    /**
     * Returns the predictions for some samples.
     *
     * @param samples name of the samples
     * @return score of each sample, in the order of the samples
     * @throws IllegalArgumentException if there are no predictions for them
     */
    public double[] of(String samples) {
        if (!byName.containsKey(samples)) {
            throw new IllegalArgumentException("there are no predictions of the samples \"" + samples + "\", but of "
                    + byName.keySet());
        }
        return byName.get(samples).clone();
    }

    /**
     * Returns the names of the samples that have predictions.
     *
     * @return the names
     */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** What comes of these and others, for the samples that both speak of. */
    Predictions blended(Predictions others, DoubleBinaryOperator blend) {
        Predictions blended = NONE;
        for (String name : byName.keySet()) {
            if (others.byName.containsKey(name)) {
                double[] one = byName.get(name);
                double[] other = others.byName.get(name);
                blended = blended.with(name, IntStream.range(0, one.length)
                        .mapToDouble(i -> blend.applyAsDouble(one[i], other[i])).toArray());
            }
        }
        return blended;
    }

    /** The predictions of parts one after the other, for the samples that all of them speak of. */
    static Predictions concatenated(List<Predictions> parts) {
        Predictions all = NONE;
        for (String name : parts.get(0).byName.keySet()) {
            if (parts.stream().allMatch(part -> part.byName.containsKey(name))) {
                all = all.with(name, parts.stream().flatMapToDouble(part -> Arrays.stream(part.byName.get(name)))
                        .toArray());
            }
        }
        return all;
    }

    /** Goes through all in order. */
    void forEach(BiConsumer<String, double[]> action) {
        byName.forEach((name, scores) -> action.accept(name, scores.clone()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Predictions predictions && byName.keySet().equals(predictions.byName.keySet())
                && byName.keySet().stream().allMatch(name -> Arrays.equals(byName.get(name),
                        predictions.byName.get(name)));
    }

    @Override
    public int hashCode() {
        return byName.entrySet().stream().mapToInt(one -> one.getKey().hashCode() ^ Arrays.hashCode(one.getValue()))
                .sum();
    }

    @Override
    public String toString() {
        return "predictions of " + byName.keySet();
    }
}

package org.foresale.insight.explain;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Interval;

/** What drivers of all kinds share: their order, their words, their intervals. */
final class Effects {

    private static final int REASONS = 3;

    private Effects() {
    }

    static Samples requireSome(Samples samples) {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("there is no sample to explain");
        }
        return samples;
    }

    /** Which of some effects are not 0, the largest first, either way. */
    static List<Integer> largest(double[] effects) {
        return IntStream.range(0, effects.length).filter(k -> effects[k] != 0).boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -Math.abs(effects[k]))).toList();
    }

    /** The strongest of them in words. */
    static List<String> reasons(double[] effects, IntFunction<String> words) {
        return largest(effects).stream().limit(REASONS)
                .map(k -> words.apply(k) + (effects[k] > 0 ? ": raises the score" : ": lowers the score")).toList();
    }

    /**
     * Returns the interval of a mean over the users of samples.
     *
     * @return for example "[0.861, 0.903]", empty if there are not two users
     */
    static String range(Samples samples, int[] which, double[] values) {
        int[] users = IntStream.of(which).map(i -> samples.get(i).user()).toArray();
        return Bootstrap.mean(users, values).map(Interval::range).orElse("");
    }
}

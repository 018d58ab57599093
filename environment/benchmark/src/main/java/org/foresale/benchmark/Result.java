package org.foresale.benchmark;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;

/**
 * One contender on one network in one phase.
 *
 * @param threads   how many threads its arithmetic had
 * @param perSecond sequences a second, one figure a repeat
 */
record Result(String network, String phase, String contender, int threads,
        @JsonProperty("per_second") List<Double> perSecond) {

    Result {
        perSecond = List.copyOf(perSecond);
    }

    double median() {
        return median(perSecond);
    }

    /** The median over the repeats of this result's figure by the other's of the same repeat. */
    double over(Result other) {
        double[] ratios = new double[perSecond.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = perSecond.get(i) / other.perSecond.get(i);
        }
        return median(Arrays.stream(ratios).boxed().toList());
    }

    static double median(List<Double> figures) {
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

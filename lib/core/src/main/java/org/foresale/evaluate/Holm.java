package org.foresale.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of several comparisons, so that the probability to call any difference that is none is held,
 * whatever depends on what (Holm 1979, A simple sequentially rejective multiple test procedure): of m p-values, the
 * smallest is multiplied by m, the next by m - 1, and so on; none is then below one before it or above 1.
 */
public final class Holm {

    private Holm() {
    }

    /**
     * Returns the adjusted p-values.
     *
     * @param pValues all comparisons that could have been told of, each above 0 and at most 1
     * @return the adjusted p-value of each, in the same order; the difference is shown at 5 % if it is at most 0.05
     * @throws IllegalArgumentException if a p-value is not above 0 and at most 1
     */
    public static double[] adjusted(double... pValues) {
        Arrays.stream(pValues).forEach(Holm::requireProbability);
        int[] rising = IntStream.range(0, pValues.length).boxed().sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue).toArray();
        double[] adjusted = new double[pValues.length];
        double highest = 0;
        for (int rank = 0; rank < rising.length; rank++) {
            highest = Math.max(highest, Math.min(1, (rising.length - rank) * pValues[rising[rank]]));
            adjusted[rising[rank]] = highest;
        }
        return adjusted;
    }

    static void requireProbability(double pValue) {
        if (!(pValue > 0 && pValue <= 1)) {
            throw new IllegalArgumentException("the p-value is " + pValue + ", not above 0 and at most 1");
        }
    }
}

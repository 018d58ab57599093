package org.foresale.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts p-values for multiple comparisons by Holm's method (Holm 1979, A simple sequentially rejective multiple test
 * procedure). It controls the family-wise error rate, the probability of at least one false finding, under any
 * dependence between the tests. Of m p-values, the smallest is multiplied by m, the next by m - 1, and so on; an
 * adjusted p-value is never below the one before it, and never above 1.
 */
public final class Holm {

    private Holm() {
    }

    /**
     * Returns the adjusted p-values.
     *
     * @param pValues p-values of all comparisons that could have been reported, each above 0 and at most 1
     * @return the adjusted p-values, in the same order; a difference is significant at the 5 % level if its adjusted
     *     p-value is at most 0.05
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

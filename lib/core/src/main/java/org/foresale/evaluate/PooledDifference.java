package org.foresale.evaluate;

import java.util.List;

/**
 * Several differences and what they come to together.
 *
 * @param single the differences, one a contrast; of their p-values none is adjusted
 * @param pooled their mean, with its interval of 95 % over the users and seeds
 * @param pValue how surely the mean is none, two-sided
 */
public record PooledDifference(List<Difference> single, Interval pooled, double pValue) {

    /**
     * Copies the differences.
     *
     * @param single the differences, one a contrast
     * @param pooled their mean, with its interval of 95 % over the users and seeds
     * @param pValue how surely the mean is none, above 0 and at most 1
     * @throws IllegalArgumentException if the p-value is not in that range
     */
    public PooledDifference {
        single = List.copyOf(single);
        Holm.requireProbability(pValue);
    }
}

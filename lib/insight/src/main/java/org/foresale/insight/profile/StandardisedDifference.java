package org.foresale.insight.profile;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;

/** How far two groups are apart in a characteristic, in standard deviations; NaN where there is none to measure by. */
final class StandardisedDifference {

    private StandardisedDifference() {
    }

    /** Of two shares (Austin 2009): (p - q) / √((p(1 - p) + q(1 - q)) / 2). */
    static double ofShares(double first, double second) {
        return over(first - second, first * (1 - first), second * (1 - second));
    }

    /** Of two means (Austin 2009): the difference over √((variance + other variance) / 2). */
    static double ofMeans(double first, double firstVariance, double second, double secondVariance) {
        return over(first - second, firstVariance, secondVariance);
    }

    /**
     * Of the shares of all values of a characteristic (Yang and Dalton 2012): √(dᵀ S⁻¹ d), where d are the differences
     * of all shares but one, and S is the mean of both groups' covariances of one user's value, p(1 - p) on the
     * diagonal and -pᵢpⱼ beside it. Of two values it is |{@link #ofShares}|. It is never below 0.
     *
     * @param first  shares of the first group; with those that are 0 in both groups, which tell nothing
     * @param second shares of the second, in the same order
     * @return the distance
     */
    static double ofAllShares(double[] first, double[] second) {
        int[] used = IntStream.range(0, first.length).filter(i -> first[i] + second[i] > 0).toArray();
        int size = used.length - 1;
        if (size < 1) {
            return size == 0 ? 0 : Double.NaN;
        }
        double[] differences = new double[size];
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            double p = first[used[i]];
            double q = second[used[i]];
            differences[i] = p - q;
            for (int j = 0; j < size; j++) {
                covariance[i][j] = -(p * first[used[j]] + q * second[used[j]]) / 2;
            }
            covariance[i][i] += (p + q) / 2;
        }
        DecompositionSolver solver = new LUDecomposition(new Array2DRowRealMatrix(covariance, false)).getSolver();
        ArrayRealVector vector = new ArrayRealVector(differences, false);
        return solver.isNonSingular() ? Math.sqrt(Math.max(0, vector.dotProduct(solver.solve(vector)))) : Double.NaN;
    }

    private static double over(double difference, double variance, double otherVariance) {
        return difference == 0 ? 0 : nanIfInfinite(difference / Math.sqrt((variance + otherVariance) / 2));
    }

    private static double nanIfInfinite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }
}

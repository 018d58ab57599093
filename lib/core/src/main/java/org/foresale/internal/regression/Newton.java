package org.foresale.internal.regression;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/** Newton's method, each step halved until the sum of the losses does not rise. */
final class Newton {

    private static final int MAX_STEPS = 100;
    private static final double SMALLEST_PART_OF_A_STEP = 1e-9;

    /**
     * The decrease that a step promises, as a part of the sum, below which it is the last: each step doubles the number
     * of right digits, so what is left after it is lost in rounding.
     */
    private static final double TOLERANCE = 1e-10;

    /** A pivot of the scaled second derivatives below this is rounding: a feature is a mixture of the others. */
    private static final double SMALLEST_PIVOT = 1e-12;

    private static final double LARGEST_ASYMMETRY = 1e-15;

    private Newton() {
    }

    /**
     * Goes down from the start of a loss to its minimum.
     *
     * @throws IllegalStateException if it does not get there
     */
    static double[] minimum(Loss loss) {
        double[] at = loss.start();
        double sum = loss.at(at);
        for (int i = 0; i < MAX_STEPS; i++) {
            double[] gradient = loss.gradient(at);
            double[] step = solve(loss.secondDerivatives(at), gradient);
            double part = 1;
            double[] next = minus(at, step, part);
            // So near the minimum, sums differ by rounding alone, so that none of them may be below the last.
            if (dot(step, gradient) <= TOLERANCE * sum) {
                return next;
            }
            double nextSum = loss.at(next);
            while (!(nextSum <= sum)) {
                part /= 2;
                if (part < SMALLEST_PART_OF_A_STEP) {
                    throw noMinimum("no step goes down from a sum of losses of " + sum);
                }
                next = minus(at, step, part);
                nextSum = loss.at(next);
            }
            at = next;
            sum = nextSum;
        }
        throw noMinimum("the sum of losses still falls after " + MAX_STEPS + " steps, at " + sum);
    }

    /** Solves matrix · x = right, the matrix first scaled to a diagonal of ones, so that no unit matters. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            if (!(matrix[i][i] >= Double.MIN_NORMAL && matrix[i][i] < Double.POSITIVE_INFINITY)) {
                throw noMinimum("the second derivative by number " + i + " is " + matrix[i][i]);
            }
            scale[i] = 1 / Math.sqrt(matrix[i][i]);
        }
        double[][] scaledMatrix = new double[n][n];
        double[] scaledRight = new double[n];
        for (int i = 0; i < n; i++) {
            scaledRight[i] = scale[i] * right[i];
            for (int j = 0; j < n; j++) {
                scaledMatrix[i][j] = scale[i] * matrix[i][j] * scale[j];
            }
        }
        try {
            double[] solution = new CholeskyDecomposition(MatrixUtils.createRealMatrix(scaledMatrix), LARGEST_ASYMMETRY,
                    SMALLEST_PIVOT).getSolver().solve(new ArrayRealVector(scaledRight, false)).toArray();
            for (int i = 0; i < n; i++) {
                solution[i] *= scale[i];
            }
            return solution;
        } catch (NonPositiveDefiniteMatrixException e) {
            throw noMinimum("a feature is a mixture of others");
        }
    }

    private static IllegalStateException noMinimum(String why) {
        return new IllegalStateException("no minimum found: " + why
                + "; try a larger penalty, or features of one scale");
    }

    /** A part of a step back from a point. */
    static double[] minus(double[] from, double[] step, double part) {
        double[] result = new double[from.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = from[i] - part * step[i];
        }
        return result;
    }

    /** The inner product. */
    static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }
}

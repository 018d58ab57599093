package org.foresale.insight;

/** Solves equations of a symmetric, positive definite matrix by its Cholesky factor, row by row as memory likes it. */
final class Cholesky {

    private Cholesky() {
    }

    /**
     * Solves a x = b.
     *
     * @param a the matrix; its upper half becomes the factor
     * @param b one row an equation, one column a right side; becomes x
     */
    static void solve(double[][] a, double[][] b) {
        int size = a.length;
        for (int k = 0; k < size; k++) {
            if (!(a[k][k] > 0)) {
                throw new IllegalArgumentException("the matrix is not positive definite: its pivot " + k + " is "
                        + a[k][k]);
            }
            double root = Math.sqrt(a[k][k]);
            for (int j = k; j < size; j++) {
                a[k][j] /= root;
            }
            for (int i = k + 1; i < size; i++) {
                subtract(a[k][i], a[k], a[i], i);
            }
        }
        for (int k = 0; k < size; k++) {
            divide(b[k], a[k][k]);
            for (int i = k + 1; i < size; i++) {
                subtract(a[k][i], b[k], b[i], 0);
            }
        }
        for (int k = size - 1; k >= 0; k--) {
            for (int j = k + 1; j < size; j++) {
                subtract(a[k][j], b[j], b[k], 0);
            }
            divide(b[k], a[k][k]);
        }
    }

    private static void subtract(double factor, double[] row, double[] of, int from) {
        if (factor != 0) {
            for (int j = from; j < of.length; j++) {
                of[j] -= factor * row[j];
            }
        }
    }

    private static void divide(double[] row, double by) {
        for (int j = 0; j < row.length; j++) {
            row[j] /= by;
        }
    }
}

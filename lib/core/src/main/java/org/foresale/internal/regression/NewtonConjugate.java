package org.foresale.internal.regression;

/**
 * Newton's method for many features: each step is found by conjugate gradients, scaled to a diagonal of ones, and never
 * needs the matrix of second derivatives (Nocedal and Wright 2006, Numerical Optimization, section 7.1).
 */
final class NewtonConjugate {

    private static final int MAX_STEPS = 100;
    private static final double SMALLEST_PART_OF_A_STEP = 1e-9;
    /** Of the slope of a sample's loss; the slope at the minimum is 0. */
    private static final double TOLERANCE = 1e-9;
    /** Of the sum of losses: if a step promises less, rounding cannot tell whether the sum still falls. */
    private static final double ROUNDING = 1e-12;
    /** What part of the slope conjugate gradients leave over, at each step of Newton's. */
    private static final double LEFT_OVER = 1e-3;

    private NewtonConjugate() {
    }

    /**
     * Goes down from the start of a loss to its minimum.
     *
     * @param samples number of rows
     * @throws IllegalStateException if it does not get there
     */
    static double[] minimum(SparseLoss loss, int samples) {
        double[] at = loss.start();
        double[] logOdds = loss.logOdds(at);
        double sum = loss.at(at, logOdds);
        for (int i = 0; i < MAX_STEPS; i++) {
            double[] gradient = loss.gradient(at, logOdds);
            if (Math.sqrt(Newton.dot(gradient, gradient)) <= TOLERANCE * samples) {
                return at;
            }
            double[] step = solve(loss, loss.curvatures(logOdds), gradient);
            if (Newton.dot(gradient, step) <= ROUNDING * Math.max(1, sum)) {
                return Newton.minus(at, step, 1);
            }
            double part = 1;
            double[] next = Newton.minus(at, step, part);
            logOdds = loss.logOdds(next);
            double nextSum = loss.at(next, logOdds);
            while (!(nextSum <= sum)) {
                part /= 2;
                if (part < SMALLEST_PART_OF_A_STEP) {
                    // The sum is as low as its rounding can tell.
                    return at;
                }
                next = Newton.minus(at, step, part);
                logOdds = loss.logOdds(next);
                nextSum = loss.at(next, logOdds);
            }
            at = next;
            sum = nextSum;
        }
        throw new IllegalStateException("no minimum found: the sum of losses still falls after " + MAX_STEPS
                + " steps, at " + sum + "; try a larger penalty");
    }

    /** Solves second derivatives times x = right, nearly. */
    private static double[] solve(SparseLoss loss, double[] curvatures, double[] right) {
        double[] diagonal = loss.diagonal(curvatures);
        double[] x = new double[right.length];
        double[] rest = right.clone();
        double[] scaled = over(rest, diagonal);
        double[] direction = scaled.clone();
        double size = Newton.dot(rest, scaled);
        double enough = LEFT_OVER * LEFT_OVER * size;
        for (int i = 0; i < 10 * right.length && size > enough; i++) {
            double[] bent = loss.bend(curvatures, direction);
            double length = size / Newton.dot(direction, bent);
            for (int j = 0; j < x.length; j++) {
                x[j] += length * direction[j];
                rest[j] -= length * bent[j];
            }
            scaled = over(rest, diagonal);
            double nextSize = Newton.dot(rest, scaled);
            for (int j = 0; j < x.length; j++) {
                direction[j] = scaled[j] + nextSize / size * direction[j];
            }
            size = nextSize;
        }
        return x;
    }

    private static double[] over(double[] above, double[] below) {
        double[] result = new double[above.length];
        for (int j = 0; j < result.length; j++) {
            result[j] = above[j] / below[j];
        }
        return result;
    }
}
